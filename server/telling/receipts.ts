import { and, eq, inArray } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { tellingMessage } from '@/db/schema/telling';
import { allGates } from '@/domain/gate/gates';
import { gateIdSchema, OF_PROVINCE } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { afterReceipt } from '@/domain/telling/delivery';

/** What became of a message, as whoever carried it says: delivered, not to be delivered, or opened by its reader. */
export type Receipt = { readonly id: string; readonly state: 'delivered' | 'failed' | 'opened' };

/** Keeps a receipt (TE-8). Said twice, or after something better is known, it changes nothing; of an id that is none of ours nothing is told. */
export async function takeReceipt(
  db: Database,
  { id, state }: Receipt,
  now: number,
): Promise<Result<null, 'AP-NONE'>> {
  const [found] = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ gateId: tellingMessage.gateId })
      .from(tellingMessage)
      .where(
        and(
          inArray(tellingMessage.gateId, [...allGates().map(({ code }) => code), OF_PROVINCE]),
          eq(tellingMessage.messageId, id),
        ),
      ),
  );
  if (found === undefined) return err('AP-NONE');
  const gateId = gateIdSchema.parse(found.gateId);
  await inGate(db, { gateId, actor: null }, async (tx) => {
    const own = and(eq(tellingMessage.gateId, gateId), eq(tellingMessage.messageId, id));
    const [message] = await tx.select().from(tellingMessage).where(own).for('update');
    if (message === undefined) return;
    // Whoever opens it has it.
    const next = afterReceipt(message.state, state === 'failed' ? 'failed' : 'delivered');
    const opened = state === 'opened' && message.openedAt === null ? { openedAt: now } : {};
    const changed = {
      ...opened,
      ...(next === null ? {} : { state: next }),
      ...(next === 'delivered' ? { deliveredAt: now } : {}),
    };
    if (Object.keys(changed).length > 0) await tx.update(tellingMessage).set(changed).where(own);
  });
  return ok(null);
}
