import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterPlaces } from '@/db/embedded/cluster';
import { freePort } from '@/db/embedded/free-port';
import { postmasterOf } from '@/db/embedded/postmaster';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { migrateDatabase } from '@/db/migrate';
import { seedDemonstration } from '@/db/seed/demonstration';
import { readSignIns, type SignIn } from '@/scripts/start/announce';
import { isBuilt } from '@/scripts/start/build';
import { type Keeper, keep } from '@/scripts/start/keeper';
import { localSettings } from '@/scripts/start/local-settings';
import { readSecrets } from '@/scripts/start/secrets';
import { startServer } from '@/scripts/start/server-process';

export type KeptCentre = {
  readonly origin: string;
  readonly dataDir: string;
  /** The database's owner, past row-level security. */
  readonly ownerUrl: string;
  readonly signIns: readonly SignIn[];
  readonly serverPid: () => number;
  /** Null while the database is not there. */
  readonly postmasterPid: () => Promise<number | null>;
  /** Sentences the keepers said: one for each revival. */
  readonly said: readonly string[];
  readonly stop: () => Promise<void>;
};

/** `npm start` gives up after a few deaths within a minute; a proof kills more often than any accident. */
const deathsAllowed = Number.POSITIVE_INFINITY;
/** As `npm start` waits. */
const pauseMs = 500;

/**
 * The centre with the demonstration day, out of the parts of `npm start`: its embedded PostgreSQL with the settings it
 * has there (a commit is on the disk before it is answered), its server process, a keeper over each.
 */
export async function startKeptCentre(): Promise<KeptCentre> {
  if (!(await isBuilt(process.cwd())))
    throw new Error('There is no production build of these sources: npm run build');
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-kill-'));
  // As root the database runs under another account, which must be able to enter.
  await chmod(dataDir, 0o711);
  const said: string[] = [];
  const say = (sentence: string) => void said.push(sentence);
  const keepers: Keeper[] = [];
  const stop = async () => {
    // The server first, as `npm start` does.
    for (const keeper of keepers.toReversed()) await keeper.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    const database = await startEmbeddedPostgres({ dataDir });
    const { port: databasePort } = database;
    const restart = () => startEmbeddedPostgres({ dataDir, port: databasePort });
    keepers.push(keep(database, { name: 'database', restart, say, deathsAllowed, pauseMs }));
    const { appPassword } = await readSecrets(dataDir);
    await migrateDatabase(database.url, { appPassword });
    await seedDemonstration(database.url, { dataDir, now: new Date(), onProgress: () => undefined });
    const port = await freePort();
    const settings = await localSettings({ dataDir, databaseUrl: database.url, port });
    let server = await startServer(settings);
    const restartServer = async () => {
      server = await startServer(settings);
      return server;
    };
    keepers.push(keep(server, { name: 'server', restart: restartServer, say, deathsAllowed, pauseMs }));
    return {
      origin: settings.publicOrigin,
      dataDir,
      ownerUrl: database.url,
      signIns: await readSignIns(dataDir),
      serverPid: () => server.pid,
      postmasterPid: async () => (await postmasterOf(clusterPlaces(dataDir).cluster))?.pid ?? null,
      said,
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
