import { type Stretch, stoodAt } from '../crossing/stretches';
import { DIRECTIONS, type Direction } from '../shared/vocabulary';
import {
  type Admitted,
  type AuditedCall,
  auditOrder,
  type Entitled,
  type OrderGroup,
  type OrderReason,
  type OrderReport,
} from './order';
import { WATCHES, type Watch, watchAt } from './shifts';

/** What today's log says of a vehicle's turn: it is entitled by its arrival. Times ms. */
export type OrderFact = Entitled & {
  readonly direction: Direction;
  /** First tick at the step that lets it in, and the checkpoint it was made at; null: it waits. */
  readonly admitted: { readonly at: number; readonly checkpoint: string | null } | null;
  readonly calledAt: number | null;
  /** When customs' "eligible" stood, and when an officer held it: also what has ended since. */
  readonly cleared: readonly Stretch[];
  readonly held: readonly Stretch[];
};

/** Spoiling goods and animals go first where a gate interleaves (rule 9). */
const hasPriority = ({ class: goods }: Entitled): boolean => goods === 'perishable' || goods === 'livestock';

/** RP-14: a reason counts only when the record shows it for the later one and not for the earlier, at that moment. */
export function reasonsFor(earlier: OrderFact, later: OrderFact, admittedAt: number): readonly OrderReason[] {
  const by = (at: number | null) => at !== null && at <= admittedAt;
  const reasons: OrderReason[] = [];
  if (hasPriority(later) && !hasPriority(earlier)) reasons.push('priority-class');
  if (stoodAt(later.cleared, admittedAt) && !stoodAt(earlier.cleared, admittedAt))
    reasons.push('cleared-first');
  if (
    by(later.calledAt) &&
    (earlier.calledAt === null || (later.calledAt !== null && later.calledAt < earlier.calledAt))
  )
    reasons.push('called-first');
  if (stoodAt(earlier.held, admittedAt)) reasons.push('held');
  return reasons;
}

/** Per lane and watch over those let in there, and per watch over the whole gate with those that still waited. */
export function reportOrder(
  frame: Omit<OrderReport, 'groups' | 'calls'>,
  facts: readonly OrderFact[],
  calls: readonly AuditedCall[] = [],
): OrderReport {
  const byId = new Map(facts.map((fact) => [fact.crossingId, fact]));
  const explain = (earlier: Entitled, later: Entitled, at: number): readonly OrderReason[] => {
    const [a, b] = [byId.get(earlier.crossingId), byId.get(later.crossingId)];
    return a === undefined || b === undefined ? [] : reasonsFor(a, b, at);
  };
  const groups = DIRECTIONS.flatMap((direction) =>
    WATCHES.flatMap(({ watch }) => {
      const own = facts.filter((fact) => fact.direction === direction);
      const here = own.filter(({ admitted }) => isIn(frame, watch, admitted?.at ?? null));
      if (here.length === 0) return [];
      const letIn = new Set(here);
      const lastAt = Math.max(...here.map(({ admitted }) => admitted?.at ?? 0));
      const waiting = own.filter(
        ({ admitted, entitledAt }) => entitledAt <= lastAt && (admitted === null || admitted.at > lastAt),
      );
      const audit = (checkpoint: string | null, entitled: readonly OrderFact[]): OrderGroup => ({
        direction,
        checkpoint,
        watch,
        ...auditOrder(entitled, admissions(entitled.filter((fact) => letIn.has(fact))), explain),
      });
      const lanes = [...new Set(here.flatMap(({ admitted }) => admitted?.checkpoint ?? []))].sort();
      return [
        audit(null, [...here, ...waiting]),
        ...lanes.map((lane) =>
          audit(
            lane,
            here.filter(({ admitted }) => admitted?.checkpoint === lane),
          ),
        ),
      ];
    }),
  );
  return { ...frame, groups, calls };
}

const isIn = (frame: Pick<OrderReport, 'from' | 'until'>, watch: Watch, at: number | null): boolean =>
  at !== null && at >= frame.from && at < frame.until && watchAt(at) === watch;

const admissions = (facts: readonly OrderFact[]): readonly Admitted[] =>
  facts.flatMap(({ crossingId, admitted }) => (admitted === null ? [] : [{ crossingId, at: admitted.at }]));
