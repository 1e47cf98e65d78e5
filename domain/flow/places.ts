import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import type { Declared } from './declared-late';
import type { HourCapacity } from './hour-capacity';
import { goodsOf, nextTurn, ORDER_CLASSES, type OrderClass, type Turn } from './order-class';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Somebody who has a place in the day, or asks for one. */
export type Holder = {
  readonly crossingId: CrossingId;
  readonly class: OrderClass;
  /** Its place: the time it asked to be there, ms. Earlier in line is who asked for an earlier time, whoever asked first. */
  readonly placeAt: number;
  /** What was promised first, ms; null: asks now. */
  readonly plannedAt: number | null;
  /** Cannot be there before, ms. */
  readonly earliestAt: number;
  /** What days that are for vehicles declared before a date ask; null: none of them asks it (FL-11). */
  readonly declared: Declared | null;
};

export type Places = {
  /** Live time of each place, ms. */
  readonly liveAt: ReadonlyMap<CrossingId, number>;
  /** Beyond the hours given, in their order: they keep their place in the line and have no time yet. */
  readonly beyond: readonly CrossingId[];
};

const byPlace = (a: Holder, b: Holder) => a.placeAt - b.placeAt || (a.crossingId < b.crossingId ? -1 : 1);

/** Holders of one class that want to be there already, first in line first. */
class Line {
  #later: Holder[];
  #ready: Holder[] = [];
  #at = 0;
  #next = 0;

  constructor(holders: readonly Holder[]) {
    this.#later = holders.toSorted((a, b) => a.earliestAt - b.earliestAt || byPlace(a, b));
  }

  letIn(before: number): void {
    const came: Holder[] = [];
    for (
      let next = this.#later[this.#next];
      next !== undefined && next.earliestAt < before;
      next = this.#later[this.#next]
    ) {
      came.push(next);
      this.#next += 1;
    }
    if (came.length === 0) return;
    this.#ready = [...this.#ready.slice(this.#at), ...came].sort(byPlace);
    this.#at = 0;
  }

  get first(): Holder | undefined {
    return this.#ready[this.#at];
  }

  take(): void {
    this.#at += 1;
  }

  left(): Holder[] {
    return [...this.#ready.slice(this.#at), ...this.#later.slice(this.#next)];
  }
}

/**
 * Gives every place of every hour to somebody, by the same turns as a call-up (FL-16, FL-17). One place is given once, so an hour is never overbooked; nobody is dropped.
 * With the hours as planned it books; with the hours as they turn out it gives live times; with those of another plan it
 * is the preview of a change.
 */
export function assignPlaces(input: {
  readonly hours: readonly HourCapacity[];
  readonly holders: readonly Holder[];
  readonly round: readonly Turn[];
  readonly position: number;
  /** Vehicles of a class in that hour; null: no limit of its own. */
  readonly limitOf: (goods: GoodsClass, hourStart: number) => number | null;
}): Places {
  const liveAt = new Map<CrossingId, number>();
  const lines = new Map(
    ORDER_CLASSES.map(
      (order) => [order, new Line(input.holders.filter((each) => each.class === order))] as const,
    ),
  );
  let position = input.position;
  for (const { hourStart, places } of input.hours) {
    if (liveAt.size === input.holders.length) break;
    if (places === 0) continue;
    for (const line of lines.values()) line.letIn(hourStart + HOUR_MS);
    const gone = new Map<GoodsClass, number>();
    const limits = new Map(
      ORDER_CLASSES.map((order) => [order, input.limitOf(goodsOf(order), hourStart)] as const),
    );
    const may = (order: OrderClass) => {
      if (lines.get(order)?.first === undefined) return false;
      const limit = limits.get(order) ?? null;
      return limit === null || (gone.get(goodsOf(order)) ?? 0) < limit;
    };
    for (let place = 0; place < places; place += 1) {
      const next = nextTurn(input.round, position, may);
      if (next === null) break;
      position = next.position;
      const holder =
        next.turn === 'oldest'
          ? ORDER_CLASSES.filter(may)
              .flatMap((order) => lines.get(order)?.first ?? [])
              .reduce((first, each) => (byPlace(each, first) < 0 ? each : first))
          : lines.get(next.turn)?.first;
      if (holder === undefined) break;
      lines.get(holder.class)?.take();
      gone.set(goodsOf(holder.class), (gone.get(goodsOf(holder.class)) ?? 0) + 1);
      const inHour = hourStart + Math.floor((place * HOUR_MS) / places);
      liveAt.set(holder.crossingId, Math.max(inHour, holder.earliestAt));
    }
  }
  const beyond = [...lines.values()].flatMap((line) => line.left()).sort(byPlace);
  return { liveAt, beyond: beyond.map(({ crossingId }) => crossingId) };
}

/** Minutes by which the line runs behind what was promised: the median of those promised within the next hour, at least 0. */
export function minutesBehind(holders: readonly Holder[], places: Places, now: number): number | null {
  const late = holders.flatMap(({ crossingId, plannedAt }) => {
    const live = places.liveAt.get(crossingId);
    if (plannedAt === null || live === undefined || plannedAt >= now + HOUR_MS) return [];
    return [Math.max(0, live - plannedAt)];
  });
  const middle = late.sort((a, b) => a - b)[Math.floor((late.length - 1) / 2)];
  return middle === undefined ? null : Math.round(middle / MINUTE_MS);
}
