import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossingKey } from '@/db/schema/crossing';
import { pass, passToken } from '@/db/schema/pass';
import { photo } from '@/db/schema/photo';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { lockCrossings } from '../log/crossing-rows';
import { lockHead, moveHead } from '../log/gate-head';

/**
 * Forgets the people of a crossing for good (rule 16): its key goes, so the ciphertext in the log can never be opened
 * again, and so do its signed passes, which name the driver. Log, hashes and state stay as they are. Tablets are told
 * to drop the passes at their next exchange.
 */
export async function eraseCrossingPersonal(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<{ readonly erased: boolean }> {
  await lockCrossings(tx, gateId, [crossingId]);
  const keys = await tx
    .delete(crossingKey)
    .where(and(eq(crossingKey.gateId, gateId), eq(crossingKey.crossingId, crossingId)))
    .returning({ createdAt: crossingKey.createdAt });
  const tokens = await tx
    .delete(passToken)
    .where(and(eq(passToken.gateId, gateId), eq(passToken.crossingId, crossingId)))
    .returning({ passId: passToken.passId });
  // A photograph's key rests in its row; what is left of the bytes can never be opened again.
  const photos = await tx
    .delete(photo)
    .where(and(eq(photo.gateId, gateId), eq(photo.crossingId, crossingId)))
    .returning({ eventId: photo.eventId });
  const passes = await tx
    .select({ passId: pass.passId })
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.crossingId, crossingId)));
  if (passes.length > 0) {
    const head = await lockHead(tx, gateId);
    let { change } = head;
    for (const { passId } of passes)
      await tx
        .update(pass)
        .set({ token: '', change: ++change })
        .where(and(eq(pass.gateId, gateId), eq(pass.passId, passId)));
    await moveHead(tx, { ...head, change });
  }
  return { erased: keys.length + tokens.length + photos.length > 0 };
}
