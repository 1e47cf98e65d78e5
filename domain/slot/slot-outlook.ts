import { openWindows } from '../flow/calendar';
import { limitInHour } from '../flow/class-limits';
import { decide, withoutTheirClosures } from '../flow/decide';
import { freeHours, type HourCapacity } from '../flow/hour-capacity';
import { overlap, subtract } from '../flow/intervals';
import { queueOf } from '../flow/limit-rules';
import { stillToCome } from '../flow/neighbour-ahead';
import { hoursUnder, placesUnder } from '../flow/preview-plan';
import { concerns } from '../flow/queue';
import type { Situation } from '../flow/situation';
import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import { hourOf, SLOT_HORIZON_HOURS, type SlotClass } from './slot';
import { type ClassCapacity, liveHourOf, slotCapacities, slotHours } from './slot-capacity';

/** What a limit on a class of goods limits; the rarer goods among "other" are held by their live times alone. */
const LIMITED_AS = { perishable: 'perishable', other: 'ordinary' } as const;

/** What one direction's situation means for its slots. */
export type SlotOutlook = {
  readonly capacities: readonly ClassCapacity[];
  /** The hours as the plan in force leaves them, those under way taken off. */
  readonly hours: readonly HourCapacity[];
  /** Live time of each vehicle that holds a place in the line. */
  readonly liveAt: ReadonlyMap<CrossingId, number>;
  /** Those whose time is later than is reckoned: the gate is closed for days, or the line is longer. */
  readonly beyond: ReadonlySet<CrossingId>;
  /** For how much of the time since then the gate was shut to a class: by its calendar, a lever, or the other side. */
  readonly shutSince: (slotClass: SlotClass, since: number) => number;
  /** How late the line itself runs; null: nothing was promised. */
  readonly behindMinutes: number | null;
  /** When somebody who takes a place in that hour would be called as things stand; null: beyond what is reckoned. */
  readonly liveHour: (hourStart: number) => number | null;
};

/** Slots of the coming days from what stands in the log now: the plan in force, who is under way, what the neighbour takes (SL-1). */
export function slotOutlook(situation: Situation): SlotOutlook {
  const { content, direction } = situation;
  const decision = decide(situation);
  const outlook = { ...decision.outlook, hours: SLOT_HORIZON_HOURS + 1 };
  const neighbour = stillToCome(outlook.neighbour);
  const { levers, calendar } = content;
  const limitOf = limitInHour({ levers, calendar, queue: outlook.queue, neighbour });
  const live = placesUnder(content, outlook);
  const { liveAt } = live;
  const all = hoursUnder(content, outlook);
  const hours = freeHours(all, outlook.out);
  const withSlot = new Set(situation.standing.flatMap((each) => (each.hasSlot ? [each.crossingId] : [])));
  const byHour = countByHour([...liveAt.values()]);
  const without = countByHour([...liveAt].flatMap(([id, at]) => (withSlot.has(id) ? [] : [at])));
  return {
    capacities: slotCapacities({
      hours: slotHours(all, outlook.out),
      ratio: content.ratios[direction],
      takenIn: (hourStart) => without.get(hourStart) ?? 0,
      limitOf: (slotClass: SlotClass, hourStart) => limitOf(LIMITED_AS[slotClass], hourStart),
    }),
    hours,
    liveAt,
    beyond: new Set(live.beyond),
    shutSince: (slotClass, since) => shutMs(situation, LIMITED_AS[slotClass], since),
    behindMinutes: decision.behindMinutes,
    liveHour: (hourStart) => liveHourOf(hours, (hour) => byHour.get(hour) ?? 0, hourStart),
  };
}

function shutMs(situation: Situation, goods: GoodsClass, since: number): number {
  const { now, content, told } = situation;
  const queue = queueOf(situation);
  const stretch = { from: since, to: now };
  if (since >= now) return 0;
  const stops = content.levers.filter(
    (lever) => lever.class === goods && lever.perHour === 0 && concerns({ ...lever, classes: null }, queue),
  );
  const open = stops.reduce(
    (left, { from, to }) => subtract(left, { from, to: to ?? now }),
    withoutTheirClosures(told, openWindows(content.calendar, queue, goods, stretch), now),
  );
  return now - since - overlap(open, stretch);
}

function countByHour(times: readonly number[]): ReadonlyMap<number, number> {
  const counted = new Map<number, number>();
  for (const at of times) counted.set(hourOf(at), (counted.get(hourOf(at)) ?? 0) + 1);
  return counted;
}
