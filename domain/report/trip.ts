import type { CrossingState } from '../crossing/state';
import type { Agency, Direction, GoodsClass } from '../shared/vocabulary';

/**
 * One vehicle's way in the terms of the WCO's time release study (RP-7). What our log does not know stays unknown:
 * T1 (customs accept the declaration) and T11 (out of the yard) are not recorded by any step today.
 */
export const POINTS = ['T0', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8', 'T9', 'T10', 'T12'] as const;
export type Point = (typeof POINTS)[number];

/** What is read of a crossing for the study; the shapes are those of its state. Times ms. */
export type TripRow = {
  readonly direction: Direction;
  readonly class: GoodsClass;
  readonly declaredAt: number | null;
  readonly arrivedAt: number | null;
  readonly ended: CrossingState['ended'];
  readonly steps: readonly {
    readonly step: string;
    readonly usesPass: boolean;
    readonly confirmedAt: number | null;
    readonly ticks: readonly { readonly agency: Agency; readonly at: number }[];
  }[];
  readonly quarantine: readonly {
    readonly kind: CrossingState['quarantine'][number]['kind'];
    readonly requestedAt: number | null;
    readonly at: number | null;
  }[];
  readonly inspection: {
    readonly orderedAt: number;
    readonly places: readonly { readonly at: number | null; readonly agency: Agency | null }[];
  } | null;
  readonly questions: readonly { readonly askedAt: number; readonly answeredAt: number | null }[];
  readonly eligibility: { readonly eligible: boolean; readonly at: number } | null;
};

export const LEFT_OUT = ['cancelled', 'turned-back', 'no-arrival', 'clocks'] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

/** Who a stretch of time was waited for (RP-10). `queue`: for a turn to be called, whatever limited it. */
export const OWNERS = ['agency', 'trader', 'neighbour', 'queue'] as const;
export type Owner = (typeof OWNERS)[number];
export type Stretch = { readonly owner: Owner; readonly agency: Agency | null; readonly ms: number };

export type Trip = {
  readonly direction: Direction;
  readonly class: GoodsClass;
  readonly points: Readonly<Partial<Record<Point, number>>>;
  readonly quarantineMs: number | null;
  readonly inspectionMs: number | null;
  readonly arrivedAt: number;
  readonly leftAt: number;
  /** From arrival to leaving without a gap: their sum is the whole stay. */
  readonly stretches: readonly Stretch[];
};

const FEES: readonly string[] = ['fee-paid', 'transshipment-fee-paid'];
const CALLED = 'called';
/** Where an export leaves our ground: only the other side's acceptance is still awaited. */
const OVER_THE_LINE: readonly string[] = ['line-exit', 'line-handover'];

/** RP-9: a trip, or why the vehicle says nothing about times. */
export function readTrip(row: TripRow): Trip | LeftOut {
  if (row.ended?.kind === 'cancelled') return 'cancelled';
  if (row.ended?.kind === 'turned-back') return 'turned-back';
  if (row.arrivedAt === null || row.ended === null) return 'no-arrival';
  if (row.ended.at < row.arrivedAt) return 'clocks';
  const leftAt = row.ended.at;
  return {
    direction: row.direction,
    class: row.class,
    points: pointsOf(row, row.arrivedAt, leftAt),
    quarantineMs: longest(
      row.quarantine.flatMap(({ requestedAt, at }) =>
        requestedAt === null || at === null ? [] : [at - requestedAt],
      ),
    ),
    inspectionMs:
      row.inspection === null
        ? null
        : longest(
            row.inspection.places.flatMap(({ at }) =>
              at === null || row.inspection === null ? [] : [at - row.inspection.orderedAt],
            ),
          ),
    arrivedAt: row.arrivedAt,
    leftAt,
    stretches: stretchesOf(row, row.arrivedAt, leftAt),
  };
}

/** Null of none; a negative length is two clocks and says nothing. */
function longest(lengths: readonly number[]): number | null {
  const good = lengths.filter((length) => length >= 0);
  return good.length === 0 ? null : Math.max(...good);
}

function pointsOf(row: TripRow, arrivedAt: number, leftAt: number): Trip['points'] {
  const at = (...names: readonly string[]): number | null =>
    row.steps.find(({ step }) => names.includes(step))?.confirmedAt ?? null;
  const eligible = row.eligibility?.eligible === true ? row.eligibility.at : null;
  const last = (times: readonly (number | null)[]): number | null => {
    const known = times.filter((time) => time !== null);
    return known.length === 0 ? null : Math.max(...known);
  };
  const found: Record<Point, number | null> = {
    T0: row.declaredAt,
    T2: arrivedAt,
    T3: at(CALLED),
    T4: row.steps.find(({ usesPass }) => usesPass)?.confirmedAt ?? null,
    T5: at('yard-in'),
    T6: last([
      ...row.quarantine.map(({ at: told }) => told),
      at('plant-quarantine'),
      at('animal-quarantine'),
    ]),
    T7: last(row.inspection?.places.map(({ at: told }) => told) ?? []),
    T8: at('transshipment'),
    T9: at(...FEES),
    T10: at('release-check') ?? eligible,
    T12: leftAt,
  };
  return Object.fromEntries(
    Object.entries(found).filter((entry): entry is [Point, number] => entry[1] !== null),
  );
}

type Mark = { readonly at: number; readonly owner: Owner; readonly agency: Agency | null };

/**
 * RP-10: the stay is cut at every mark (a tick, a result, an answer), and the time before a mark belongs to whoever made
 * it. So nobody's time is counted twice and the parts are the whole.
 */
function stretchesOf(row: TripRow, arrivedAt: number, leftAt: number): readonly Stretch[] {
  const marks = marksOf(row)
    .filter(({ at }) => at > arrivedAt && at <= leftAt)
    .sort((a, b) => a.at - b.at);
  let from = arrivedAt;
  const stretches: Stretch[] = [];
  for (const { at, owner, agency } of marks) {
    if (at > from) stretches.push({ owner, agency, ms: at - from });
    from = at;
  }
  // The end of a crossing is a tick; one that a later word put elsewhere leaves a rest that nobody made.
  if (leftAt > from) stretches.push({ owner: 'agency', agency: null, ms: leftAt - from });
  return stretches;
}

function marksOf(row: TripRow): readonly Mark[] {
  const wasCalled = row.steps.some(({ step, confirmedAt }) => step === CALLED && confirmedAt !== null);
  const ticks = row.steps.flatMap((step) => {
    const first = Math.min(...step.ticks.map(({ at }) => at));
    return step.ticks.map(({ agency, at }): Mark => {
      // Called, the driver comes: until the first officer sees him it is his own time.
      const isDriving = step.usesPass && wasCalled && at === first;
      const isOwing = FEES.includes(step.step) || isDriving;
      if (step.step === CALLED) return { at, owner: 'queue', agency: null };
      if (isOwing) return { at, owner: 'trader', agency: null };
      if (row.direction === 'export' && OVER_THE_LINE.includes(step.step))
        return { at, owner: 'neighbour', agency: null };
      return { at, owner: 'agency', agency };
    });
  });
  const told = (at: number | null, agency: Agency | null): readonly Mark[] =>
    at === null ? [] : [{ at, owner: 'agency', agency }];
  return [
    ...ticks,
    ...row.quarantine.flatMap(({ kind, at }) => told(at, `${kind}-quarantine`)),
    ...(row.inspection?.places ?? []).flatMap(({ at, agency }) => told(at, agency)),
    ...row.questions.flatMap(({ answeredAt }): readonly Mark[] =>
      answeredAt === null ? [] : [{ at: answeredAt, owner: 'trader', agency: null }],
    ),
  ];
}
