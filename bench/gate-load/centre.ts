import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '@/db/embedded/free-port';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { migrateDatabase } from '@/db/migrate';
import { buildForProduction, isBuilt } from '@/scripts/start/build';
import { localSettings } from '@/scripts/start/local-settings';
import { readSecrets } from '@/scripts/start/secrets';
import { startServer } from '@/scripts/start/server-process';

/** A centre of its own in a temporary folder, as `npm start` runs one: durable database, server process, built pages. */
export type Centre = {
  readonly origin: string;
  readonly dataDir: string;
  readonly ownerUrl: string;
  readonly appUrl: string;
  readonly serverPid: number;
  readonly stop: () => Promise<void>;
};

export async function startCentre(say: (line: string) => void): Promise<Centre> {
  const root = process.cwd();
  if (!(await isBuilt(root))) {
    say('building for production');
    const logFile = join(await mkdtemp(join(tmpdir(), 'gate-build-')), 'build.log');
    await buildForProduction({ root, logFile, progress: say, signal: new AbortController().signal });
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'gate-bench-'));
  await chmod(dataDir, 0o755);
  const database = await startEmbeddedPostgres({ dataDir });
  const { appPassword } = await readSecrets(dataDir);
  await migrateDatabase(database.url, { appPassword });
  const port = await freePort();
  const settings = await localSettings({
    dataDir,
    databaseUrl: database.url,
    port,
    hostname: '127.0.0.1',
  });
  const starting = startServer(settings);
  // A database without a server would go on by itself.
  starting.catch(() => database.stop());
  const server = await starting;
  return {
    origin: settings.publicOrigin,
    dataDir,
    ownerUrl: database.url,
    appUrl: settings.appDatabaseUrl,
    serverPid: server.pid,
    stop: async () => {
      // The database's process does not keep ours awake, and its end must be waited for.
      const awake = setInterval(() => undefined, 1000);
      await server.stop();
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
      clearInterval(awake);
    },
  };
}
