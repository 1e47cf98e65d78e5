import type { PlanFigure } from '../board/snapshot';
import { type Batch, batchOf, paceOf, soonOf } from './batch-of';
import { openWindows } from './calendar';
import { stateOfCall } from './calls';
import { assumedPerHour } from './capacity';
import { leftOfLimits } from './class-limits';
import { declaredLate } from './declared-late';
import type { HourCapacity } from './hour-capacity';
import { clip, type Interval, subtract } from './intervals';
import { limitRulesOf, queueOf } from './limit-rules';
import { LOOK_BACK_MS, measureExits } from './measure-exits';
import { type Acceptance, type AcceptanceInput, acceptance, type MeasuredExits } from './neighbour';
import { LATE_FROM_MS } from './no-show';
import { type Allocation, allocate, type Waiting } from './order';
import { goodsOf, orderClassOf, roundOf } from './order-class';
import { placeOf, spoilsAt } from './place-of';
import { type Holder, minutesBehind, type Places } from './places';
import { planRate } from './plan';
import { hoursUnder, type Outlook, placesUnder } from './preview-plan';
import type { Queue } from './queue';
import type { Situation, Standing } from './situation';
import { stillComing } from './under-way';
import { sizeNow, type YardBatch, yardBatches } from './yard-batches';

const HOUR_MS = 3_600_000;
/** As far as live times are reckoned; beyond it a holder keeps the place and has no time. */
const LOOK_AHEAD_HOURS = 48;
/** Who has no slot and has not come so long after the time it asked for asks anew when it comes (FL-30). */
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
  readonly batch: Batch;
  /** The yards of the batch: how full, how many go, and when each lets its own go. */
  readonly yards: readonly YardBatch[];
  /** Those who can be called, in their order; how many of them may go now by the levers. */
  readonly order: readonly Allocation[];
  readonly mayGo: number;
  /** Where the round stands before the first of them. */
  readonly position: number;
};

/** What the order of call is asked with, of those who can be called (FL-18): the same that is kept with a call (GA-14). */
export function askedOf(situation: Situation): Parameters<typeof allocate>[0] {
  const { now, content, direction, standing, calls } = situation;
  const late = declaredLate(situation);
  const callable = standing.filter(
    (each) => each.stage === 'staging' && each.callable && !each.held && !late.has(each.crossingId),
  );
  return {
    at: now,
    waiting: callable.map(waitingOf),
    round: roundOf(content.ratios[direction]),
    position: calls[0]?.next ?? 0,
    limitOf: leftOfLimits(limitRulesOf(situation), calledLately(situation)),
  };
}

export const waitingOf = (each: Standing): Waiting => ({
  crossingId: each.crossingId,
  plate: each.plate,
  class: orderClassOf(each.goods, each.trusted),
  placeAt: placeOf(each),
  clearedAt: each.clearedAt,
  spoilsAt: spoilsAt(each.goods, each.arrivedAt),
});

/** When the gate is open, from as far back as exits are measured to as far as live times reach. */
const windowsOf = (situation: Situation): readonly Interval[] =>
  openWindows(situation.content.calendar, queueOf(situation), null, {
    from: situation.now - LOOK_BACK_MS,
    to: situation.now + LOOK_AHEAD_HOURS * HOUR_MS,
  });

/** That nobody was taken while they had said that they are closed says nothing of what they take (FL-31). */
const measuredIn = (
  { now, told, leftAt, ready }: Situation,
  open: readonly Interval[],
): MeasuredExits | null =>
  measureExits({
    now,
    leftAt,
    ready,
    open: withoutTheirClosures(told, open, now),
  });

