import type { PlanFigure } from '../board/snapshot';
import { batchSize } from './batch-size';
import { openWindows } from './calendar';
import { assumedPerHour } from './capacity';
import { placesIn } from './flow-plan';
import type { HourCapacity } from './hour-capacity';
import { clip, type Interval } from './intervals';
import { leftOfLimits } from './levers';
import { LOOK_BACK_MS, measureExits } from './measure-exits';
import { type Acceptance, acceptance, type MeasuredExits } from './neighbour';
import { type Allocation, allocate, type Waiting } from './order';
import { goodsOf, orderClassOf, roundOf } from './order-class';
import type { BatchLimit } from './picture';
import { placeOf, spoilsAt } from './place-of';
import { type Holder, minutesBehind, type Places } from './places';
import { planRate } from './plan';
import { hoursUnder, type Outlook, placesUnder } from './preview-plan';
import type { Queue } from './queue';
import type { Situation, Standing } from './situation';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** As far as live times are reckoned; beyond it a holder keeps the place and has no time. */
const LOOK_AHEAD_HOURS = 48;
/** Until the next batch is called. */
const CALL_EVERY_MS = 10 * MINUTE_MS;
/** Whoever has not come so long after the time it asked for asks anew when it comes (FL-30). */
const EXPECTED_MS = 10 * HOUR_MS;

/** What the rules say of one direction now: the same for the server, a screen and a test. */
export type Decision = {
  readonly queue: Queue;
  readonly open: readonly Interval[];
  readonly acceptance: Acceptance;
  readonly gatePerHour: number;
  readonly yardPerHour: number | null;
  readonly hours: readonly HourCapacity[];
  readonly out: number;
  readonly inside: number;
  readonly yard: readonly Standing[];
  readonly coming: readonly Standing[];
  readonly outlook: Outlook;
  readonly live: Places;
  readonly behindMinutes: number | null;
  readonly batch: { readonly size: number; readonly limitedBy: BatchLimit };
  /** Those who can be called, in their order; how many of them may go now by the levers. */
  readonly order: readonly Allocation[];
  readonly mayGo: number;
  /** Where the round stands before the first of them. */
  readonly position: number;
};

export const waitingOf = (each: Standing): Waiting => ({
  crossingId: each.crossingId,
  plate: each.plate,
  class: orderClassOf(each.goods, each.trusted),
  placeAt: placeOf(each),
  clearedAt: each.clearedAt,
  spoilsAt: spoilsAt(each.goods, each.arrivedAt),
});

const queueOf = ({ gateId, direction }: Situation): Queue => ({ gateId, route: null, direction });

/** When the gate is open, from as far back as exits are measured to as far as live times reach. */
const windowsOf = (situation: Situation): readonly Interval[] =>
  openWindows(situation.content.calendar, queueOf(situation), null, {
    from: situation.now - LOOK_BACK_MS,
    to: situation.now + LOOK_AHEAD_HOURS * HOUR_MS,
  });

const measuredIn = ({ now, leftAt, ready }: Situation, open: readonly Interval[]): MeasuredExits | null =>
  measureExits({ now, leftAt, ready, open });

/** Plan = min(own gate, yard, neighbour) of one direction now (FL-2), as boards carry it. */
export const planFigure = (situation: Situation, windows = windowsOf(situation)): PlanFigure =>
  planRate({ ...situation, measured: measuredIn(situation, windows), standing: situation.places });

/**
 * One queue decided (FL-43): what the neighbour takes, who is where, when everybody's time is, how many to call now and
 * whom. A function of the situation alone.
 */
