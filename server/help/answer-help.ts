import { and, eq, sql } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { event as eventTable } from '@/db/schema/event';
import { crossingIdSchema, type EventId, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '@/server/control/person-context';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';

/** A supervisor has seen to it, and says how. Said once; both facts stay. */
export async function answerHelp(
  { db, clock, actor }: PersonContext,
  { gateId, request, words }: { gateId: GateId; request: EventId; words: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      await holdLock(tx, `help ${gateId} ${request}`);
      const [asked] = await tx
        .select({ crossingId: eventTable.crossingId })
        .from(eventTable)
        .where(
          and(eq(eventTable.gateId, gateId), eq(eventTable.id, request), eq(eventTable.type, 'help.asked')),
        );
      if (asked === undefined) return err('AP-NONE');
      const [answered] = await tx
        .select({ id: eventTable.id })
        .from(eventTable)
        .where(
          and(
            eq(eventTable.gateId, gateId),
            eq(eventTable.type, 'help.answered'),
            sql`${eventTable.event} -> 'body' ->> 'request' = ${request}`,
          ),
        )
        .limit(1);
      if (answered !== undefined) return err('AP-DONE');
      const crossingId = asked.crossingId === null ? null : crossingIdSchema.parse(asked.crossingId);
      await recordEvents(
        tx,
        gateId,
        [
          {
            ...centreDraft(gateId, { crossingId, actor: actor.id }),
            type: 'help.answered',
            body: { request, words },
          },
        ],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
