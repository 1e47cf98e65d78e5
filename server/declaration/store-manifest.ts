import { openDatabase } from '@/db/client';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import { systemClock } from '../clock';
import { env } from '../env';
import { openKeyRing } from '../keys/key-ring';
import { announceOnce } from '../stream/announce-change';
import { type Stored, storeRows } from './store-rows';

export type StoreOptions = {
  readonly fileName: string;
  /** Rows stored so far. */
  readonly onProgress?: (done: number) => void;
};

/** For the operators' command line: stores into the installation that the environment names, then lets go of it. */
export async function storeManifest(
  accepted: readonly ManifestRow[],
  drafts: readonly ManifestRow[],
  { onProgress }: StoreOptions,
): Promise<Stored> {
  const url = env().APP_DATABASE_URL ?? env().DATABASE_URL;
  if (url === undefined) throw new Error('neither APP_DATABASE_URL nor DATABASE_URL is set');
  const database = openDatabase(url, { max: 4 });
  try {
    const ring = await openKeyRing(env().DATA_DIR);
    const stored = await storeRows(accepted, drafts, {
      db: database.db,
      ring,
      now: systemClock.now,
      ...(onProgress ? { onProgress } : {}),
    });
    await announceOnce(database.db);
    return stored;
  } finally {
    await database.close();
  }
}
