import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chmod, chown, mkdir, readFile, rename, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries';
import type { Account } from './database-account';
import { DatabaseProblem } from './database-problem';
import { foldersAbove } from './reachable';

const run = promisify(execFile);

const MAJOR_VERSION = '18';
/** An empty cluster takes about 40 MB and its first write-ahead files as much again; the rest is room to work. */
const ROOM_NEEDED_BYTES = 300 * 1024 * 1024;

/** Where things rest under DATA_DIR. */
export type ClusterPlaces = {
  readonly dataDir: string;
  readonly cluster: string;
  readonly password: string;
  readonly log: string;
  readonly owner: string;
};

export function clusterPlaces(dataDir: string): ClusterPlaces {
  return {
    dataDir,
    cluster: join(dataDir, 'postgres'),
    password: join(dataDir, 'postgres-password'),
    log: join(dataDir, 'postgres.log'),
    owner: join(dataDir, 'postgres-owner.json'),
  };
}

/** Makes DATA_DIR, open to pass through but not to list, since the database's account goes through it. */
export async function makeDataDir(dataDir: string): Promise<void> {
  try {
    if (await makeFolders(dataDir)) await chmod(dataDir, 0o711);
    const probe = join(dataDir, `.probe-${process.pid}`);
    await writeFile(probe, '');
    await rm(probe, { force: true });
  } catch (error) {
    throw folderProblem(dataDir, error);
  }
}

/** One by one: `recursive` never ends where a folder cannot be made, as in /proc. @returns whether the last is new */
async function makeFolders(path: string): Promise<boolean> {
  let isNew = false;
  for (const folder of foldersAbove(path)) {
    const found = await stat(folder).catch(() => null);
    isNew = found === null;
    if (isNew) await mkdir(folder);
    else if (found?.isDirectory() !== true) throw Object.assign(new Error(folder), { code: 'ENOTDIR' });
  }
  return isNew;
}

export function folderProblem(folder: string, error: unknown): Error {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === 'ENOSPC' || code === 'EDQUOT') return diskFull(folder);
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') {
    return new DatabaseProblem(
      'folder-unwritable',
      `The folder ${folder} cannot be written to (${code}): give it to the user who starts this, or set DATA_DIR to another folder.`,
    );
  }
  if (code === 'ENOENT') {
    return new DatabaseProblem(
      'folder-unwritable',
      `The folder ${folder} cannot be made: set DATA_DIR to a folder on a disk.`,
    );
  }
  if (code === 'ENOTDIR' || code === 'EEXIST') {
    return new DatabaseProblem(
      'folder-unwritable',
      `${folder} cannot be used as a folder, a file is in the way: move it, or set DATA_DIR to another folder.`,
    );
  }
  return error instanceof Error ? error : new Error(String(error));
}

function diskFull(folder: string): DatabaseProblem {
  return new DatabaseProblem(
    'disk-full',
    `The disk that holds ${folder} is full: free at least 300 MB, or set DATA_DIR to a folder on another disk.`,
  );
}

/** The owner's password, made at the first start. A cluster whose password file is lost cannot be opened again. */
export async function clusterPassword(places: ClusterPlaces): Promise<string> {
  const kept = await readFile(places.password, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return '';
    throw folderProblem(places.password, error);
  });
  if (kept !== '') return kept.trim();
  const made = randomBytes(24).toString('base64url');
  await writeFile(places.password, `${made}\n`, { mode: 0o600 }).catch((error) => {
    throw folderProblem(places.dataDir, error);
  });
  return made;
}

/** Makes the cluster when there is none. It is made beside its place and moved, so a killed initdb leaves nothing half. */
export async function makeCluster(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  password: string,
  durable: boolean,
): Promise<boolean> {
  if (await checkVersion(places)) return false;
  await requireRoom(places.dataDir);
  const draft = `${places.cluster}.new`;
  const passwordFile = `${places.cluster}.initial`;
  try {
    await rm(draft, { recursive: true, force: true });
    await mkdir(draft, { mode: 0o700 });
    await writeFile(passwordFile, `${password}\n`, { mode: 0o600 });
    if (account !== null) {
      await chown(draft, account.uid, account.gid);
      await chown(passwordFile, account.uid, account.gid);
    }
    await run(binaries.initdb, initFlags(draft, passwordFile, durable), {
      ...(account ?? {}),
      cwd: dirname(draft),
      env: databaseEnvironment(),
    });
    await rename(draft, places.cluster);
    return true;
  } catch (error) {
    throw initProblem(places, error);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

function initFlags(folder: string, passwordFile: string, durable: boolean): string[] {
  return [
    `--pgdata=${folder}`,
    '--username=postgres',
    `--pwfile=${passwordFile}`,
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    // The built-in provider sorts and folds the same on every machine, whatever locales it has.
    '--locale=C',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--set=timezone=UTC',
    '--set=log_timezone=UTC',
    '--set=max_wal_size=1GB',
    '--no-instructions',
    ...(durable ? [] : ['--no-sync']),
  ];
}

async function checkVersion(places: ClusterPlaces): Promise<boolean> {
  const version = await readFile(join(places.cluster, 'PG_VERSION'), 'utf8').catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return null;
      throw folderProblem(places.cluster, error);
    },
  );
  if (version === null) {
    // An empty folder in the way would make the last rename fail on some systems.
    if (
      await stat(places.cluster).then(
        () => true,
        () => false,
      )
    )
      await rm(places.cluster, { recursive: true });
    return false;
  }
  if (version.trim() === MAJOR_VERSION) return true;
  throw new DatabaseProblem(
    'other-version',
    `${places.cluster} was made by PostgreSQL ${version.trim()}, this is ${MAJOR_VERSION}: dump and load it, or set DATA_DIR to another folder.`,
  );
}

async function requireRoom(folder: string): Promise<void> {
  const disk = await statfs(folder).catch(() => null);
  if (disk !== null && disk.bavail * disk.bsize < ROOM_NEEDED_BYTES) throw diskFull(folder);
}

function initProblem(places: ClusterPlaces, error: unknown): Error {
  const said = String((error as { stderr?: string }).stderr ?? '');
  if (said.includes('No space left on device')) return diskFull(places.dataDir);
  if (said.includes('Permission denied')) {
    return new DatabaseProblem(
      'folder-closed',
      `PostgreSQL may not use ${places.cluster}: ${firstError(said)}`,
    );
  }
  if (said !== '') {
    return new DatabaseProblem(
      'broken',
      `PostgreSQL could not make its cluster in ${places.cluster}: ${firstError(said)}`,
    );
  }
  return folderProblem(places.dataDir, error);
}

/** The first line of PostgreSQL's output that names an error, without its prefix. */
export function firstError(output: string): string {
  const lines = output.split('\n').map((line) => line.trim());
  const found = lines.find((line) => /\b(error|FATAL|PANIC|could not|error while loading)\b/i.test(line));
  return (found ?? lines.find((line) => line !== '') ?? 'no reason was given').replace(
    /^.*?(FATAL|PANIC|error):\s*/,
    '',
  );
}

/** Without the caller's PG* variables, which would change where and how the programs work; messages in English. */
export function databaseEnvironment(): NodeJS.ProcessEnv {
  const own: NodeJS.ProcessEnv = { ...process.env, LC_ALL: 'C' };
  for (const name of Object.keys(own)) {
    if (/^(PG|LC_(?!ALL$)|LANG)/.test(name)) delete own[name];
  }
  return own;
}
