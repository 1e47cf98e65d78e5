import { eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { neighbourMark } from '@/db/schema/neighbour';
import type { Place } from '@/domain/neighbour/cursor';

/** By epoch of a source the number up to which rows were removed (NE-21). */
export async function readMarks(tx: Transaction, source: string): Promise<ReadonlyMap<number, number>> {
  const rows = await tx.select().from(neighbourMark).where(eq(neighbourMark.source, source));
  return new Map(rows.map(({ epoch, sequence }) => [epoch, sequence]));
}

/** A mark only rises. */
export async function raiseMark(tx: Transaction, source: string, { epoch, sequence }: Place): Promise<void> {
  await tx
    .insert(neighbourMark)
    .values({ source, epoch, sequence })
    .onConflictDoUpdate({
      target: [neighbourMark.source, neighbourMark.epoch],
      set: { sequence: sql`greatest(${neighbourMark.sequence}, ${sequence})` },
    });
}
