import { and, eq, isNotNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing, crossingKey } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { firmAnswer } from '@/db/schema/intake';
import { pass, passToken } from '@/db/schema/pass';
import { photo } from '@/db/schema/photo';
import { vehiclePosition } from '@/db/schema/position';
import { threadMessage } from '@/db/schema/thread';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { speakForFirms } from '../declaration/speak-for-firms';
import { lockCrossings } from '../log/crossing-rows';
import { lockHead, moveHead } from '../log/gate-head';

/**
 * Forgets the people of a crossing for good (rule 16): its key goes, so the ciphertext in the log can never be opened
 * again, and so do its signed passes, which name the driver, and the own
 * words of its thread. Log, hashes and state stay as they are. Tablets are told
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
  await eraseAnswer(tx, gateId, crossingId);
  // Own words are sealed to the centre and name whom they like; ready sentences name nobody and stay (TE-12).
  const words = await tx
    .update(threadMessage)
    .set({ sealed: null })
    .where(
      and(
        eq(threadMessage.gateId, gateId),
        eq(threadMessage.crossingId, crossingId),
        isNotNull(threadMessage.sealed),
      ),
    )
    .returning({ messageId: threadMessage.messageId });
  // Without its pass nobody could switch it off any more (PO-9).
  await tx
    .delete(vehiclePosition)
    .where(and(eq(vehiclePosition.gateId, gateId), eq(vehiclePosition.crossingId, crossingId)));
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
  return { erased: keys.length + tokens.length + photos.length + words.length > 0 };
}

/** What the firm's own system was answered holds the pass. It is its firm's, so the transaction has to speak for that. */
async function eraseAnswer(tx: Transaction, gateId: GateId, crossingId: CrossingId): Promise<void> {
  const [declared] = await tx
    .select({ firmId: crossing.firmId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  if (!declared?.firmId) return;
  await speakForFirms(tx, [declared.firmId]);
  const [filed] = await tx
    .select({ firmId: filing.firmId })
    .from(filing)
    .where(and(eq(filing.gateId, gateId), eq(filing.crossingId, crossingId)));
  if (filed === undefined) return;
  await tx
    .delete(firmAnswer)
    .where(and(eq(firmAnswer.firmId, filed.firmId), eq(firmAnswer.crossingId, crossingId)));
}
