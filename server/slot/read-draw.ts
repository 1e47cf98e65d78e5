import { and, eq } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { slotDraw } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { DrawProof } from '@/domain/slot/draw';
import type { Slot } from '@/domain/slot/slot';

/** Everything of one draw that is needed to make it again (SL-6). Needs nobody signed in. */
export async function readDraw(
  { db }: { readonly db: Database },
  of: Slot & { readonly gateId: GateId; readonly releaseAt: number },
): Promise<Result<DrawProof, 'AP-NONE'>> {
  const [row] = await inGate(db, { gateId: of.gateId, actor: null }, (tx) =>
    tx
      .select({ proof: slotDraw.proof })
      .from(slotDraw)
      .where(
        and(
          eq(slotDraw.gateId, of.gateId),
          eq(slotDraw.releaseAt, of.releaseAt),
          eq(slotDraw.direction, of.direction),
          eq(slotDraw.class, of.class),
          eq(slotDraw.hourStart, of.hourStart),
        ),
      ),
  );
  return row === undefined ? err('AP-NONE') : ok(row.proof);
}
