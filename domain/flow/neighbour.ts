import type { PlanFigure } from '../board/snapshot';

/** A hand entry: what somebody on the other side said (event `neighbour.acceptance`). Times in ms. */
export type ToldAcceptance = {
  readonly vehiclesPerHour: number;
  readonly validFrom: number;
  /** Null: until told otherwise, then it ages. */
  readonly validTo: number | null;
  readonly at: number;
  readonly toldBy: string;
  readonly channel: string;
};
/** Exit scans over a stretch of time, ms. */
export type MeasuredExits = {
  readonly vehicles: number;
  readonly from: number;
  readonly to: number;
  /** Of these, time in which a vehicle stood ready at the line; left out: all of it. */
  readonly readyMs?: number;
  /** Vehicles stood ready (nearly) the whole time: only then does the count say what the neighbour takes. */
  readonly queued: boolean;
};
type NeighbourFigure = PlanFigure['neighbour'];
/** With the bounds between which the true rate lies, eighty times in a hundred; both null for what nobody measured. */
export type Acceptance = NeighbourFigure & { readonly low: number | null; readonly high: number | null };

const HOUR_MS = 3_600_000;
/** An entry without an end is taken at its word for this long (FL-4) … */
export const TOLD_FRESH_MS = 4 * HOUR_MS;
/** … fades then into what is known, never above it, and is forgotten at this age. */
export const TOLD_FORGOTTEN_MS = 12 * HOUR_MS;
/** Less is no measurement (FL-5). */
export const MEASURED_MIN_MS = HOUR_MS / 2;
export const MEASURED_MIN_VEHICLES = 5;

/** The last word that holds now; equal times: the lower figure, so that the order of a list decides nothing. */
function lastWord(told: readonly ToldAcceptance[], now: number): ToldAcceptance | null {
  const holds = ({ validFrom, validTo, at }: ToldAcceptance) =>
    validFrom <= now && (validTo === null ? now - at <= TOLD_FORGOTTEN_MS : now < validTo);
  return told.filter(holds).reduce<ToldAcceptance | null>((best, next) => {
    if (best === null || next.at > best.at) return next;
    return next.at === best.at && next.vehiclesPerHour < best.vehiclesPerHour ? next : best;
  }, null);
}

/** z of the bounds that hold the true rate in 80 of 100 cases. */
const Z80 = 1.2816;

/**
 * Bounds of a rate from a count (FL-31), in counts: Byar's approximation of the exact Poisson limits (Breslow & Day 1987,
 * 2.11). A neighbour that takes more evenly than chance lies within them more often than they say.
 */
function countBounds(count: number): { readonly low: number; readonly high: number } {
  const byar = (n: number, z: number) => n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3;
  return { low: count === 0 ? 0 : byar(count, -Z80), high: byar(count + 1, Z80) };
}

function measure(measured: MeasuredExits | null): Acceptance | null {
  if (measured === null || measured.vehicles < MEASURED_MIN_VEHICLES) return null;
  const overMs = measured.readyMs ?? measured.to - measured.from;
  if (overMs < MEASURED_MIN_MS) return null;
  const perHour = (vehicles: number) => (vehicles * HOUR_MS) / overMs;
  const { low, high } = countBounds(measured.vehicles);
  const vehiclesPerHour = perHour(measured.vehicles);
  const bounds = { low: perHour(low), high: perHour(high) };
  return { vehiclesPerHour, source: 'measured', at: measured.to, toldBy: null, channel: null, ...bounds };
}

const lower = (a: Acceptance, b: Acceptance): Acceptance => (b.vehiclesPerHour < a.vehiclesPerHour ? b : a);

/** FL-32: from its word to what is known, the older the nearer. */
function faded(told: Acceptance, known: Acceptance, ageMs: number): Acceptance {
  const share = (ageMs - TOLD_FRESH_MS) / (TOLD_FORGOTTEN_MS - TOLD_FRESH_MS);
  const between = told.vehiclesPerHour + share * (known.vehiclesPerHour - told.vehiclesPerHour);
  return { ...told, vehiclesPerHour: between };
}

type AcceptanceInput = {
  readonly now: number;
  readonly told: readonly ToldAcceptance[];
  readonly measured: MeasuredExits | null;
  readonly assumedPerHour: number;
};

/**
 * What the neighbour takes per hour (rule 7), in this order (FL-4 … FL-6):
 * what was told and is fresh, unless a queue measured since then shows less; without it what was measured, in a
 * queue as it is, otherwise only as a proof that at least so much is taken; else what is assumed.
 */
export function acceptance(input: AcceptanceInput): Acceptance {
  const { now } = input;
  const without = { at: null, toldBy: null, channel: null, low: null, high: null };
  const assumed: Acceptance = { vehiclesPerHour: input.assumedPerHour, source: 'assumed', ...without };
  const exits = measure(input.measured);
  const queued = input.measured?.queued === true;
  const known =
    exits !== null && (queued || exits.vehiclesPerHour > assumed.vehiclesPerHour) ? exits : assumed;

  const word = lastWord(input.told, now);
  if (word === null) return known;
  const { vehiclesPerHour, at, toldBy, channel } = word;
  const told: Acceptance = { ...without, vehiclesPerHour, source: 'told', at, toldBy, channel };
  if (word.validTo === null && now - at > TOLD_FRESH_MS)
    return vehiclesPerHour < known.vehiclesPerHour ? faded(told, known, now - at) : known;
  const since = Math.max(at, word.validFrom);
  const disproved = exits !== null && queued && input.measured !== null && input.measured.from >= since;
  return disproved ? lower(told, exits) : told;
}

/** The same as boards carry it: whole vehicles, without bounds. */
export function neighbourFigure(input: AcceptanceInput): NeighbourFigure {
  const { low: _low, high: _high, vehiclesPerHour, ...figure } = acceptance(input);
  return { ...figure, vehiclesPerHour: Math.round(vehiclesPerHour) };
}
