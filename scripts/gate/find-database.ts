import { readFile } from 'node:fs/promises';
import { clusterPlaces } from '@/db/embedded/cluster';
import { isPostgresOf, postmasterOf } from '@/db/embedded/postmaster';
import { appUrl } from '@/db/migrate';
import { readSecrets } from '../start/secrets';

export type FoundDatabase = { readonly ownerUrl: string; readonly appUrl: string };

/** The embedded database of this data folder, if `npm start` is running it. */
export async function findRunningDatabase(dataDir: string): Promise<FoundDatabase | null> {
  const places = clusterPlaces(dataDir);
  const running = await postmasterOf(places.cluster);
  if (running === null || !running.ready || !(await isPostgresOf(places.cluster, running.pid))) return null;
  const password = await readFile(places.password, 'utf8').catch(() => null);
  if (password === null) return null;
  const ownerUrl = `postgres://postgres:${password.trim()}@127.0.0.1:${running.port}/border_gate`;
  const { appPassword } = await readSecrets(dataDir);
  return { ownerUrl, appUrl: appUrl(ownerUrl, appPassword) };
}

/** So that commands work beside `npm start` without a word about where its database is. */
export async function useRunningDatabase(environment: NodeJS.ProcessEnv, dataDir: string): Promise<void> {
  if (environment.DATABASE_URL !== undefined && environment.DATABASE_URL !== '') return;
  const found = await findRunningDatabase(dataDir);
  if (found === null) return;
  environment.DATABASE_URL = found.ownerUrl;
  environment.APP_DATABASE_URL = found.appUrl;
}