/** What is left of windows until now without the time in which the other side has said that it is closed. */
export const withoutTheirClosures = (
  told: Situation['told'],
  windows: readonly Interval[],
  now: number,
): readonly Interval[] =>
  told
    .filter(({ as }) => as === 'closure' || as === 'hours' || as === 'agreed-hours')
    .reduce(
      (left, { validFrom, validTo }) => subtract(left, { from: validFrom, to: validTo ?? now }),
      windows,
    );

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
  const neighbour: AcceptanceInput = {
    now,
    told: situation.told,
    measured: measuredIn(situation, windows),
    assumedPerHour: assumedPerHour(gateId, direction).neighbour,
  };
  const plan = planFigure(situation, windows);

  const yard = standing.filter(({ stage }) => stage === 'staging');
  const inside = standing.filter(({ insideAt }) => insideAt !== null);
  const coming = standing.filter((each) => isComing(each, now, until));
  const out = inside.length + stillComing(situation).length;
  const position = situation.calls[0]?.next ?? 0;
  const outlook: Outlook = {
    queue,
    now,
    hours: LOOK_AHEAD_HOURS,
    holders: [...yard, ...coming].map((each) => holderOf(each, now)),
    position,
    neighbour,
    out,
  };
  const live = placesUnder(content, outlook);
  const { order, mayGo } = orderOf(askedOf(situation));
  const decision = {
    queue,
    open,
    acceptance: acceptance(neighbour),
    gatePerHour: plan.gatePerHour,
    yardPerHour: plan.yardPerHour,
    hours: hoursUnder(content, outlook),
    out,
    inside: inside.length,
    yard,
    coming,
    outlook,
    live,
    behindMinutes: minutesBehind(withoutLate(situation, outlook.holders), live, now),
    order,
    mayGo,
    position,
  };
  const soon = soonOf(situation, decision);
  const wanted = batchOf(situation, decision, soon);
  const vehiclesPerHour = paceOf(decision, soon.acceptance);
  const yards = yardBatches(situation, { order, size: wanted.size, vehiclesPerHour });
  const size = sizeNow(yards, now);
  const limitedBy = size < wanted.size ? 'other-yard' : wanted.limitedBy;
  return { ...decision, yards, batch: { size, limitedBy } };
}

/**
 * Who has not come at its time, or came late, makes itself late, not the line: it is no measure of what the gate promised,
 * and must not excuse itself by it (FL-30). Nor is who was declared too late for these days.
 */
function withoutLate(situation: Situation, holders: readonly Holder[]): readonly Holder[] {
  const { standing, now } = situation;
  const declared = declaredLate(situation);
  const late = new Set(
    standing.flatMap(({ crossingId, stage, plannedAt, toldAt, arrivedAt }) => {
      if (declared.has(crossingId)) return [crossingId];
      if (plannedAt === null) return [];
      const isAbsent = stage === 'declared' && plannedAt < now;
      return isAbsent || (arrivedAt !== null && arrivedAt > Math.max(plannedAt, toldAt ?? 0) + LATE_FROM_MS)
        ? [crossingId]
        : [];
    }),
  );
  return holders.filter(({ crossingId }) => !late.has(crossingId));
}

/** A slot is its holder's until it is settled, however late the line is (SL-9). */
function isComing({ stage, plannedAt, hasSlot }: Standing, now: number, until: number): boolean {
  if (stage !== 'declared' || plannedAt === null || plannedAt >= until) return false;
  return hasSlot || plannedAt > now - EXPECTED_MS;
}

function holderOf(each: Standing, now: number): Holder {
  const { crossingId, class: order, placeAt } = waitingOf(each);
  const earliestAt = each.stage === 'declared' ? Math.max(now, each.plannedAt ?? now) : now;
  return { crossingId, class: order, placeAt, plannedAt: each.plannedAt, earliestAt, declared: each };
}

/** Everybody who can be called, in order: those who may go, then whom a lever keeps back. */
function orderOf(asked: Parameters<typeof allocate>[0]) {
  const { waiting } = asked;
  const first = allocate(asked, waiting.length);
  const taken = new Set(first.allocations.map(({ crossingId }) => crossingId));
  const rest = waiting.filter(({ crossingId }) => !taken.has(crossingId));
  const later = allocate(
    { ...asked, waiting: rest, position: first.position, limitOf: () => null },
    rest.length,
  );
  return { order: [...first.allocations, ...later.allocations], mayGo: first.allocations.length };
}

/** What levers count: who was called within the hour past and not taken back. A call counts from when it was sent (FL-26). */
const calledLately = ({ calls, now }: Situation) =>
  calls.flatMap((call) => {
    const at = stateOfCall(call, new Set(), now).sentAt ?? call.proposedAt;
    if (at <= now - HOUR_MS) return [];
    const back = new Set(call.facts.flatMap((fact) => (fact.kind === 'recalled' ? fact.crossingIds : [])));
    return call.allocations
      .filter(({ crossingId }) => !back.has(crossingId))
      .map((each) => ({ goods: goodsOf(each.class), at }));
  });
