import type { CrossingKind, Direction } from '../shared/vocabulary';

const HOUR = 3_600_000;

/**
 * How long a Vietnamese lorry may stay beyond the line, hours: one that loads goods back, and any other after it has
 * delivered (the two-way transport pilot at Lạng Sơn).
 */
export const STAY_HOURS = { twoWay: 36, oneWay: 24 } as const;
/** Whoever is responsible is warned this long before the end: half a working day, enough to turn a lorry round. */
export const STAY_WARNING_MS = 6 * HOUR;

export type Stay = {
  readonly limitHours: number;
  readonly leftAt: number;
  readonly endsAt: number;
  /** When it was first seen at a gate again; null while it is beyond the line. */
  readonly backAt: number | null;
  readonly status: 'within' | 'ending' | 'over' | 'back' | 'back-late';
};

/** Vehicles that come back are counted: a new vehicle stays, goods in transit go on. */
const RETURNING: ReadonlySet<CrossingKind> = new Set(['loaded', 'transshipment', 'line-exchange', 'empty']);

/**
 * DE-8: the stay of a vehicle that went out; null for one that is not counted or has not left. All times in ms.
 * @param trip `leftAt`: when it left over the line; `backAt`: the first fact about it at a gate on its way back
 */
export function stayOf(
  trip: {
    readonly direction: Direction;
    readonly kind: CrossingKind;
    /** Normalised. */
    readonly plate: string;
    readonly twoWay: boolean;
    readonly leftAt: number | null;
    readonly backAt: number | null;
  },
  now: number,
): Stay | null {
  const { leftAt, backAt } = trip;
  const counts =
    trip.direction === 'export' && RETURNING.has(trip.kind) && !/\p{Script=Han}/u.test(trip.plate);
  if (!counts || leftAt === null) return null;
  const limitHours = trip.twoWay ? STAY_HOURS.twoWay : STAY_HOURS.oneWay;
  const endsAt = leftAt + limitHours * HOUR;
  const came = backAt === null || backAt < leftAt ? null : backAt;
  return { limitHours, leftAt, endsAt, backAt: came, status: stayStatus(endsAt, came, now) };
}

/** Where a stay stands at a later moment: a phone without a network goes on counting. */
export function stayStatus(endsAt: number, backAt: number | null, now: number): Stay['status'] {
  if (backAt !== null) return backAt > endsAt ? 'back-late' : 'back';
  if (now > endsAt) return 'over';
  return now > endsAt - STAY_WARNING_MS ? 'ending' : 'within';
}
