import type { CallUpFact } from '../flow/call-up';
import type { Call } from '../flow/calls';
import type { CrossingId } from '../shared/identity';
import { eventNo } from './build-events';

/** An export call of these perishable loads, proposed by `a` then; `large`: it waits until `b` approves it at that time. */
export function callOf(
  n: number,
  crossingIds: readonly CrossingId[],
  at: number,
  { large = false, approvedAt = null }: { large?: boolean; approvedAt?: number | null } = {},
): Call {
  const secondPersonFrom = large ? 1 : crossingIds.length + 1;
  const proposed: CallUpFact = { kind: 'proposed', at, by: 'a', yard: 'XC', crossingIds, secondPersonFrom };
  return {
    id: eventNo(n),
    direction: 'export',
    yard: 'XC',
    proposedAt: at,
    proposedBy: 'a',
    allocations: crossingIds.map((crossingId) => ({
      crossingId,
      class: 'perishable',
      placeAt: at,
      spoilsAt: null,
      rank: 'place',
      turn: 'perishable',
      position: 0,
      turnsInRound: 1,
    })),
    next: 0,
    facts: [
      proposed,
      ...(approvedAt === null ? [] : [{ kind: 'approved' as const, at: approvedAt, by: 'b' }]),
    ],
  };
}
