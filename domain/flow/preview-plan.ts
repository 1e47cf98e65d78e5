import type { CrossingId } from '../shared/identity';
import { openWindows } from './calendar';
import { lanesPerHour, type PlanContent, yardsPerHour } from './flow-plan';
import { type HourCapacity, hourCapacities } from './hour-capacity';
import { leverLimit } from './levers';
import { roundOf } from './order-class';
import { assignPlaces, type Holder, type Places } from './places';
import type { Queue } from './queue';

const HOUR_MS = 3_600_000;

type Situation = {
  readonly queue: Queue;
  readonly now: number;
  /** As far as the preview looks. */
  readonly hours: number;
  readonly holders: readonly Holder[];
  /** Where the round stands. */
  readonly position: number;
  readonly neighbourPerHour: number;
};

/** The hours to come under a plan, the running one first for what is left of it (FL-15). */
export function hoursUnder(
  content: PlanContent,
  { queue, now, hours, neighbourPerHour }: Omit<Situation, 'holders' | 'position'>,
): readonly HourCapacity[] {
  const from = now - (now % HOUR_MS);
  return hourCapacities({
    from,
    hours,
    open: openWindows(content.calendar, queue, null, { from: now, to: from + hours * HOUR_MS }),
    rates: (hourStart) => ({
      gate: lanesPerHour(content, queue, hourStart),
      yard: yardsPerHour(content, queue),
      neighbour: neighbourPerHour,
    }),
  });
}

/** Live times of everybody who holds a place, under a plan (FL-15 … FL-17). */
export function placesUnder(content: PlanContent, situation: Situation): Places {
  const { queue } = situation;
  return assignPlaces({
    hours: hoursUnder(content, situation),
    holders: situation.holders,
    round: roundOf(content.ratios[queue.direction]),
    position: situation.position,
    limitOf: (goods, hourStart) => {
      const open = openWindows(content.calendar, queue, goods, { from: hourStart, to: hourStart + HOUR_MS });
      return open.length === 0 ? 0 : leverLimit(content.levers, queue, goods, hourStart);
    },
  });
}

export type Moved = {
  readonly crossingId: CrossingId;
  readonly from: number | null;
  readonly to: number | null;
};

/**
 * What a change of plan does to those who hold a place, before it is made (FL-14): whose live time moves and by how
 * much. Null stands for "beyond the hours looked at": such a holder keeps the place in the line.
 */
export function previewPlan(
  before: PlanContent,
  after: PlanContent,
  situation: Situation,
): { readonly later: readonly Moved[]; readonly sooner: readonly Moved[]; readonly unmoved: number } {
  const [was, will] = [placesUnder(before, situation), placesUnder(after, situation)];
  const far = Number.POSITIVE_INFINITY;
  const moves = situation.holders.map(({ crossingId }) => ({
    crossingId,
    from: was.liveAt.get(crossingId) ?? null,
    to: will.liveAt.get(crossingId) ?? null,
  }));
  return {
    later: moves.filter(({ from, to }) => (to ?? far) > (from ?? far)),
    sooner: moves.filter(({ from, to }) => (to ?? far) < (from ?? far)),
    unmoved: moves.filter(({ from, to }) => from === to).length,
  };
}
