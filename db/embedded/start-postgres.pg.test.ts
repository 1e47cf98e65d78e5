import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import postgres from 'postgres';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DatabaseProblem } from './database-problem';
import { isAlive, postmasterOf } from './postmaster';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './start-postgres';

const asRoot = process.getuid?.() === 0;
const launcherCode = `
  import { startEmbeddedPostgres } from ${JSON.stringify(pathToFileURL(join(import.meta.dirname, 'start-postgres.ts')).href)};
  const database = await startEmbeddedPostgres({ dataDir: process.env.TRY_DATA_DIR });
  console.log(database.url);
  setInterval(() => {}, 1000);
`;

let folder = '';
let running: EmbeddedPostgres | null = null;
let launcher: ChildProcess | null = null;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  await chmod(folder, 0o755);
});

afterEach(async () => {
  launcher?.kill('SIGKILL');
  await running?.stop();
  running = null;
  launcher = null;
  await chmod(folder, 0o755);
  await rm(folder, { recursive: true, force: true });
});

const start = async (dataDir: string) => {
  running = await startEmbeddedPostgres({ dataDir, forgetful: true });
  return running;
};

/** Starts a database from a process of its own and writes one row; gives the row's reader after everything was killed. */
async function startElsewhere(dataDir: string): Promise<ChildProcess> {
  launcher = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', launcherCode], {
    env: { ...process.env, TRY_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [url] = launcher.stdout === null ? [] : await once(launcher.stdout, 'data');
  const connection = postgres(String(url).trim(), { max: 1 });
  await connection`create table kept (word text)`;
  await connection`insert into kept values ('sầu riêng')`;
  await connection.end();
  return launcher;
}

async function keptWords(url: string): Promise<readonly unknown[]> {
  const connection = postgres(url, { max: 1 });
  const rows = await connection`select word from kept`;
  await connection.end();
  return rows.map((row) => row.word);
}

async function problemOf(attempt: Promise<unknown>): Promise<DatabaseProblem> {
  const error = await attempt.then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(DatabaseProblem);
  return error as DatabaseProblem;
}

test('a new folder gives a PostgreSQL 18, its password to its owner only; a second start finds the data', async () => {
  const dataDir = join(folder, 'data');
  const first = await start(dataDir);
  const connection = postgres(first.url, { max: 1 });
  const [row] =
    await connection`select current_setting('server_version_num')::int as version, upper('đỗ') as upper`;
  expect(row).toEqual({ version: expect.any(Number), upper: 'ĐỖ' });
  expect(Math.floor(Number(row?.version) / 10_000)).toBe(18);
  await connection`create table kept (word text)`;
  await connection`insert into kept values ('thanh long')`;
  await connection.end();
  expect((await stat(join(dataDir, 'postgres-password'))).mode & 0o777).toBe(0o600);
  await first.stop();
  expect(await postmasterOf(join(dataDir, 'postgres'))).toBeNull();

  const second = await start(dataDir);
  expect(await keptWords(second.url)).toEqual(['thanh long']);
});

test('after kill -9 of the launcher the database it left is ended and its data found', async () => {
  const dataDir = join(folder, 'data');
  const elsewhere = await startElsewhere(dataDir);
  const orphan = await postmasterOf(join(dataDir, 'postgres'));
  const gone = once(elsewhere, 'exit');
  elsewhere.kill('SIGKILL');
  await gone;
  expect(isAlive(orphan?.pid ?? 0)).toBe(true);

  const next = await start(dataDir);
  expect((await postmasterOf(join(dataDir, 'postgres')))?.pid).not.toBe(orphan?.pid);
  expect(await keptWords(next.url)).toEqual(['sầu riêng']);
});

test('after kill -9 of launcher and database the stale postmaster.pid does not stop the next start', async () => {
  const dataDir = join(folder, 'data');
  const elsewhere = await startElsewhere(dataDir);
  const database = await postmasterOf(join(dataDir, 'postgres'));
  const gone = once(elsewhere, 'exit');
  elsewhere.kill('SIGKILL');
  process.kill(database?.pid ?? 0, 'SIGKILL');
  await gone;
  expect(await stat(join(dataDir, 'postgres', 'postmaster.pid'))).toBeDefined();

  const next = await start(dataDir);
  expect(await keptWords(next.url)).toEqual(['sầu riêng']);
});

test('a database whose launcher lives is not touched', async () => {
  const dataDir = join(folder, 'data');
  const elsewhere = await startElsewhere(dataDir);
  const problem = await problemOf(startEmbeddedPostgres({ dataDir }));
  expect(problem.kind).toBe('in-use');
  expect(problem.message).toContain(String(elsewhere.pid));
  expect(isAlive((await postmasterOf(join(dataDir, 'postgres')))?.pid ?? 0)).toBe(true);
  const gone = once(elsewhere, 'exit');
  elsewhere.kill('SIGKILL');
  await gone;
  await start(dataDir); // takes the orphan over, so that afterEach ends it
});

test('a half-made cluster of a killed initdb is made anew', async () => {
  const dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'postgres.new'), { recursive: true });
  await chmod(dataDir, 0o711);
  await writeFile(join(dataDir, 'postgres.new', 'PG_VERSION'), '18\n');
  const database = await start(dataDir);
  expect(database.url).toMatch(/\/border_gate$/);
});

test.runIf(asRoot)('as root, a closed folder above the data is named before initdb', async () => {
  const closed = join(folder, 'closed');
  await mkdir(closed, { mode: 0o700 });
  const problem = await problemOf(startEmbeddedPostgres({ dataDir: join(closed, 'deep', 'data') }));
  expect(problem.kind).toBe('folder-closed');
  expect(problem.message).toContain(`chmod o+x '${closed}'`);
});

test('a file where the folder should be is said in a sentence', async () => {
  await writeFile(join(folder, 'data'), '');
  const problem = await problemOf(startEmbeddedPostgres({ dataDir: join(folder, 'data') }));
  expect(problem.kind).toBe('folder-unwritable');
});

test.runIf(process.platform === 'linux')('a place where no folder can be is said in a sentence', async () => {
  const problem = await problemOf(startEmbeddedPostgres({ dataDir: '/proc/gate/data' }));
  expect(problem.kind).toBe('folder-unwritable');
});

test.runIf(!asRoot)('a folder of somebody else is said in a sentence', async () => {
  await chmod(folder, 0o555);
  const problem = await problemOf(startEmbeddedPostgres({ dataDir: join(folder, 'data') }));
  expect(problem.kind).toBe('folder-unwritable');
});

test('a chosen port that is taken is said in a sentence', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  const problem = await problemOf(startEmbeddedPostgres({ dataDir: join(folder, 'data'), port }));
  expect(problem.kind).toBe('port-taken');
  taken.close();
});

test('a cluster of another PostgreSQL is not touched', async () => {
  const dataDir = join(folder, 'data');
  await mkdir(join(dataDir, 'postgres'), { recursive: true });
  await writeFile(join(dataDir, 'postgres', 'PG_VERSION'), '16\n');
  const problem = await problemOf(startEmbeddedPostgres({ dataDir }));
  expect(problem.kind).toBe('other-version');
});