export function decide(situation: Situation): Decision {
  const { gateId, direction, now, content, standing } = situation;
  const queue = queueOf(situation);
  const until = now + LOOK_AHEAD_HOURS * HOUR_MS;
  const windows = windowsOf(situation);
  const open = clip(windows, { from: now, to: until });
  const believed = acceptance({
    now,
    told: situation.told,
    measured: measuredIn(situation, windows),
    assumedPerHour: assumedPerHour(gateId, direction).neighbour,
  });
  const plan = planFigure(situation, windows);

  const yard = standing.filter(({ stage }) => stage === 'staging');
  const inside = standing.filter(({ insideAt }) => insideAt !== null);
  const called = standing.filter(({ stage }) => stage === 'called');
  const coming = standing.filter((each) => isComing(each, now, until));
  const out = inside.length + called.length;
  const position = situation.calls[0]?.next ?? 0;
  const outlook: Outlook = {
    queue,
    now,
    hours: LOOK_AHEAD_HOURS,
    holders: [...yard, ...coming].map((each) => holderOf(each, now)),
    position,
    neighbourPerHour: believed.vehiclesPerHour,
    out,
  };
  const live = placesUnder(content, outlook);
  const callable = yard.filter((each) => each.callable && !each.held);
  const { order, mayGo } = orderOf(situation, queue, callable.map(waitingOf), position);
  const decision = {
    queue,
    open,
    acceptance: believed,
    gatePerHour: plan.gatePerHour,
    yardPerHour: plan.yardPerHour,
    hours: hoursUnder(content, outlook),
    out,
    inside: inside.length,
    yard,
    coming,
    outlook,
    live,
    behindMinutes: minutesBehind(outlook.holders, live, now),
    order,
    mayGo,
    position,
  };
  return { ...decision, batch: batchOf(situation, decision) };
}

function isComing({ stage, plannedAt }: Standing, now: number, until: number): boolean {
  return stage === 'declared' && plannedAt !== null && plannedAt > now - EXPECTED_MS && plannedAt < until;
}

function holderOf(each: Standing, now: number): Holder {
  const { crossingId, class: order, placeAt } = waitingOf(each);
  const earliestAt = each.stage === 'declared' ? Math.max(now, each.plannedAt ?? now) : now;
  return { crossingId, class: order, placeAt, plannedAt: each.plannedAt, earliestAt };
}

/** Everybody who can be called, in order: those who may go, then whom a lever keeps back. */
function orderOf(situation: Situation, queue: Queue, waiting: readonly Waiting[], position: number) {
  const { now, content } = situation;
  const round = roundOf(content.ratios[situation.direction]);
  const limitOf = leftOfLimits(content.levers, queue, calledLately(situation), now);
  const first = allocate({ at: now, waiting, round, position, limitOf }, waiting.length);
  const taken = new Set(first.allocations.map(({ crossingId }) => crossingId));
  const rest = waiting.filter(({ crossingId }) => !taken.has(crossingId));
  const later = allocate(
    { at: now, waiting: rest, round, position: first.position, limitOf: () => null },
    rest.length,
  );
  return { order: [...first.allocations, ...later.allocations], mayGo: first.allocations.length };
}

/** What levers count: who was called within the hour past and not taken back. */
const calledLately = ({ calls, now }: Situation) =>
  calls.flatMap((call) => {
    if (call.proposedAt <= now - HOUR_MS) return [];
    const back = new Set(call.facts.flatMap((fact) => (fact.kind === 'recalled' ? fact.crossingIds : [])));
    return call.allocations
      .filter(({ crossingId }) => !back.has(crossingId))
      .map((each) => ({ goods: goodsOf(each.class), at: call.proposedAt }));
  });

function batchOf(
  { now, content, direction, travel, service }: Situation,
  decided: Omit<Decision, 'batch'>,
): Decision['batch'] {
  const { open, gatePerHour, yardPerHour, mayGo, out } = decided;
  const neighbour = decided.acceptance.vehiclesPerHour;
  const vehiclesPerHour = Math.min(gatePerHour, yardPerHour ?? gatePerHour, neighbour);
  const places = placesIn(content, 'inside', direction);
  const given = { now, open, vehiclesPerHour, out, travel, service, everyMs: CALL_EVERY_MS };
  const wanted = batchSize({ ...given, places });
  if (mayGo === 0) return { size: 0, limitedBy: decided.order.length > 0 ? 'lever' : 'nobody' };
  if (wanted >= mayGo) return { size: mayGo, limitedBy: 'nobody' };
  if (batchSize({ ...given, out: 0, places: null }) === 0 && vehiclesPerHour > 0)
    return { size: 0, limitedBy: 'closed' };
  if (places !== null && batchSize({ ...given, places: null }) > wanted)
    return { size: wanted, limitedBy: 'places' };
  if (wanted === 0 && out > 0) return { size: 0, limitedBy: 'enough' };
  const limitedBy =
    vehiclesPerHour === neighbour ? 'neighbour' : vehiclesPerHour === yardPerHour ? 'yard' : 'gate';
  return { size: wanted, limitedBy };
}
