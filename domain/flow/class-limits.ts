import { GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';
import { type CalendarRule, isShutTo } from './calendar';
import type { Interval } from './intervals';
import { type Lever, leverLimit } from './levers';
import { type AcceptanceInput, holds, LEVELS, lastRate, type ToldAcceptance } from './neighbour';
import { cutAt, cutsOf, middleOf } from './neighbour-ahead';
import type { Queue } from './queue';

const HOUR_MS = 3_600_000;

/**
 * Vehicles of a class that may go per hour, and whose limit that is: both sides' quota, the neighbour's word, a calendar's rule for
 * the class, our own lever.
 */
export type ClassLimit = {
  readonly perHour: number;
  readonly by: 'agreed' | 'neighbour' | 'calendar' | 'lever';
};

export type LimitRules = {
  readonly levers: readonly Lever[];
  readonly calendar: readonly CalendarRule[];
  readonly queue: Queue;
  readonly neighbour: Pick<AcceptanceInput, 'now' | 'told'>;
};

const least = (limits: readonly (number | undefined)[]): number | null => {
  const known = limits.flatMap((limit) => limit ?? []);
  return known.length === 0 ? null : Math.min(...known);
};

/** What the rates that hold say of a class, a better way before a lesser one and a later lesser word where it says less (NE-4). */
function limitOfRates(
  told: readonly ToldAcceptance[],
  goods: GoodsClass,
  at: number,
  now: number,
): number | null {
  let counts: ToldAcceptance | null = null;
  let limit: number | null = null;
  for (const level of LEVELS) {
    const word = lastRate(told, level, at, now);
    if (word === null) continue;
    const said = word.byClass?.[goods] ?? null;
    const isLess = limit !== null && (said === null || limit < said);
    if (counts !== null && counts.at > word.at && isLess) continue;
    counts = word;
    limit = said;
  }
  return limit;
}

function limitsAt(
  told: readonly ToldAcceptance[],
  goods: GoodsClass,
  at: number,
  now: number,
): readonly ClassLimit[] {
  const of = (as: ToldAcceptance['as']) =>
    told.flatMap((word) => (word.as === as && holds(word, at, now) ? [word.byClass?.[goods]] : []));
  const agreed = least(of('agreement'));
  const neighbour = least([...of('class-closure'), limitOfRates(told, goods, at, now) ?? undefined]);
  return [
    ...(agreed === null ? [] : [{ perHour: agreed, by: 'agreed' as const }]),
    ...(neighbour === null ? [] : [{ perHour: neighbour, by: 'neighbour' as const }]),
  ];
}

/**
 * The limit of a class in a stretch (FL-22, NE-19); null: none of its own. A limit that touches the stretch holds for all of
 * it: nobody is promised what could not be kept. Of equals what was agreed is named before their word, their word before the
 * calendar, the calendar before our lever: the hardest to change first.
 */
export function classLimit(
  { levers, calendar, queue, neighbour: { now, told } }: LimitRules,
  goods: GoodsClass,
  stretch: Interval,
): ClassLimit | null {
  const limits = told.some(({ byClass }) => byClass !== undefined)
    ? cutAt(stretch, cutsOf(told)).flatMap((part) =>
        limitsAt(told, goods, Math.max(now, middleOf(part)), now),
      )
    : [];
  const lever = leverLimit(levers, queue, goods, stretch.from);
  const all: readonly ClassLimit[] = [
    ...limits.filter(({ by }) => by === 'agreed'),
    ...limits.filter(({ by }) => by === 'neighbour'),
    ...(isShutTo(calendar, queue, goods, stretch) ? [{ perHour: 0, by: 'calendar' as const }] : []),
    ...(lever === null ? [] : [{ perHour: lever, by: 'lever' as const }]),
  ];
  return all.reduce<ClassLimit | null>(
    (best, next) => (best === null || next.perHour < best.perHour ? next : best),
    null,
  );
}

/** The limit of a class in the clock hour that begins then, from now on. */
export const limitInHour =
  (rules: LimitRules) =>
  (goods: GoodsClass, hourStart: number): ClassLimit | null => {
    const from = Math.max(hourStart, Math.min(rules.neighbour.now, hourStart + HOUR_MS - 1));
    return classLimit(rules, goods, { from, to: hourStart + HOUR_MS });
  };

/** How many of a class may still go within the hour, less those called in the hour past (FL-22); null: no limit. */
export function leftOfLimits(
  rules: LimitRules,
  called: readonly { readonly goods: GoodsClass; readonly at: number }[],
): (goods: GoodsClass) => number | null {
  const { now } = rules.neighbour;
  const left = new Map(
    GOODS_CLASSES.map((goods) => {
      const limit = classLimit(rules, goods, { from: now, to: now + 1 });
      const gone = called.filter((each) => each.goods === goods && each.at > now - HOUR_MS).length;
      return [goods, limit && Math.max(0, limit.perHour - gone)] as const;
    }),
  );
  return (goods) => left.get(goods) ?? null;
}
