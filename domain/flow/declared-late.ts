import type { CrossingId } from '../shared/identity';
import type { GoodsClass } from '../shared/vocabulary';
import { type CalendarRule, declaredBefore } from './calendar';
import { queueOf } from './limit-rules';
import type { Queue } from './queue';
import type { Situation, Standing } from './situation';
import { dateAfter, dateOf, HOME, instantOf } from './zones';

/** As many such days on end as are looked through; live times and slots reach no further than three. */
const MOST_DAYS = 5;

/** A vehicle as such days ask about it; null: nobody knows when it was declared, then nothing is held against it. */
export type Declared = { readonly goods: GoodsClass; readonly declaredAt: number | null };

/** Whether it was declared too late to go at that time (FL-11). */
export function isDeclaredLate(
  calendar: readonly CalendarRule[],
  queue: Queue,
  { goods, declaredAt }: Declared,
  at: number,
): boolean {
  if (declaredAt === null || !calendar.some(({ effect }) => effect.kind === 'declared-before')) return false;
  const before = declaredBefore(calendar, queue, at, goods);
  return before !== null && declaredAt >= before;
}

/** From when on it may go, from that time on: the end of the days that it was declared too late for. */
export function mayGoFrom(
  calendar: readonly CalendarRule[],
  queue: Queue,
  each: Declared,
  at: number,
): number {
  let from = at;
  for (let day = 0; day < MOST_DAYS && isDeclaredLate(calendar, queue, each, from); day += 1)
    from = instantOf(dateAfter(dateOf(from, HOME), 1), '00:00', HOME);
  return from;
}

/** Of those under way, who was declared too late to go now: they keep the place and are not called. */
export const declaredLate = (situation: Situation): ReadonlySet<CrossingId> => {
  const { content, now, standing } = situation;
  const isLate = (each: Standing) => isDeclaredLate(content.calendar, queueOf(situation), each, now);
  return new Set(standing.flatMap((each) => (isLate(each) ? [each.crossingId] : [])));
};
