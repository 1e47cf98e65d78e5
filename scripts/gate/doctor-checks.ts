import { constants } from 'node:fs';
import { access, readdir, readFile, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import postgres from 'postgres';
import * as z from 'zod';
import { findChromium } from '../find-chromium.mjs';
import { missingPackages } from '../install-packages.mjs';
import { requireGivenDatabase } from '../start/given-database';

/** One line of the doctor. `todo` says what to do and is there exactly when something is wrong. */
export type Finding =
  | { readonly name: string; readonly state: 'ok'; readonly detail: string }
  | { readonly name: string; readonly state: 'problem'; readonly detail: string; readonly todo: string };

const ok = (name: string, detail: string): Finding => ({ name, state: 'ok', detail });
const problem = (name: string, detail: string, todo: string): Finding => ({
  name,
  state: 'problem',
  detail,
  todo,
});

const OLDEST_NODE = [20, 19] as const;
const ROOM_BYTES = 1e9;
/** The same limit as at the exchange with tablets: beyond it windows would be judged by a wrong clock. */
const SKEW_LIMIT_MS = 120_000;

export function checkNode(version: string): Finding {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNew = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1]);
  if (isNew) return ok('Node.js', version);
  return problem('Node.js', version, `install ${OLDEST_NODE.join('.')} or newer`);
}

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      optional: z.boolean().optional(),
      devOptional: z.boolean().optional(),
    }),
  ),
});

export async function checkPackages(root: string): Promise<Finding> {
  const read = async (file: string) =>
    lockSchema.parse(JSON.parse(await readFile(join(root, file), 'utf8'))).packages;
  try {
    const missing = missingPackages(
      await read('package-lock.json'),
      await read('node_modules/.package-lock.json'),
    );
    if (missing.length === 0) return ok('Packages', 'as package-lock.json says');
    return problem(
      'Packages',
      `${missing.length} missing or of another version (${missing[0]} …)`,
      'run "npm ci"',
    );
  } catch {
    return problem('Packages', 'not installed', 'run "npm ci"');
  }
}

export async function checkDisk(dataDir: string): Promise<Finding> {
  const disk = await statfs(dataDir).catch(() => null);
  if (disk === null)
    return problem('Disk', `${dataDir} is not there`, 'run "npm start" once, or correct DATA_DIR');
  const free = disk.bavail * disk.bsize;
  const detail = `${(free / 1e9).toFixed(1)} GB free for ${dataDir}`;
  return free >= ROOM_BYTES ? ok('Disk', detail) : problem('Disk', detail, 'free 1 GB, or move DATA_DIR');
}

export async function checkKeys(dataDir: string): Promise<Finding> {
  const folder = join(dataDir, 'keys');
  const names = await readdir(folder).catch(() => null);
  if (names === null || names.length === 0) {
    return problem('Keys', `none in ${folder}`, 'run "npm start" once, or restore them from your backup');
  }
  for (const name of names) {
    const file = join(folder, name);
    const isReadable = await access(file, constants.R_OK).then(
      () => true,
      () => false,
    );
    if (!isReadable)
      return problem('Keys', `${file} cannot be read`, 'give it to the user who runs the gate');
    if (process.platform === 'win32') continue;
    if (((await stat(file)).mode & 0o077) !== 0) {
      return problem('Keys', `${file} can be read by others`, `run "chmod 600 ${file}"`);
    }
  }
  return ok('Keys', `${names.length} files, readable by their owner only`);
}

export async function checkChromium(): Promise<Finding> {
  const todo = 'only "npm test" needs it: install one, or name yours in CHROMIUM_PATH';
  try {
    const found = await findChromium();
    return found === null ? problem('Chromium', 'none found', todo) : ok('Chromium', found);
  } catch (error) {
    return problem('Chromium', error instanceof Error ? error.message : String(error), todo);
  }
}

/** Reachable, migrated, and of one mind about the time. */
export async function checkDatabase(url: string | undefined, root: string): Promise<readonly Finding[]> {
  if (url === undefined || url === '') {
    return [problem('Database', 'the embedded one is not running', 'run "npm start", or set DATABASE_URL')];
  }
  try {
    const { version } = await requireGivenDatabase(url);
    const connection = postgres(url, { max: 1, onnotice: () => undefined });
    try {
      return [
        ok('Database', `PostgreSQL ${version}`),
        await checkMigrations(connection, root),
        await checkClock(connection),
      ];
    } finally {
      await connection.end({ timeout: 2 });
    }
  } catch (error) {
    const [detail = '', todo = ''] = (error instanceof Error ? error.message : String(error)).split(
      /: (?=[^:]*$)/,
    );
    return [problem('Database', detail, todo === '' ? 'see its log' : todo.replace(/\.$/, ''))];
  }
}

const journalSchema = z.object({ entries: z.array(z.object({ when: z.number() })) });

async function checkMigrations(connection: postgres.Sql, root: string): Promise<Finding> {
  const file = join(root, 'db', 'migrations', 'meta', '_journal.json');
  const wanted = journalSchema.parse(JSON.parse(await readFile(file, 'utf8'))).entries;
  const applied = await connection<{ when: string }[]>`
    select created_at as when from drizzle.__drizzle_migrations`.catch(() => null);
  const done = new Set(applied?.map((row) => Number(row.when)));
  const missing = wanted.filter((entry) => !done.has(entry.when)).length;
  if (missing > 0)
    return problem(
      'Migrations',
      `${missing} of ${wanted.length} missing`,
      'run "npm start", which applies them',
    );
  return ok('Migrations', `all ${wanted.length} applied`);
}

async function checkClock(connection: postgres.Sql): Promise<Finding> {
  const before = Date.now();
  const [row] = await connection<
    { ms: number }[]
  >`select (extract(epoch from clock_timestamp()) * 1000)::float8 as ms`;
  const skewMs = Math.round((row?.ms ?? 0) - (before + Date.now()) / 2);
  const detail = `the database is ${Math.abs(skewMs)} ms ${skewMs < 0 ? 'behind' : 'ahead'}`;
  if (Math.abs(skewMs) <= SKEW_LIMIT_MS) return ok('Clock', detail);
  return problem('Clock', detail, 'set the clocks of both machines by NTP');
}
