import * as z from 'zod';
import type { GoodsClass } from '../shared/vocabulary';
import published from './calendar.json' with { type: 'json' };
import { clip, type Interval, merge, subtract } from './intervals';
import { concerns, type Queue, whomSchema } from './queue';
import { clockSchema, dateAfter, dateOf, dateSchema, HOME, instantOf, zoneSchema } from './zones';

const windowSchema = z.object({ from: clockSchema, to: clockSchema }).refine(({ from, to }) => from < to);
const effectSchema = z.discriminatedUnion('kind', [
  /** Open from … to on each of these days; the last such rule that concerns a day decides. An extension is one of a day. */
  z.object({ kind: z.literal('hours'), windows: z.array(windowSchema) }),
  /** Closed in these windows, whatever the hours say. */
  z.object({ kind: z.literal('closed'), windows: z.array(windowSchema).nonempty() }),
  /** Open only to vehicles declared before the beginning of that day. */
  z.object({ kind: z.literal('declared-before'), date: dateSchema }),
]);

/** One line of a gate's calendar (FL-9 … FL-12): days, whom it concerns, what holds, and in whose clock. */
export const calendarRuleSchema = whomSchema.extend({
  from: dateSchema,
  /** Last day; null: until another rule. */
  to: dateSchema.nullable(),
  zone: zoneSchema,
  effect: effectSchema,
  source: z.string(),
});
export type CalendarRule = Readonly<z.infer<typeof calendarRuleSchema>>;

/** Hours and closures that were published, oldest first (calendar.json says where). */
export const PUBLISHED_CALENDAR: readonly CalendarRule[] = z.array(calendarRuleSchema).parse(published.rules);

const holdsOn = (rule: CalendarRule, date: string) =>
  rule.from <= date && (rule.to === null || date <= rule.to);
const ofClass = (rule: CalendarRule, goods: GoodsClass | null) =>
  rule.classes === null || (goods !== null && rule.classes.includes(goods));

/**
 * When a queue is open between two instants, for a class of goods, or for any (null: rules of one class only are left
 * out). A day is a day of the rule's own clock, so that a window past midnight or of the other zone stays whole.
 */
export function openWindows(
  rules: readonly CalendarRule[],
  queue: Queue,
  goods: GoodsClass | null,
  stretch: Interval,
): Interval[] {
  const concerned = rules.filter((rule) => concerns(rule, queue) && ofClass(rule, goods));
  const open: Interval[] = [];
  const closed: Interval[] = [];
  const last = dateAfter(dateOf(stretch.to, HOME), 1);
  for (let date = dateAfter(dateOf(stretch.from, HOME), -2); date <= last; date = dateAfter(date, 1)) {
    const today = concerned.filter((rule) => holdsOn(rule, date));
    const hours = today.findLast(({ effect }) => effect.kind === 'hours');
    for (const { effect, zone } of [
      ...(hours === undefined ? [] : [hours]),
      ...today.filter((rule) => rule.effect.kind === 'closed'),
    ]) {
      if (effect.kind === 'declared-before') continue;
      const list = effect.kind === 'hours' ? open : closed;
      for (const { from, to } of effect.windows)
        list.push({ from: instantOf(date, from, zone), to: instantOf(date, to, zone) });
    }
  }
  return clip(closed.reduce(subtract, merge(open)), stretch);
}

/** Before an opening the first are called; nobody is called longer before. */
const CALLED_BEFORE_MS = 3_600_000;

/**
 * Whether rules of its own shut one class out in a stretch in which others may go (FL-10); before an opening, when it opens: who
 * is called before it comes to it. False wherever nobody may go: then no rule of a class is the reason.
 */
export function isShutTo(
  rules: readonly CalendarRule[],
  queue: Queue,
  goods: GoodsClass,
  stretch: Interval,
): boolean {
  if (!rules.some(({ classes }) => classes?.includes(goods) === true)) return false;
  const until = stretch.to + CALLED_BEFORE_MS;
  const [first] = openWindows(rules, queue, null, { from: stretch.from, to: until });
  if (first === undefined) return false;
  const asked = first.from < stretch.to ? stretch : { from: first.from, to: first.from + 1 };
  return openWindows(rules, queue, goods, asked).length === 0;
}

/** Only vehicles declared before this instant may go at that time; null: all (FL-11). Of one class, or of any, as open windows. */
export function declaredBefore(
  rules: readonly CalendarRule[],
  queue: Queue,
  at: number,
  goods: GoodsClass | null = null,
): number | null {
  const rule = rules.findLast(
    ({ effect, zone, ...rest }) =>
      effect.kind === 'declared-before' &&
      concerns(rest, queue) &&
      ofClass({ effect, zone, ...rest }, goods) &&
      holdsOn({ effect, zone, ...rest }, dateOf(at, zone)),
  );
  return rule?.effect.kind === 'declared-before' ? instantOf(rule.effect.date, '00:00', rule.zone) : null;
}
