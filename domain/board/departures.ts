import type { VehicleState } from '../flow/call-up';
import type { PublicFlow } from '../flow/picture';
import type { Direction, GoodsClass, Stage } from '../shared/vocabulary';
import type { GateSnapshot } from './snapshot';

/** A line of the departure board. Times in ms; `in`: newest let in, whose direction the board does not tell. */
export type Departure = { readonly plate: string; readonly class: GoodsClass } & (
  | {
      readonly kind: 'called';
      readonly direction: Direction;
      readonly at: number;
      readonly state: VehicleState;
    }
  | { readonly kind: 'next'; readonly direction: Direction; readonly liveAt: number | null }
  | { readonly kind: 'in'; readonly stage: Stage; readonly at: number }
);

/** Lines of the called, the next and the newest let in on a wall, when each has enough of them. */
const SHARES = { called: 3, next: 3, in: 1 } as const;
const KINDS = ['called', 'next', 'in'] as const;

/** BO-6: the called, newest first, then the next in the order of call, then the newest let in; each vehicle once. */
export function departures({ flow, latest }: Pick<GateSnapshot, 'flow' | 'latest'>): readonly Departure[] {
  const seen = new Set<string>();
  return [...called(flow), ...next(flow), ...letIn(latest)].filter(({ plate }) => {
    if (seen.has(plate)) return false;
    seen.add(plate);
    return true;
  });
}

/** BO-6: the `lines` of them that a wall has room for, in the same order. */
export function forWall(all: readonly Departure[], lines: number): readonly Departure[] {
  const of = (kind: Departure['kind']) => all.filter((one) => one.kind === kind).length;
  const taken = { called: 0, next: 0, in: 0 };
  let free = lines;
  const take = (kind: Departure['kind'], most: number) => {
    const more = Math.max(0, Math.min(free, most - taken[kind], of(kind) - taken[kind]));
    taken[kind] += more;
    free -= more;
  };
  for (const kind of KINDS) take(kind, SHARES[kind]);
  for (const kind of KINDS) take(kind, Number.POSITIVE_INFINITY);
  return KINDS.flatMap((kind) => all.filter((one) => one.kind === kind).slice(0, taken[kind]));
}

export type CalledVehicle = {
  readonly plate: string;
  readonly class: GoodsClass;
  readonly direction: Direction;
  readonly at: number;
};
/** Longest list of the called in one direction. */
const MOST_CALLED = 12;

/** BO-6: whoever stands called in the log is shown as called, also where nobody wrote a call-up. */
export function withCalled(
  flow: NonNullable<GateSnapshot['flow']>,
  vehicles: readonly CalledVehicle[],
): Readonly<Record<Direction, PublicFlow>> {
  const way = (direction: Direction): PublicFlow => {
    const known = new Set(flow[direction].called.map(({ plate }) => plate));
    const more = vehicles
      .filter((one) => one.direction === direction && !known.has(one.plate))
      .map(({ plate, class: goods, at }) => ({ plate, class: goods, at, state: 'called' as const }));
    const called = [...flow[direction].called, ...more].sort((a, b) => b.at - a.at).slice(0, MOST_CALLED);
    return { ...flow[direction], called };
  };
  return { export: way('export'), import: way('import') };
}

type Flow = GateSnapshot['flow'];

const called = (flow: Flow): readonly Departure[] =>
  flow === null
    ? []
    : both(flow)
        .flatMap(({ direction, way }) =>
          way.called.map(
            (vehicle): Extract<Departure, { kind: 'called' }> => ({
              kind: 'called',
              direction,
              ...vehicle,
            }),
          ),
        )
        // Who came in stands below; who was never called does not stand here.
        .filter(({ state }) => state !== 'arrived' && state !== 'waiting')
        .sort((a, b) => b.at - a.at);

/** Two lines in their own order each, made one by live time; who has none comes after. */
function next(flow: Flow): readonly Departure[] {
  if (flow === null) return [];
  const lines = both(flow).map(({ direction, way }) =>
    way.next.map(
      (vehicle): Extract<Departure, { kind: 'next' }> => ({ kind: 'next', direction, ...vehicle }),
    ),
  );
  const merged: Departure[] = [];
  for (;;) {
    const [first] = lines
      .filter((line) => line.length > 0)
      .sort(([a], [b]) => (a?.liveAt ?? Number.POSITIVE_INFINITY) - (b?.liveAt ?? Number.POSITIVE_INFINITY));
    const vehicle = first?.shift();
    if (vehicle === undefined) return merged;
    merged.push(vehicle);
  }
}

const letIn = (latest: GateSnapshot['latest']): readonly Departure[] =>
  latest.map((vehicle) => ({ kind: 'in', ...vehicle }));

const both = (
  flow: NonNullable<Flow>,
): readonly { readonly direction: Direction; readonly way: PublicFlow }[] => [
  { direction: 'export', way: flow.export },
  { direction: 'import', way: flow.import },
];
