import { and, eq, inArray, lt, notInArray, sql } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { passPush, telling, tellingMessage } from '@/db/schema/telling';
import { allGates } from '@/domain/gate/gates';
import { OF_PROVINCE } from '@/domain/shared/identity';

const DAY_MS = 86_400_000;
/** What was told two months ago is nobody's question any more. */
const KEPT_MS = 60 * DAY_MS;

/** Old messages go, and the subscriptions of phones whose crossing has ended a day ago (TE-9). */
export async function forgetTellings(db: Database, now: number): Promise<void> {
  for (const code of [...allGates().map((gate) => gate.code), OF_PROVINCE])
    await inGate(db, { gateId: code, actor: null }, async (tx) => {
      const over = tx
        .select({ id: crossing.crossingId })
        .from(crossing)
        .where(and(eq(crossing.gateId, code), lt(crossing.endedAt, now - DAY_MS)));
      await tx.delete(passPush).where(and(eq(passPush.gateId, code), inArray(passPush.crossingId, over)));
      await tx
        .delete(tellingMessage)
        .where(
          and(
            eq(tellingMessage.gateId, code),
            notInArray(tellingMessage.state, ['queued', 'sending']),
            lt(tellingMessage.madeAt, now - KEPT_MS),
          ),
        );
      await tx
        .delete(telling)
        .where(
          and(
            eq(telling.gateId, code),
            lt(telling.at, now - KEPT_MS),
            sql`not exists (select from telling_message m where m.gate_id = ${telling.gateId} and m.telling_id = ${telling.tellingId})`,
          ),
        );
    });
}
