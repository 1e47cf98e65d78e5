import type { CallAudit } from '../flow/call-knew';
import type { GateId } from '../shared/identity';
import type { Direction, GoodsClass } from '../shared/vocabulary';
import type { ReportDay } from './home-day';
import type { Watch } from './shifts';

/**
 * Allocation and inversion audit (RP-14; docs/rules.md 6: every allocation is in a public, explainable record). Whatever
 * says who is entitled before whom feeds it: the call-ups, else the order of arrival (entitled.ts).
 */

/** A vehicle and its place in the entitled order: the lower `entitledAt`, the earlier its turn. */
export type Entitled = {
  readonly crossingId: string;
  readonly plate: string;
  readonly class: GoodsClass;
  /** ms. Vehicles within a minute of each other are equals. */
  readonly entitledAt: number;
};
export type Admitted = { readonly crossingId: string; readonly at: number };

export const ORDER_REASONS = ['priority-class', 'cleared-first', 'called-first', 'held'] as const;
export type OrderReason = (typeof ORDER_REASONS)[number];

/** What the record says about `later` having gone before `earlier`; empty: nothing explains it. */
export type ExplainOrder = (earlier: Entitled, later: Entitled, admittedAt: number) => readonly OrderReason[];

export type Inversion = {
  readonly earlier: Entitled;
  readonly later: Entitled;
  /** When the later one was let in, and the earlier; null: it still waits. */
  readonly laterAdmittedAt: number;
  readonly earlierAdmittedAt: number | null;
  readonly reasons: readonly OrderReason[];
};

export type OrderAudit = {
  readonly admitted: number;
  /** Pairs in the wrong order, those with a vehicle that still waits included. */
  readonly inversions: number;
  readonly unexplained: number;
  readonly byReason: Readonly<Record<OrderReason, number>>;
  /** Vehicles that at least one later one went before. */
  readonly overtaken: number;
  /** The worst, unexplained first, then by how far the order was turned round. */
  readonly worst: readonly Inversion[];
};

export type OrderGroup = OrderAudit & {
  readonly direction: Direction;
  /** Null: the whole gate. */
  readonly checkpoint: string | null;
  readonly watch: Watch;
};

/** One call held against what the rules said then (GA-15). */
export type AuditedCall = {
  readonly at: number;
  readonly direction: Direction;
  readonly yard: string;
  readonly vehicles: number;
  readonly audit: CallAudit['kind'];
  /** Plates of whom the rules would not have called at that turn. */
  readonly outOfTurn: readonly string[];
};

export type OrderReport = {
  readonly gateId: GateId;
  readonly day: ReportDay;
  readonly from: number;
  readonly until: number;
  readonly isSoFar: boolean;
  readonly madeAt: number;
  readonly groups: readonly OrderGroup[];
  /** Calls made in the period, oldest first. */
  readonly calls: readonly AuditedCall[];
};

/** Officers tick in bursts: who came within a minute came together. */
export const EQUALS_WITHIN_MS = 60_000;
const WORST_LISTED = 50;
/** Kept while counting: of a day in wild disorder there are millions of pairs. */
const SORT_AT = 5_000;

/**
 * `entitled` may hold vehicles that were not admitted: each that was entitled before an admitted one was passed over.
 * An admission of a vehicle that is not in `entitled` is no part of the audit.
 */
export function auditOrder(
  entitled: readonly Entitled[],
  admitted: readonly Admitted[],
  explain: ExplainOrder,
): OrderAudit {
  const admittedAt = new Map(admitted.map(({ crossingId, at }) => [crossingId, at]));
  const queue = [...entitled].sort(
    (a, b) => a.entitledAt - b.entitledAt || a.crossingId.localeCompare(b.crossingId),
  );
  const byReason: Record<OrderReason, number> = {
    'priority-class': 0,
    'cleared-first': 0,
    'called-first': 0,
    held: 0,
  };
  const overtaken = new Set<string>();
  let worst: Inversion[] = [];
  let [inversions, unexplained] = [0, 0];
  for (const [place, earlier] of queue.entries()) {
    const earlierAt = admittedAt.get(earlier.crossingId) ?? null;
    for (let at = place + 1; at < queue.length; at += 1) {
      const later = queue[at];
      if (later === undefined) break;
      const laterAt = admittedAt.get(later.crossingId);
      if (laterAt === undefined || later.entitledAt - earlier.entitledAt < EQUALS_WITHIN_MS) continue;
      if (earlierAt !== null && earlierAt <= laterAt) continue;
      const reasons = explain(earlier, later, laterAt);
      for (const reason of reasons) byReason[reason] += 1;
      if (reasons.length === 0) unexplained += 1;
      inversions += 1;
      overtaken.add(earlier.crossingId);
      worst.push({ earlier, later, laterAdmittedAt: laterAt, earlierAdmittedAt: earlierAt, reasons });
      if (worst.length >= SORT_AT) worst = worstOf(worst);
    }
  }
  return {
    admitted: queue.filter(({ crossingId }) => admittedAt.has(crossingId)).length,
    inversions,
    unexplained,
    byReason,
    overtaken: overtaken.size,
    worst: worstOf(worst),
  };
}

const turnedBy = ({ earlier, later }: Inversion): number => later.entitledAt - earlier.entitledAt;

const worstOf = (found: readonly Inversion[]): Inversion[] =>
  found
    .toSorted(
      (a, b) =>
        Math.min(a.reasons.length, 1) - Math.min(b.reasons.length, 1) ||
        turnedBy(b) - turnedBy(a) ||
        a.later.crossingId.localeCompare(b.later.crossingId) ||
        a.earlier.crossingId.localeCompare(b.earlier.crossingId),
    )
    .slice(0, WORST_LISTED);
