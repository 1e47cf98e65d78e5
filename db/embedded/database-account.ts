import { execFile } from 'node:child_process';
import { stat } from 'node:fs/promises';
import { promisify } from 'node:util';
import { DatabaseProblem } from './database-problem';

const run = promisify(execFile);

/** Whom PostgreSQL runs as: `null` is "as ourselves". It refuses to run as root. */
export type Account = { readonly uid: number; readonly gid: number };

/**
 * As root: the owner of a cluster that is already there (somebody without root made it), else the machine's
 * `postgres` account, which is created when there is none.
 */
export async function databaseAccount(cluster: string): Promise<Account | null> {
  if (process.getuid === undefined || process.getuid() !== 0) return null;
  const owner = await stat(cluster).catch(() => null);
  if (owner !== null && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  const known = await lookUp();
  if (known !== null) return known;
  if (process.platform === 'linux') {
    await run('groupadd', ['--force', '--system', 'postgres']).catch(() => undefined);
    await run('useradd', ['--system', '--gid', 'postgres', '--no-create-home', 'postgres']).catch(
      () => undefined,
    );
  }
  const created = await lookUp();
  if (created !== null) return created;
  throw new DatabaseProblem(
    'no-account',
    'PostgreSQL does not run as root and no account named "postgres" could be made: start as an ordinary user, or set DATABASE_URL.',
  );
}

async function lookUp(): Promise<Account | null> {
  try {
    const [user, group] = await Promise.all([run('id', ['-u', 'postgres']), run('id', ['-g', 'postgres'])]);
    return { uid: Number.parseInt(user.stdout, 10), gid: Number.parseInt(group.stdout, 10) };
  } catch {
    return null;
  }
}
