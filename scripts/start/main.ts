/**
 * What `npm start` does once the packages are there. Runs in the launcher's own process (scripts/start.mjs).
 *
 *   port free? → database → schema → demonstration → build → server → ready
 *                                                                    │ Ctrl-C, SIGTERM: server, then database
 *                                                                    └ a part dies: started again, else exit 1
 */
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { readSignIns, readyText } from './announce';
import { buildForProduction, isBuilt } from './build';
import { fillStages, type OpenedDatabase, openStage, type ReadyDatabase } from './database';
import { explain } from './explain';
import { type Keeper, keep } from './keeper';
import { type Lan, prepareLan } from './lan';
import { LaunchProblem } from './launch-problem';
import { whenNpmIsGone } from './npm-watch';
import { HELP, readOptions, type StartOptions } from './options';
import { PLAY_SPEED, startPlay } from './play-process';
import { requirePort } from './ports';
import { type ServerSettings, startServer } from './server-process';
import { makeStages, type Stages } from './stages';
import { makeTeardown, type Teardown } from './teardown';

const LAST_PART_WITHIN_MS = 15_000;

const say = (sentence: string) => process.stderr.write(`${sentence}\n`);
const teardown = makeTeardown(say);
const building = new AbortController();

let isStopping = false;

function stopOnSignals(): void {
  const stop = () => {
    if (isStopping) return;
    isStopping = true;
    process.stdout.write('\nStopping …\n');
    building.abort();
    void stopEverything().then(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
  // npm killed with -9 passes nothing on, and the next start would find its data in use.
  if (process.env.npm_lifecycle_event === 'start') void whenNpmIsGone(stop);
}

let bringingUp: Promise<unknown> = Promise.resolve();

async function stopEverything(): Promise<void> {
  await teardown.run();
  // A part that was just starting is added when it has started, and is then stopped as well.
  await Promise.race([bringingUp.catch(() => undefined), pause(LAST_PART_WITHIN_MS)]);
  await teardown.run();
}

function goOn(): void {
  if (isStopping) throw new LaunchProblem('stopped');
}

async function bringUp(options: StartOptions): Promise<readonly Keeper[]> {
  const root = process.cwd();
  const stages = makeStages(process.stdout);
  const host = options.lan ? '0.0.0.0' : '127.0.0.1';
  await requirePort(options.port, host);

  const opened = await openStage(stages, options);
  const keepers: Keeper[] = [];
  if (opened.kind === 'embedded') keepers.push(keepDatabase(options, opened));
  goOn();
  const database = await fillStages(stages, options, opened);
  goOn();
  await buildStage(stages, root, options.dataDir);
  goOn();
  const lan = options.lan ? await prepareLan(options, new Date()) : null;
  if (lan !== null) teardown.add('certificate page', lan.close);
  const settings = serverSettings(root, host, options, database, lan);
  keepers.push(await serverStage(stages, settings, teardown));
  goOn();

  const origin = lan === null ? settings.publicOrigin : lan.origin;
  process.stdout.write(readyText(origin, await readSignIns(options.dataDir)));
  if (lan !== null) process.stdout.write(lan.text);
  if (database.isNewDay && options.play) {
    const authorityFile = lan === null ? null : join(options.dataDir, 'lan', 'authority.crt');
    const play = await startPlay({ root, origin, dataDir: options.dataDir, authorityFile });
    teardown.add('play', play.stop);
    process.stdout.write(
      `The day of the demonstration is being played at ${PLAY_SPEED} times its pace: open ${origin}/board\n`,
    );
  }
  return keepers;
}

async function watch(options: StartOptions, keepers: readonly Keeper[]): Promise<never> {
  const reason = await Promise.race(keepers.map((keeper) => keeper.gaveUp));
  throw new LaunchProblem(`${reason}: see the logs in ${options.dataDir}, then start again.`);
}

function keepDatabase(options: StartOptions, opened: OpenedDatabase & { kind: 'embedded' }): Keeper {
  const { port } = opened.process;
  const keeper = keep(opened.process, {
    name: 'database',
    restart: () => startEmbeddedPostgres({ dataDir: options.dataDir, port }),
    say,
    deathsAllowed: 5,
    pauseMs: 500,
  });
  teardown.add('database', keeper.stop);
  return keeper;
}

async function buildStage(stages: Stages, root: string, dataDir: string): Promise<void> {
  await stages.run('Build', async (progress) => {
    if (await isBuilt(root)) return { value: undefined, detail: 'sources unchanged' };
    await buildForProduction({
      root,
      logFile: join(dataDir, 'build.log'),
      progress,
      signal: building.signal,
    });
    return { value: undefined, detail: 'made for production' };
  });
}

async function serverStage(stages: Stages, settings: ServerSettings, stops: Teardown): Promise<Keeper> {
  return await stages.run('Server', async () => {
    const first = await startServer(settings);
    const keeper = keep(first, {
      name: 'server',
      restart: () => startServer(settings),
      say,
      deathsAllowed: 3,
      pauseMs: 500,
    });
    stops.add('server', keeper.stop);
    return { value: keeper, detail: `listening on ${settings.host} port ${settings.port}` };
  });
}

function serverSettings(
  root: string,
  host: string,
  options: StartOptions,
  database: ReadyDatabase,
  lan: Lan | null,
): ServerSettings {
  return {
    root,
    host,
    port: options.port,
    publicOrigin: process.env.PUBLIC_ORIGIN ?? lan?.origin ?? `http://localhost:${options.port}`,
    dataDir: options.dataDir,
    databaseUrl: database.ownerUrl,
    appDatabaseUrl: database.appUrl,
    secret: process.env.BETTER_AUTH_SECRET ?? database.secrets.betterAuthSecret,
    tls: lan?.tls ?? null,
    logFile: join(options.dataDir, 'server.log'),
  };
}

stopOnSignals();
try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options === null) process.stdout.write(HELP);
  else {
    const up = bringUp(options);
    bringingUp = up;
    await watch(options, await up);
  }
} catch (error) {
  if (!isStopping) {
    isStopping = true;
    say(explain(error));
    await teardown.run();
    process.exit(1);
  }
}
