import { type ChildProcess, spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LaunchProblem } from './launch-problem';
import { portTaken } from './ports';

const START_WITHIN_MS = 60_000;
const STOP_WITHIN_MS = 12_000;
const LOG_KEPT_BYTES = 20 * 1024 * 1024;

export type ServerSettings = {
  readonly root: string;
  readonly host: string;
  readonly port: number;
  readonly publicOrigin: string;
  readonly dataDir: string;
  readonly databaseUrl: string;
  readonly appDatabaseUrl: string;
  readonly secret: string;
  readonly tls: { readonly certFile: string; readonly keyFile: string } | null;
  readonly logFile: string;
  /** Of the server's own settings (server/env.ts), over what this process has. */
  readonly environment?: Readonly<Record<string, string>>;
};

export type ServerProcess = {
  readonly pid: number;
  /** Settles when the process ends: the exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
  /** Lets requests finish, then ends. May be called twice. */
  stop(): Promise<void>;
  kill(signal: 'SIGKILL'): Promise<void>;
};

/** Starts the server and waits until it answers. @throws LaunchProblem */
export async function startServer(settings: ServerSettings): Promise<ServerProcess> {
  await rotate(settings.logFile);
  const log = createWriteStream(settings.logFile, { flags: 'a', mode: 0o600 });
  const child = spawn(process.execPath, ['--import', 'tsx', join('server', 'http', 'serve.ts')], {
    cwd: settings.root,
    env: serverEnvironment(settings),
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let lastWords = '';
  child.stdout?.pipe(log, { end: false });
  child.stderr?.on('data', (chunk: Buffer) => {
    lastWords = `${lastWords}${chunk.toString('utf8')}`.slice(-2000);
    log.write(chunk);
  });
  const ended = new Promise<number | string>((resolve) => {
    child.once('error', () => resolve('error'));
    child.once('exit', (code, signal) => resolve(code ?? signal ?? 'unknown'));
  });
  void ended.then(() => log.end());
  const started = await firstReport(child, ended);
  if (started !== 'listening') {
    child.kill('SIGKILL');
    await ended;
    throw new LaunchProblem(startSentence(started, settings, lastWords));
  }
  return {
    pid: child.pid ?? 0,
    ended,
    stop: () => stopChild(child, ended),
    kill: async (signal) => {
      child.kill(signal);
      await ended;
    },
  };
}

function serverEnvironment(settings: ServerSettings): NodeJS.ProcessEnv {
  return {
    ...process.env,
    ...settings.environment,
    NODE_ENV: 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_ORIGIN: settings.publicOrigin,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: settings.databaseUrl,
    APP_DATABASE_URL: settings.appDatabaseUrl,
    BETTER_AUTH_SECRET: settings.secret,
    ...(settings.tls === null
      ? {}
      : { TLS_CERT_FILE: settings.tls.certFile, TLS_KEY_FILE: settings.tls.keyFile }),
  };
}

function firstReport(child: ChildProcess, ended: Promise<number | string>): Promise<string> {
  return new Promise((resolve) => {
    const late = setTimeout(() => resolve('late'), START_WITHIN_MS);
    const settle = (outcome: string) => {
      clearTimeout(late);
      resolve(outcome);
    };
    child.on('message', (message: unknown) => settle(reportOf(message)));
    void ended.then((code) => settle(`ended with ${code}`));
  });
}

function reportOf(message: unknown): string {
  if (typeof message !== 'object' || message === null || !('kind' in message)) return 'unknown';
  if (message.kind === 'listening') return 'listening';
  return 'code' in message ? String(message.code) : 'unknown';
}

function startSentence(outcome: string, settings: ServerSettings, lastWords: string): string {
  if (outcome === 'EADDRINUSE') return portTaken(settings.port);
  const reason = lastWords
    .trim()
    .split('\n')
    .find((line) => /error/i.test(line))
    ?.trim();
  return `The server did not start (${reason ?? outcome}): its log is ${settings.logFile}; "npm run gate -- doctor" looks for the cause.`;
}

const isAsked = new WeakSet<ChildProcess>();

async function stopChild(child: ChildProcess, ended: Promise<number | string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  if (!isAsked.has(child)) {
    isAsked.add(child);
    // A message and not a signal: Windows knows no signal that lets a process finish.
    if (child.connected) child.send('stop');
    else child.kill('SIGTERM');
  }
  const late = setTimeout(() => child.kill('SIGKILL'), STOP_WITHIN_MS);
  await ended;
  clearTimeout(late);
}

async function rotate(logFile: string): Promise<void> {
  const size = await stat(logFile).then(
    (found) => found.size,
    () => 0,
  );
  if (size > LOG_KEPT_BYTES) await rename(logFile, `${logFile}.1`);
}
