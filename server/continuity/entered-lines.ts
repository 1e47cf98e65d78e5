import { and, eq, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { event as eventTable } from '@/db/schema/event';
import type { EnteredLine } from '@/domain/continuity/reconcile';
import type { EventId, GateId } from '@/domain/shared/identity';

/** Lines of one stretch that are in the log. One that was taken back still names its sheet: it was written. */
export async function enteredLines(
  tx: Transaction,
  gateId: GateId,
  continuity: EventId,
): Promise<readonly EnteredLine[]> {
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        eq(eventTable.type, 'paper.entered'),
        sql`${eventTable.event} -> 'body' ->> 'continuity' = ${continuity}`,
      ),
    );
  return rows.flatMap(({ event }): readonly EnteredLine[] => {
    if (event.type !== 'paper.entered') return [];
    const { crossingId, step, agency, body } = event;
    if (crossingId === null || step === null || agency === null) return [];
    return [{ crossingId, step, agency, serial: body.serial, at: body.at }];
  });
}
