import type { Page } from '@playwright/test';
import * as z from 'zod';

/** An own event as it rests on the tablet's disk. */
const rowsSchema = z.array(
  z.object({
    seq: z.number(),
    passId: z.string().nullable(),
    type: z.string(),
    hash: z.string(),
    prev: z.string().nullable(),
  }),
);
export type DiskRow = z.infer<typeof rowsSchema>[number];

/** Read from IndexedDB as it is, past the app: what is not there was not kept, whatever a screen says. */
export async function readDisk(page: Page): Promise<readonly DiskRow[]> {
  return rowsSchema.parse(await page.evaluate(readRows));
}

/** Runs in the page. */
function readRows(): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open('gate-tablet');
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const db = opening.result;
      const asked = db.transaction('events', 'readonly').objectStore('events').getAll();
      asked.onerror = () => reject(asked.error);
      asked.onsuccess = () => {
        db.close();
        const rows: readonly { seq: number; passId: string | null; event: Record<string, unknown> }[] =
          asked.result;
        resolve(
          rows.map(({ seq, passId, event: { type, hash, prev } }) => ({ seq, passId, type, hash, prev })),
        );
      };
    };
  });
}

/**
 * Numbers that are missing between the first and the last, and links of the chain that do not hold. A tablet that was away
 * for two weeks has let go of its oldest, which the centre has.
 */
export function breaksOf(rows: readonly DiskRow[]): number {
  const [first, ...later] = rows;
  if (first === undefined) return 0;
  const isBegun = first.seq > 1 || first.prev === null;
  return (
    Number(!isBegun) +
    later.filter(({ seq, prev }, at) => seq !== first.seq + 1 + at || prev !== rows[at]?.hash).length
  );
}
