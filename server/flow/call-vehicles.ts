import { callKnew } from '@/db/schema/flow';
import { knewOf, printOfKnew } from '@/domain/flow/call-knew';
import { askedOf, decide } from '@/domain/flow/decide';
import type { Allocation } from '@/domain/flow/order';
import type { Situation } from '@/domain/flow/situation';
import { seenFromYard } from '@/domain/flow/yard-batches';
import type { EventId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Direction } from '@/domain/shared/vocabulary';
import { CALL_MOST } from '@/domain/sync/call-bodies';
import type { EventDraft } from '@/domain/sync/event';
import type { PersonContext } from '../control/person-context';
import { centreDraft } from '../log/centre-draft';
import { recordEvents } from '../log/record-events';
import { callTicks, deed, withoutThem } from './call-deeds';
import { readSituation } from './read-situation';

export type CallOutcome = {
  readonly call: EventId;
  readonly status: 'sent' | 'waits-for-second';
  readonly vehicles: readonly { readonly crossingId: string; readonly plate: string }[];
};

function chosenOf(situation: Situation, count: number): readonly Allocation[] {
  const { order, mayGo } = decide(situation);
  return order.slice(0, Math.min(count, mayGo, CALL_MOST));
}
const idsOf = (allocations: readonly Allocation[]) => allocations.map(({ crossingId }) => crossingId);

/**
 * Calls the next vehicles of a queue in the order of the rules: nobody chooses a vehicle (rule 6). Each allocation is
 * recorded with its turn and reason; the vehicles' own ticks follow at once, or when a second person approves (FL-26).
 */
export function callVehicles(
  context: PersonContext,
  input: { gateId: GateId; direction: Direction; count: number; yard: string },
): Promise<Result<CallOutcome, 'AP-NONE' | 'AP-DONE' | 'AP-INPUT' | 'AP-SELF'>> {
  const { gateId, direction, count, yard } = input;
  const { actor } = context;
  return deed(context, gateId, async (tx, now) => {
    const { directions } = await readSituation(tx, gateId, now);
    let situation = seenFromYard(directions[direction], yard);
    let chosen = chosenOf(situation, count);
    let ticks = await callTicks(tx, gateId, idsOf(chosen), actor.id);
    // Whom a row had waiting and the log has not: without them the rules may name others, and so they are asked anew.
    while (ticks.gone.length > 0) {
      situation = withoutThem(situation, ticks.gone);
      chosen = chosenOf(situation, count);
      ticks = await callTicks(tx, gateId, idsOf(chosen), actor.id);
    }
    const allocations = chosen;
    const last = allocations.at(-1);
    if (last === undefined) return err('AP-NONE');
    const knew = knewOf(askedOf(situation));
    const { secondPersonFrom } = situation.content;
    const isLarge = allocations.length >= secondPersonFrom;
    const proposal: EventDraft = {
      ...centreDraft(gateId, { direction, actor: actor.id }),
      type: 'call.proposed',
      body: {
        yard,
        secondPersonFrom,
        allocations: allocations.map(({ plate: _, at: __, ...allocation }) => allocation),
        next: (last.position + 1) % last.turnsInRound,
        knew: printOfKnew(knew),
      },
    };
    const { events } = await recordEvents(tx, gateId, [proposal, ...(isLarge ? [] : ticks.drafts)], now);
    const [recorded] = events;
    if (recorded === undefined) return err('AP-NONE');
    await tx.insert(callKnew).values({ gateId, callId: recorded.id, madeAt: now, knew });
    return ok({
      call: recorded.id,
      status: isLarge ? 'waits-for-second' : 'sent',
      vehicles: allocations.map(({ crossingId, plate }) => ({ crossingId, plate })),
    });
  });
}
