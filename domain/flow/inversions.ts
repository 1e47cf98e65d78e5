import type { CrossingId } from '../shared/identity';
import { type Allocation, allocate } from './order';

/** A vehicle at the gate's entrance: which lane, in whose shift, when. */
export type Entry = {
  readonly crossingId: CrossingId;
  readonly at: number;
  readonly lane: string;
  readonly shift: string;
};
/** One entitlement: its batch, and since when. The order of the list is the order in which they may enter. */
export type Call = { readonly crossingId: CrossingId; readonly batch: string; readonly at: number };
/** Why somebody who may go does not: known from the log. */
export type Excuse = 'missed' | 'recalled' | 'held' | 'inspection';
export type InversionReason = 'not-called' | 'same-batch' | 'on-the-way' | 'late' | Excuse;

export type Inversion = {
  readonly entered: Entry;
  /** Who should have been first; null: it was never called, and came before all who were. */
  readonly before: CrossingId | null;
  readonly reason: InversionReason;
};

/**
 * Pairs that entered in another order than they were entitled to, each with its reason (FL-24). Batches overtake each
 * other on the road, so most have an innocent one; a vehicle that nobody called has none.
 */
export function inversionsOf(input: {
  readonly calls: readonly Call[];
  readonly entries: readonly Entry[];
  readonly excuses: ReadonlyMap<CrossingId, Excuse>;
  /** The journey that nine of ten need at most, ms. */
  readonly travelP90Ms: number;
}): readonly Inversion[] {
  const rank = new Map(input.calls.map(({ crossingId }, nth) => [crossingId, nth]));
  const entries = input.entries.toSorted((a, b) => a.at - b.at || (a.crossingId < b.crossingId ? -1 : 1));
  const waiting: (Call | null)[] = [...input.calls];
  const found: Inversion[] = [];
  let first = 0;
  for (const entered of entries) {
    const own = rank.get(entered.crossingId);
    const call = own === undefined ? undefined : input.calls[own];
    if (own === undefined || call === undefined || call.at > entered.at) {
      found.push({ entered, before: null, reason: 'not-called' });
      if (own !== undefined) waiting[own] = null;
      continue;
    }
    waiting[own] = null;
    while (first < waiting.length && waiting[first] === null) first += 1;
    for (let nth = first; nth < own; nth += 1) {
      const other = waiting[nth];
      if (other === undefined || other === null) continue;
      const onTheWay = entered.at - other.at <= input.travelP90Ms ? 'on-the-way' : 'late';
      const reason =
        other.batch === call.batch ? 'same-batch' : (input.excuses.get(other.crossingId) ?? onTheWay);
      found.push({ entered, before: other.crossingId, reason });
    }
  }
  return found;
}

/** How many of each reason, by lane and shift: what a supervisor signs. */
export function countInversions(
  inversions: readonly Inversion[],
): ReadonlyMap<string, Readonly<Partial<{ [R in InversionReason]: number }>>> {
  const counts = new Map<string, Partial<{ [R in InversionReason]: number }>>();
  for (const { entered, reason } of inversions) {
    const place = `${entered.lane} ${entered.shift}`;
    const known = counts.get(place) ?? {};
    counts.set(place, { ...known, [reason]: (known[reason] ?? 0) + 1 });
  }
  return counts;
}

/**
 * Whom the rules would not have called at that turn: the recorded allocations held against the same decision made again.
 * Somebody put in by hand is found here, were the call itself in order.
 */
export function outOfTurn(
  decision: Parameters<typeof allocate>[0],
  recorded: readonly Pick<Allocation, 'crossingId'>[],
): readonly CrossingId[] {
  const rightful = allocate(decision, recorded.length).allocations;
  return recorded.flatMap(({ crossingId }, nth) =>
    rightful[nth]?.crossingId === crossingId ? [] : [crossingId],
  );
}
