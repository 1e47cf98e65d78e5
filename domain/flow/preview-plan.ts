import type { CrossingId } from '../shared/identity';
import { openWindows } from './calendar';
import { limitInHour } from './class-limits';
import { mayGoFrom } from './declared-late';
import { lanesPerHour, type PlanContent, yardsPerHour } from './flow-plan';
import { type ExactHour, freeHours, hourCapacities } from './hour-capacity';
import { type AcceptanceInput, acceptance } from './neighbour';
import { cutsOf, middleOf, stillToCome } from './neighbour-ahead';
import { roundOf } from './order-class';
import { assignPlaces, type Holder, type Places } from './places';
import type { Queue } from './queue';

const HOUR_MS = 3_600_000;

export type Outlook = {
  readonly queue: Queue;
  readonly now: number;
  /** As far as it looks. */
  readonly hours: number;
  readonly holders: readonly Holder[];
  /** Where the round stands. */
  readonly position: number;
  readonly neighbour: AcceptanceInput;
  /** Called and not yet taken: they come before everybody who holds a place. */
  readonly out: number;
};

/** Capacity of the hours to come under a plan, the running one first (FL-15, FL-46). */
export function hoursUnder(
  content: PlanContent,
  { queue, now, hours, neighbour }: Pick<Outlook, 'queue' | 'now' | 'hours' | 'neighbour'>,
): readonly ExactHour[] {
  const from = now - (now % HOUR_MS);
  const known = stillToCome(neighbour);
  return hourCapacities({
    from,
    hours,
    open: openWindows(content.calendar, queue, null, { from: now, to: from + hours * HOUR_MS }),
    cuts: [now, ...cutsOf(known.told)],
    rates: (stretch) => ({
      gate: lanesPerHour(content, queue, stretch.from - (stretch.from % HOUR_MS)),
      yard: yardsPerHour(content, queue),
      neighbour: acceptance(known, Math.max(now, middleOf(stretch))).vehiclesPerHour,
    }),
  });
}

/** Live times of everybody who holds a place, under a plan (FL-15 … FL-17). */
export function placesUnder(content: PlanContent, outlook: Outlook): Places {
  const { queue, holders, position, out } = outlook;
  const { levers, calendar } = content;
  const limitOf = limitInHour({ levers, calendar, queue, neighbour: stillToCome(outlook.neighbour) });
  return assignPlaces({
    hours: freeHours(hoursUnder(content, outlook), out),
    // Nobody has a time inside days that it was declared too late for (FL-11).
    holders: holders.map((each) =>
      each.declared === null
        ? each
        : { ...each, earliestAt: mayGoFrom(calendar, queue, each.declared, each.earliestAt) },
    ),
    round: roundOf(content.ratios[queue.direction]),
    position,
    limitOf: (goods, hourStart) => limitOf(goods, hourStart)?.perHour ?? null,
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
  outlook: Outlook,
): { readonly later: readonly Moved[]; readonly sooner: readonly Moved[]; readonly unmoved: number } {
  const [was, will] = [placesUnder(before, outlook), placesUnder(after, outlook)];
  const far = Number.POSITIVE_INFINITY;
  const moves = outlook.holders.map(({ crossingId }) => ({
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
