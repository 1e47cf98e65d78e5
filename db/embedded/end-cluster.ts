import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import type { Binaries } from './binaries';
import { type ClusterPlaces, databaseEnvironment } from './cluster';
import type { Account } from './database-account';
import { isAlive, postmasterOf } from './postmaster';

const run = promisify(execFile);

/** Asks for a fast shutdown (sessions are ended, data is written); a database that does not answer is ended at once. */
export async function endCluster(
  places: ClusterPlaces,
  binaries: Binaries,
  account: Account | null,
): Promise<void> {
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
