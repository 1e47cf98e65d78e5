import { and, eq } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { event as eventTable } from '@/db/schema/event';
import { mayCheckOverride } from '@/domain/release/override-check';
import type { EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { GateEventOf } from '@/domain/sync/event';
import type { PersonContext } from '../control/person-context';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import { announceChange } from '../stream/announce-change';
import { readChecks } from './list-overrides';

type Outcome = GateEventOf<'override.checked'>['body']['outcome'];

/** RE-5: what the after-check found is a fact of its own; the override stays as it was. */
export async function checkOverride(
  { db, clock, actor }: PersonContext,
  input: { gateId: GateId; override: EventId; outcome: Outcome; note: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE' | 'AP-SELF'>> {
  const { gateId, override, outcome, note } = input;
  const answer = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE' | 'AP-SELF'>> => {
      // Of two that check it at once, the second finds it checked.
      await holdLock(tx, `override ${gateId} ${override}`);
      const [row] = await tx
        .select({ event: eventTable.event, crossingId: eventTable.crossingId })
        .from(eventTable)
        .where(and(eq(eventTable.gateId, gateId), eq(eventTable.id, override)));
      if (row?.event.type !== 'release.overridden') return err('AP-NONE');
      if ((await readChecks(tx, gateId, [override])).size > 0) return err('AP-DONE');
      if (!mayCheckOverride(actor.id, row.event)) return err('AP-SELF');
      const { crossingId, passId, direction } = row.event;
      await recordEvents(
        tx,
        gateId,
        [
          {
            ...centreDraft(gateId, { crossingId, passId, direction, actor: actor.id }),
            agency: actor.agency,
            type: 'override.checked',
            body: { override, outcome, note },
          },
        ],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return answer;
}
