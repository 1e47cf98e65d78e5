import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import { type Call, recallOf, stateOfCall } from './calls';
import { classLimit } from './class-limits';
import { type Decision, decide, waitingOf } from './decide';
import { placesIn } from './flow-plan';
import { waitBehind } from './forecast';
import { limitRulesOf } from './limit-rules';
import { TOLD_FORGOTTEN_MS } from './neighbour';
import { stillToCome, takenAhead } from './neighbour-ahead';
import { type Allocation, type Because, whyBefore } from './order';
import { goodsOf } from './order-class';
import { boundsOf, lookAhead } from './outlook-of';
import type { CallPicture, PublicFlow, QueuedVehicle, QueuePicture } from './picture';
import type { Situation, Standing } from './situation';

const HOUR_MS = 3_600_000;
/** A call that is over or taken back is still shown so long. */
const SHOWN_AFTER_MS = 30 * 60_000;
/** The board says "not now" to a vehicle that was called so long. */
const RECALL_SHOWN_MS = 15 * 60_000;
const MOST_ON_BOARD = 12;

/** One direction as the control room sees it (FL-43). */
export function queuePicture(situation: Situation): QueuePicture {
  const decision = decide(situation);
  const ahead = lookAhead(situation, decision);
  const { direction, content, told, now } = situation;
  const standingIn = (kind: 'staging' | 'inside', standing: number) => ({
    standing,
    places: placesIn(content, kind, direction),
  });
  return {
    direction,
    twoStage: isTwoStage(situation),
    open: decision.open,
    acceptance: decision.acceptance,
    told: told.filter(({ at, validTo }) =>
      validTo === null ? now - at <= TOLD_FORGOTTEN_MS : now < validTo,
    ),
    gatePerHour: decision.gatePerHour,
    yardPerHour: decision.yardPerHour,
    hours: decision.hours,
    behindMinutes: decision.behindMinutes,
    out: decision.out,
    inside: standingIn('inside', decision.inside),
    staging: standingIn('staging', decision.yard.length),
    yards: decision.yards,
    travel: situation.travel,
    service: situation.service,
    batch: { ...decision.batch, mayGo: decision.mayGo },
    secondPersonFrom: content.secondPersonFrom,
    line: lineOf(situation, decision),
    calls: situation.calls.flatMap((call) => callPicture(call, situation) ?? []),
    forecast: ahead.hours,
    warning: ahead.warning,
    trial: {
      history: situation.history,
      classShares: situation.classShares,
      input: ahead.input,
      taken: takenIn(decision),
    },
  };
}

/** Hour by hour, as a trial plays it. */
const takenIn = ({ outlook, hours }: Decision): QueuePicture['trial']['taken'] => {
  const known = stillToCome(outlook.neighbour);
  return hours.flatMap(({ hourStart }) => takenAhead(known, { from: hourStart, to: hourStart + HOUR_MS }));
};

const isTwoStage = ({ content, direction, standing }: Situation): boolean =>
  standing.some(({ twoStage }) => twoStage) ||
  content.yards.some((yard) => yard.kind === 'staging' && yard.direction === direction);

/** The yard in its order with the reason of each place, then those who are kept, then those on their way. */
function lineOf(situation: Situation, decision: Decision): readonly QueuedVehicle[] {
  const { order, mayGo, live, yard, coming } = decision;
  const { now } = situation;
  const byId = new Map(yard.map((each) => [each.crossingId, each]));
  const rules = limitRulesOf(situation);
  const limitOf = (goods: GoodsClass) => classLimit(rules, goods, { from: now, to: now + 1 });
  const liveAt = (id: CrossingId) => live.liveAt.get(id) ?? null;
  const drawn = (
    each: Standing,
    because: Because | null,
    kept: QueuedVehicle['kept'] = null,
  ): QueuedVehicle => ({
    ...waitingOf(each),
    goodsName: each.goodsName,
    firmName: each.firmName,
    stage: each.stage,
    yard: each.stage === 'staging' ? each.yard : null,
    arrivedAt: each.arrivedAt,
    plannedAt: each.plannedAt,
    liveAt: liveAt(each.crossingId),
    kept,
    because,
    seen: each.arrivedAt === null ? each.seen : null,
  });
  const called = order.flatMap((allocation, nth) => {
    const each = byId.get(allocation.crossingId);
    const before = order[nth - 1];
    if (each === undefined) return [];
    if (before === undefined) return [drawn(each, null)];
    // Beyond what the limits of classes let go, they are the reason; before that the order is.
    const goods = goodsOf(allocation.class);
    const limit = nth < mayGo ? null : limitOf(goods);
    return [
      drawn(
        each,
        limit === null
          ? whyBefore(before, waitingOf(each), () => null)
          : { code: 'class-limited', class: goods, ...limit },
      ),
    ];
  });
  const taken = new Set(order.map(({ crossingId }) => crossingId));
  const kept = yard
    .filter(({ crossingId }) => !taken.has(crossingId))
    .map((each) => drawn(each, null, keptBy(each)));
  const onTheirWay = coming.map((each) => drawn(each, null));
  const byTime = (a: QueuedVehicle, b: QueuedVehicle) =>
    (a.liveAt ?? Number.POSITIVE_INFINITY) - (b.liveAt ?? Number.POSITIVE_INFINITY) ||
    a.placeAt - b.placeAt ||
    (a.crossingId < b.crossingId ? -1 : 1);
  return [...called, ...kept.sort(byTime), ...onTheirWay.sort(byTime)];
}

