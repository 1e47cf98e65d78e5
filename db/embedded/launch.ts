import { spawn } from 'node:child_process';
import { open, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Binaries } from './binaries';
import { type ClusterPlaces, databaseEnvironment, firstError, folderProblem } from './cluster';
import type { Account } from './database-account';
import { DatabaseProblem } from './database-problem';
import { endCluster } from './end-cluster';
import { freePort, isPortFree } from './free-port';
import { postmasterOf } from './postmaster';
import { identityOf } from './process-identity';

const START_WITHIN_MS = 60_000;
/** After kill -9 of the postmaster its children still hold its shared memory for a moment. */
const TRIES = 20;
const LOG_KEPT_BYTES = 5 * 1024 * 1024;

export type Running = {
  readonly port: number;
  /** Settles when the database ends, whoever ended it. */
  readonly ended: Promise<void>;
  stop(): Promise<void>;
};

export type LaunchOptions = { readonly port?: number; readonly forgetful?: boolean };

/** Starts the program and waits until it takes connections. */
export async function launch(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
  options: LaunchOptions,
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
