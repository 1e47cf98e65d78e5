import { type Interval, overlap } from './intervals';

const HOUR_MS = 3_600_000;
/** How long something takes: half of them no longer than the median, nine of ten no longer than P90. */
export type Spread = { readonly medianMs: number; readonly p90Ms: number };

/**
 * How many to call now (FL-25): so many that, by the time they arrive and are processed, the neighbour takes them; no
 * more than there is room for; none who could only arrive after closing. `out` are those called and not yet taken.
 */
export function batchSize(input: {
  readonly now: number;
  readonly open: readonly Interval[];
  /** What the neighbour will take, vehicles per hour, and what the gate itself can. */
  readonly vehiclesPerHour: number;
  readonly out: number;
  /** Places inside the gate; null: not known, then no limit. */
  readonly places: number | null;
  readonly travel: Spread;
  readonly service: Spread;
  /** Until the next batch can be called. */
  readonly everyMs: number;
}): number {
  const { now, open, travel, service } = input;
  const soonest = now + travel.medianMs + service.medianMs;
  const latest = now + travel.p90Ms + service.p90Ms + input.everyMs;
  if (overlap(open, { from: soonest, to: latest }) === 0) return 0;
  // Before an opening: as half of them would otherwise stand before a closed gate.
  if (overlap(open, { from: now, to: now + travel.medianMs }) === 0) return 0;
  const taken = (until: number) =>
    (input.vehiclesPerHour * overlap(open, { from: now, to: until })) / HOUR_MS;
  // Journeys bunch up as chance has it: so many more that the line does not run dry, half as many when it is about to close.
  const spare = Math.sqrt(taken(latest));
  const closesAt = open.find(({ to }) => to > soonest)?.to ?? latest;
  const target = Math.round(Math.min(taken(latest) + spare, taken(closesAt) + spare / 2));
  return Math.max(0, Math.min(target, input.places ?? target) - input.out);
}