const keptBy = ({ held, callable }: Standing): QueuedVehicle['kept'] =>
  held ? 'held' : callable ? 'declared-late' : 'step';

function callPicture(call: Call, { called, now }: Situation): CallPicture | null {
  const arrived = new Set(
    call.allocations.flatMap(({ crossingId }) => (called.get(crossingId)?.arrived ? [crossingId] : [])),
  );
  const state = stateOfCall(call, arrived, now);
  if (state.status === 'not-proposed') return null;
  const states = [...state.vehicles.values()];
  const isOver = states.every((each) => each === 'arrived' || each === 'recalled');
  const lastAt = Math.max(...call.facts.map(({ at }) => at));
  if (isOver && state.toRecall.length === 0 && now - lastAt > SHOWN_AFTER_MS) return null;
  return {
    id: call.id,
    yard: call.yard,
    proposedAt: call.proposedAt,
    proposedBy: call.proposedBy,
    sentAt: state.sentAt,
    status: state.status,
    vehicles: call.allocations.map((each: Pick<Allocation, 'crossingId' | 'class'>) => ({
      crossingId: each.crossingId,
      plate: called.get(each.crossingId)?.plate ?? '',
      class: each.class,
      state: state.vehicles.get(each.crossingId) ?? 'waiting',
    })),
    recallReasons: [
      ...new Set(call.facts.flatMap((fact) => (fact.kind === 'recalled' ? [fact.reason] : []))),
    ],
    toRecall: {
      drivers: state.toRecall.filter(({ kind }) => kind === 'driver').length,
      yards: state.toRecall.filter(({ kind }) => kind === 'yard').length,
    },
  };
}

/** What everybody may see: plates, classes and times (FL-44, rule 16). */
export function publicFlow(situation: Situation): PublicFlow {
  const { now } = situation;
  const decision = decide(situation);
  const { open, yard, out, acceptance, live } = decision;
  const running = open.find(({ from, to }) => from <= now && now < to);
  const next = open.find(({ from }) => from > now);
  const { low, high } = boundsOf(acceptance);
  const waitAt = (share: number) =>
    waitBehind(
      yard.length + out,
      decision.hours.map(({ places }) => places * share),
    );
  return {
    open: running !== undefined,
    changesAt: running?.to ?? next?.from ?? null,
    behindMinutes: decision.behindMinutes,
    waitMs: waitAt(1),
    waitLowMs: waitAt(Math.max(1, high)),
    waitHighMs: waitAt(Math.min(1, low)),
    next: decision.order.slice(0, MOST_ON_BOARD).map(({ crossingId, plate, class: order }) => ({
      plate,
      class: goodsOf(order),
      liveAt: live.liveAt.get(crossingId) ?? null,
    })),
    called: situation.calls
      .flatMap((call) => calledNow(call, situation))
      .sort((a, b) => b.at - a.at)
      .slice(0, MOST_ON_BOARD),
  };
}

function calledNow(call: Call, situation: Situation): PublicFlow['called'] {
  const picture = callPicture(call, situation);
  if (picture === null || picture.sentAt === null) return [];
  const { sentAt } = picture;
  return picture.vehicles.flatMap(({ crossingId, plate, class: order, state }) => {
    if (state === 'arrived') return [];
    const recall = state === 'recalled' ? (recallOf(call, crossingId)?.at ?? null) : null;
    // Whoever drove off must read for a while that he need not come.
    if (recall !== null && situation.now - recall > RECALL_SHOWN_MS) return [];
    return [{ plate, class: goodsOf(order), at: recall ?? sentAt, state }];
  });
}
