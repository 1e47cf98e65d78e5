import { execFile, spawn } from 'node:child_process';
import { open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import postgres from 'postgres';
import { type Binaries, findBinaries } from './binaries';
import {
  type ClusterPlaces,
  clusterPassword,
  clusterPlaces,
  databaseEnvironment,
  firstError,
  folderProblem,
  makeCluster,
  makeDataDir,
} from './cluster';
import { type Account, databaseAccount } from './database-account';
import { DatabaseProblem } from './database-problem';
import { freePort, isPortFree } from './free-port';
import { clearStalePid, isAlive, isPostgresOf, postmasterOf } from './postmaster';
import { identityOf, type ProcessIdentity, stillRuns } from './process-identity';
import { requireReachable } from './reachable';

const run = promisify(execFile);

const START_WITHIN_MS = 60_000;
/** After kill -9 of the postmaster its children still hold its shared memory for a moment. */
const TRIES = 20;
const LOG_KEPT_BYTES = 5 * 1024 * 1024;

export type EmbeddedPostgresOptions = {
  /** Everything rests here: the cluster, its password (0600), its log. Made when missing. */
  readonly dataDir: string;
  /** Default: a random free port of 127.0.0.1. */
  readonly port?: number;
  /** Made when missing. Default: border_gate. */
  readonly database?: string;
  /** For tests only: nothing survives a power cut, and everything is several times faster. */
  readonly forgetful?: boolean;
  readonly log?: (line: string) => void;
};

export type EmbeddedPostgres = {
  /** As the owner `postgres`, who may do everything. */
  readonly url: string;
  readonly port: number;
  /** Settles when the database ends, whoever ended it. */
  readonly ended: Promise<void>;
  /** Ends every session, writes a checkpoint, waits until the database is gone. May be called twice. */
  stop(): Promise<void>;
};

/**
 * Runs PostgreSQL 18 under `dataDir`. A database that a killed launcher left running is ended cleanly first; one
 * whose launcher lives is left alone.
 * @throws DatabaseProblem whose message is a sentence for the person at the terminal
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const log = options.log ?? (() => undefined);
  const places = clusterPlaces(resolve(options.dataDir));
  await makeDataDir(places.dataDir);
  const binaries = await findBinaries();
  const account = await databaseAccount(places.cluster);
  await requireReachable(binaries.root, account, "PostgreSQL's programs are below it");
  await requireReachable(places.dataDir, account, 'the data is below it');
  await endOrphan(places, binaries, account, log);
  const password = await clusterPassword(places);
  if (await makeCluster(places, binaries, account, password, options.forgetful !== true))
    log('made a new cluster');
  await clearStalePid(places.cluster);

  const running = await launch(places, binaries, account, options);
  const url = (database: string) => `postgres://postgres:${password}@127.0.0.1:${running.port}/${database}`;
  const database = options.database ?? 'border_gate';
  try {
    await requireDatabase(url('postgres'), database);
  } catch (error) {
    await running.stop();
    throw error;
  }
  log(`listening on 127.0.0.1:${running.port}`);
  return { ...running, url: url(database) };
}

async function endOrphan(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  log: (line: string) => void,
): Promise<void> {
  const found = await postmasterOf(places.cluster);
  if (found === null || !(await isPostgresOf(places.cluster, found.pid))) return;
  const owner = await readFile(places.owner, 'utf8').then(
    (text) => JSON.parse(text) as ProcessIdentity,
    () => null,
  );
  if (owner !== null && (await stillRuns(owner))) {
    throw new DatabaseProblem(
      'in-use',
      `The database in ${places.dataDir} is already in use by process ${owner.pid}: use that one, stop it, or set DATA_DIR to another folder.`,
    );
  }
  log(`ending the database that an earlier start left running (process ${found.pid})`);
  await endCluster(places, binaries, account);
}

type Running = Pick<EmbeddedPostgres, 'port' | 'ended' | 'stop'>;

async function launch(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  options: EmbeddedPostgresOptions,
): Promise<Running> {
  for (let attempt = 1; ; attempt += 1) {
    const port = options.port ?? (await freePort());
    if (options.port !== undefined && !(await isPortFree(options.port))) {
      throw new DatabaseProblem(
        'port-taken',
        `Port ${port}, where the database should listen, is taken: stop what uses it or choose another.`,
      );
    }
    const outcome = await launchOnce(places, binaries, account, port, options.forgetful === true);
    if (outcome.kind === 'running') return outcome.running;
    const passing = /shared memory block|could not bind|Address already in use/.test(outcome.said);
    if (!passing || attempt === TRIES) throw startProblem(places, outcome.said);
    await pause(250);
  }
}

type LaunchOutcome =
  | { readonly kind: 'running'; readonly running: Running }
  | { readonly kind: 'failed'; readonly said: string };

async function launchOnce(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  port: number,
  forgetful: boolean,
): Promise<LaunchOutcome> {
  const logFile = await openLog(places.log);
  const logStart = (await logFile.stat()).size;
  // In a process group of its own, so that Ctrl-C at the terminal does not end the database before the server; with
  // its log in a file, so that it does not end with the launcher's pipe.
  const child = spawn(binaries.postgres, ['-D', places.cluster, '-p', String(port), ...settings(forgetful)], {
    ...(account ?? {}),
    cwd: places.dataDir,
    env: databaseEnvironment(),
    detached: true,
    windowsHide: true,
    stdio: ['ignore', logFile.fd, logFile.fd],
  });
  const ended = new Promise<void>((settle) => {
    child.once('exit', () => settle());
    child.once('error', () => settle());
  });
  let isGone = false;
  void ended.then(() => {
    isGone = true;
  });
  await logFile.close();
  child.unref();

  const deadline = Date.now() + START_WITHIN_MS;
  for (;;) {
    const seen = await postmasterOf(places.cluster);
    if (seen !== null && seen.pid === child.pid && seen.ready) break;
    if (isGone || Date.now() > deadline) {
      child.kill('SIGKILL');
      const written = await readFile(places.log, 'utf8').catch(() => '');
      return { kind: 'failed', said: Buffer.from(written).subarray(logStart).toString('utf8') };
    }
    await pause(30);
  }
  const self = await identityOf(process.pid);
  await writeFile(places.owner, JSON.stringify(self), { mode: 0o600 });
  let stopping: Promise<void> | null = null;
  const stop = () => {
    stopping ??= (async () => {
      if (!isGone) await endCluster(places, binaries, account);
      await ended;
      await rm(places.owner, { force: true });
    })();
    return stopping;
  };
  return { kind: 'running', running: { port, ended, stop } };
}

function settings(forgetful: boolean): string[] {
  const chosen = [
    'listen_addresses=127.0.0.1',
    'unix_socket_directories=',
    'log_min_messages=warning',
    ...(forgetful
      ? ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200']
      : []),
  ];
  return chosen.flatMap((setting) => ['-c', setting]);
}

async function openLog(path: string) {
  try {
    const size = await stat(path).then(
      (found) => found.size,
      () => 0,
    );
    if (size > LOG_KEPT_BYTES) await truncate(path, 0);
    return await open(path, 'a', 0o600);
  } catch (error) {
    throw folderProblem(path, error);
  }
}

/** Asks for a fast shutdown (sessions are ended, data is written); a database that does not answer is ended at once. */
async function endCluster(places: ClusterPlaces, binaries: Binaries, account: Account | null): Promise<void> {
  const found = await postmasterOf(places.cluster);
  if (found === null) return;
  const stop = (mode: string, seconds: number) =>
    run(binaries.pgCtl, ['stop', '-D', places.cluster, '-m', mode, '-w', '-t', String(seconds), '-s'], {
      ...(account ?? {}),
      cwd: places.dataDir,
      env: databaseEnvironment(),
    });
  try {
    await stop('fast', 30);
  } catch (error) {
    if (!isAlive(found.pid)) return;
    await stop('immediate', 10).catch(() => {
      throw error;
    });
  }
}

function startProblem(places: ClusterPlaces, said: string): DatabaseProblem {
  if (said.includes('No space left on device')) {
    return new DatabaseProblem(
      'disk-full',
      `The disk that holds ${places.dataDir} is full: free at least 300 MB and start again.`,
    );
  }
  if (said.includes('administrative permissions')) {
    return new DatabaseProblem(
      'no-account',
      'PostgreSQL does not run with administrative rights: start from an ordinary terminal, or set DATABASE_URL.',
    );
  }
  return new DatabaseProblem(
    'broken',
    `PostgreSQL did not start: ${firstError(said)} (its log is ${places.log}).`,
  );
}

async function requireDatabase(url: string, name: string): Promise<void> {
  const connection = postgres(url, { max: 1, onnotice: () => undefined });
  try {
    const found = await connection`select 1 from pg_database where datname = ${name}`;
    if (found.length === 0) await connection`create database ${connection(name)}`;
  } catch (error) {
    if ((error as { code?: string }).code !== '28P01') throw error;
    throw new DatabaseProblem(
      'broken',
      'The embedded database does not know the password kept beside it (postgres-password): put the old file back, or set DATA_DIR to another folder.',
    );
  } finally {
    await connection.end({ timeout: 5 });
  }
}
