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
  /** Vehicles stood ready the whole time: only then does the count say what the neighbour takes. */
  readonly queued: boolean;
};
type NeighbourFigure = PlanFigure['neighbour'];

const HOUR_MS = 3_600_000;
/** An entry without an end is taken at its word for this long (FL-4) … */
export const TOLD_FRESH_MS = 4 * HOUR_MS;
/** … and may then still lower, no longer raise, the plan until this age. */
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

function measure(measured: MeasuredExits | null): NeighbourFigure | null {
  if (measured === null || measured.vehicles < MEASURED_MIN_VEHICLES) return null;
  const overMs = measured.to - measured.from;
  if (overMs < MEASURED_MIN_MS) return null;
  const vehiclesPerHour = Math.round((measured.vehicles * HOUR_MS) / overMs);
  return { vehiclesPerHour, source: 'measured', at: measured.to, toldBy: null, channel: null };
}

const lower = (a: NeighbourFigure, b: NeighbourFigure): NeighbourFigure =>
  b.vehiclesPerHour < a.vehiclesPerHour ? b : a;

/**
 * What the neighbour takes per hour (rule 7), in this order (FL-4 … FL-6):
 * what was told and is fresh, unless a queue measured since then shows less; without it what was measured, in a
 * queue as it is, otherwise only as a proof that at least so much is taken; else what is assumed.
 */
export function neighbourFigure(input: {
  readonly now: number;
  readonly told: readonly ToldAcceptance[];
  readonly measured: MeasuredExits | null;
  readonly assumedPerHour: number;
}): NeighbourFigure {
  const { now } = input;
  const assumed: NeighbourFigure = {
    vehiclesPerHour: input.assumedPerHour,
    source: 'assumed',
    at: null,
    toldBy: null,
    channel: null,
  };
  const exits = measure(input.measured);
  const queued = input.measured?.queued === true;
  const known =
    exits !== null && (queued || exits.vehiclesPerHour > assumed.vehiclesPerHour) ? exits : assumed;

  const word = lastWord(input.told, now);
  if (word === null) return known;
  const { vehiclesPerHour, at, toldBy, channel } = word;
  const told: NeighbourFigure = { vehiclesPerHour, source: 'told', at, toldBy, channel };
  if (word.validTo === null && now - at > TOLD_FRESH_MS) return lower(told, known);
  const since = Math.max(at, word.validFrom);
  const disproved = exits !== null && queued && input.measured !== null && input.measured.from >= since;
  return disproved ? lower(told, exits) : told;
}
