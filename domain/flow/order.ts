import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import type { ClassLimit } from './class-limits';
import {
  goodsOf,
  nextTurn,
  ORDER_CLASSES,
  type OrderClass,
  RANKS,
  type Rank,
  type Turn,
} from './order-class';

/** A vehicle in a staging yard that could be called. Times in ms. */
export type Waiting = {
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly class: OrderClass;
  /** Its place: the time it asked to be there; of a walk-up, when it came. */
  readonly placeAt: number;
  /** Customs has finished with it; null: not yet. */
  readonly clearedAt: number | null;
  /** When its load is lost; null: it keeps. */
  readonly spoilsAt: number | null;
};

/** One place given to one vehicle: kept for ever and public (rule 6). */
export type Allocation = Pick<Waiting, 'crossingId' | 'plate' | 'class' | 'placeAt' | 'spoilsAt'> & {
  readonly at: number;
  readonly rank: Rank;
  readonly turn: Turn;
  /** Its turn in the round, from 0, and how many turns a round has. */
  readonly position: number;
  readonly turnsInRound: number;
};

/** A load that spoils within this time goes before others of its class (assumed: half a day's drive beyond the border). */
export const SPOILS_SOON_MS = 12 * 3_600_000;

/** What is lost already gains nothing by going first. */
function rankOf({ spoilsAt, clearedAt }: Waiting, at: number): Rank {
  if (spoilsAt !== null && at < spoilsAt && spoilsAt - at <= SPOILS_SOON_MS) return 'spoils';
  return clearedAt !== null && clearedAt <= at ? 'cleared' : 'place';
}

const byId = (a: Waiting, b: Waiting) => (a.crossingId < b.crossingId ? -1 : 1);
const byPlace = (a: Waiting, b: Waiting) => a.placeAt - b.placeAt || byId(a, b);

/** Within a class: what spoils soon by its clock, then who is cleared, then the others; each by place (FL-19). */
const byRank = (at: number) => (a: Waiting, b: Waiting) => {
  const [rankA, rankB] = [rankOf(a, at), rankOf(b, at)];
  if (rankA !== rankB) return RANKS.indexOf(rankA) - RANKS.indexOf(rankB);
  return rankA === 'spoils' ? (a.spoilsAt ?? 0) - (b.spoilsAt ?? 0) || byPlace(a, b) : byPlace(a, b);
};

type Line = {
  readonly ranked: Generator<Waiting, undefined>;
  readonly placed: Generator<Waiting, undefined>;
  left: number;
};
/** A list from which others take as well. */
function* notTaken(list: readonly Waiting[], taken: ReadonlySet<CrossingId>): Generator<Waiting, undefined> {
  for (const each of list) while (!taken.has(each.crossingId)) yield each;
}

/**
 * The next vehicles to call, in their order, and the position in the round after them (FL-18 … FL-22). A function of what
 * is given and not of the list's order: who asks again with the same gets the same, on the server, in the simulator and
 * on a screen.
 */
export function allocate(
  input: {
    readonly at: number;
    readonly waiting: readonly Waiting[];
    readonly round: readonly Turn[];
    readonly position: number;
    /** How many of a class may still go now; null: as many as there are (FL-22). */
    readonly limitOf: (goods: GoodsClass) => number | null;
  },
  count: number,
): { readonly allocations: readonly Allocation[]; readonly position: number } {
  const { at, round, limitOf } = input;
  const taken = new Set<CrossingId>();
  const lines = new Map(
    ORDER_CLASSES.map((order) => {
      const ofClass = input.waiting.filter((each) => each.class === order);
      const line: Line = {
        ranked: notTaken(ofClass.toSorted(byRank(at)), taken),
        placed: notTaken(ofClass.toSorted(byPlace), taken),
        left: ofClass.length,
      };
      return [order, line] as const;
    }),
  );
  const gone = new Map<GoodsClass, number>();
  const may = (order: OrderClass) => {
    const goods = goodsOf(order);
    return (
      (lines.get(order)?.left ?? 0) > 0 &&
      (gone.get(goods) ?? 0) < (limitOf(goods) ?? Number.POSITIVE_INFINITY)
    );
  };
  const longestWaiting = () =>
    ORDER_CLASSES.filter(may)
      .flatMap((order) => lines.get(order)?.placed.next().value ?? [])
      .toSorted(byPlace)[0];

  const allocations: Allocation[] = [];
  let position = input.position;
  while (allocations.length < count) {
    const next = nextTurn(round, position, may);
    if (next === null) break;
    const called = next.turn === 'oldest' ? longestWaiting() : lines.get(next.turn)?.ranked.next().value;
    const line = called === undefined ? undefined : lines.get(called.class);
    if (called === undefined || line === undefined) break;
    taken.add(called.crossingId);
    line.left -= 1;
    const goods = goodsOf(called.class);
    gone.set(goods, (gone.get(goods) ?? 0) + 1);
    const { crossingId, plate, class: order, placeAt, spoilsAt } = called;
    allocations.push({
      crossingId,
      plate,
      class: order,
      placeAt,
      spoilsAt,
      at,
      rank: rankOf(called, at),
      turn: next.turn,
      position: (next.position + round.length - 1) % round.length,
      turnsInRound: round.length,
    });
    position = next.position;
  }
  return { allocations, position };
}

/** Why one was called and the other not yet, or later: a code and what a sentence about it needs (FL-23). */
export type Because =
  | { readonly code: 'spoils-sooner'; readonly spoilsAt: number }
  | { readonly code: 'cleared-first' }
  | { readonly code: 'earlier-place'; readonly placeAt: number; readonly otherPlaceAt: number }
  | { readonly code: 'waited-longest'; readonly placeAt: number; readonly otherPlaceAt: number }
  | ({ readonly code: 'class-limited'; readonly class: GoodsClass } & ClassLimit)
  | {
      readonly code: 'turn-of-class';
      readonly class: OrderClass;
      readonly turn: number;
      readonly of: number;
    };

export function whyBefore(
  called: Allocation,
  other: Waiting,
  limitOf: (goods: GoodsClass) => ClassLimit | null,
): Because {
  const limit = limitOf(goodsOf(other.class));
  if (limit !== null && goodsOf(other.class) !== goodsOf(called.class))
    return { code: 'class-limited', class: goodsOf(other.class), ...limit };
  const places = { placeAt: called.placeAt, otherPlaceAt: other.placeAt };
  if (called.turn === 'oldest') return { code: 'waited-longest', ...places };
  if (called.class !== other.class)
    return {
      code: 'turn-of-class',
      class: called.class,
      turn: called.position + 1,
      of: called.turnsInRound,
    };
  const rank = rankOf(other, called.at);
  if (
    called.rank === 'spoils' &&
    called.spoilsAt !== null &&
    (rank !== 'spoils' || called.spoilsAt !== other.spoilsAt)
  )
    return { code: 'spoils-sooner', spoilsAt: called.spoilsAt };
  if (called.rank === 'cleared' && rank === 'place') return { code: 'cleared-first' };
  return { code: 'earlier-place', ...places };
}
