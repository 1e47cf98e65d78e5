import { orderedSet } from '../crossing/event-set';
import type { CrossingId, EventId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import type { GateEvent, GateEventOf } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import { type CallUp, type CallUpFact, foldCallUp } from './call-up';

type Proposal = GateEventOf<'call.proposed'>;
type Allocations = Proposal['body']['allocations'];

/** One call-up as the log tells it. */
export type Call = {
  readonly id: EventId;
  readonly direction: Direction;
  readonly yard: string;
  readonly proposedAt: number;
  readonly proposedBy: string | null;
  readonly allocations: Allocations;
  /** Where the round stood after it. */
  readonly next: number;
  readonly facts: readonly CallUpFact[];
};

const NOBODY = '';

function factOf(event: GateEvent): { readonly call: EventId; readonly facts: readonly CallUpFact[] } | null {
  const at = occurredAt(event);
  const by = event.actor ?? NOBODY;
  switch (event.type) {
    case 'call.approved':
      return { call: event.body.call, facts: [{ kind: 'approved', at, by }] };
    case 'call.recalled': {
      const { call, crossingIds, reason } = event.body;
      return { call, facts: [{ kind: 'recalled', at, by, reason, crossingIds }] };
    }
    case 'call.reached': {
      const { call, message, recipient } = event.body;
      return { call, facts: [{ kind: 'reached', at, message, recipient }] };
    }
    case 'call.acknowledged': {
      const { call, by: who, crossingIds } = event.body;
      return {
        call,
        facts: crossingIds.map((crossingId) => ({ kind: 'acknowledged', at, crossingId, by: who })),
      };
    }
    default:
      return null;
  }
}

/** The call-ups of a gate, newest first: a function of the set of its events, in whatever order they come (FL-40). */
export function callsOf(events: Iterable<GateEvent>): readonly Call[] {
  const ordered = orderedSet(events);
  const facts = new Map<EventId, CallUpFact[]>();
  for (const event of ordered) {
    const found = factOf(event);
    if (found !== null) facts.set(found.call, [...(facts.get(found.call) ?? []), ...found.facts]);
  }
  return ordered
    .flatMap((event): Call[] => {
      if (event.type !== 'call.proposed' || event.direction === null) return [];
      const { yard, secondPersonFrom, allocations, next } = event.body;
      const at = occurredAt(event);
      const crossingIds = allocations.map(({ crossingId }) => crossingId);
      const proposed: CallUpFact = {
        kind: 'proposed',
        at,
        by: event.actor ?? NOBODY,
        yard,
        crossingIds,
        secondPersonFrom,
      };
      return [
        {
          id: event.id,
          direction: event.direction,
          yard,
          proposedAt: at,
          proposedBy: event.actor,
          allocations,
          next,
          facts: [proposed, ...(facts.get(event.id) ?? [])],
        },
      ];
    })
    .reverse();
}

/** How this vehicle was taken back last; null: it was not. Of one call each may be taken back for a reason of its own. */
export const recallOf = ({ facts }: Pick<Call, 'facts'>, crossingId: CrossingId) =>
  facts.findLast(
    (fact): fact is Extract<CallUpFact, { kind: 'recalled' }> =>
      fact.kind === 'recalled' && fact.crossingIds.includes(crossingId),
  ) ?? null;

/** Its state now; `arrived`: vehicles that have been seen at the gate since. */
export const stateOfCall = (call: Call, arrived: ReadonlySet<CrossingId>, now: number): CallUp =>
  foldCallUp(
    [
      ...call.facts,
      ...call.allocations.flatMap(({ crossingId }): CallUpFact[] =>
        arrived.has(crossingId) ? [{ kind: 'arrived', at: now, crossingId }] : [],
      ),
    ],
    now,
  );
