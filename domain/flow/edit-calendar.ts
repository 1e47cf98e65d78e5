import type { Gate } from '../gate/gates';
import { DIRECTIONS } from '../shared/vocabulary';
import { type CalendarRule, openWindows } from './calendar';
import { concerns, type Queue } from './queue';
import { dateAfter, dateOf, HOME, instantOf, minutesOf } from './zones';

const MINUTE_MS = 60_000;
/** The last minute a calendar can name (zones.ts). */
const LATEST = 29 * 60 + 59;
/** Minutes after midnight as a calendar writes them: 450 → `07:30`. */
export const clockText = (minutes: number): string =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;

/** The queues of a gate: each direction on each route, or over the gate where it has none. */
export function queuesOf(gate: Gate): readonly Queue[] {
  const routes = gate.routes.length === 0 ? [null] : gate.routes;
  return DIRECTIONS.flatMap((direction) => routes.map((route) => ({ gateId: gate.code, route, direction })));
}

/** Whether a rule is about this gate at all: a calendar may be the province's. */
export const isOfGate = (rule: CalendarRule, gate: Gate): boolean =>
  queuesOf(gate).some((queue) => concerns(rule, queue));

/**
 * The gate stays open so many hours longer today (FL-63): every rule that decides today's hours gets a day of its own with
 * its last window longer; one that is today's alone already is made longer itself. Null where nothing is open today.
 */
export function extendToday(
  calendar: readonly CalendarRule[],
  gate: Gate,
  now: number,
  hours: number,
): CalendarRule[] | null {
  const today = (rule: CalendarRule) => dateOf(now, rule.zone);
  const deciding = new Set(
    queuesOf(gate).flatMap((queue) => {
      const rule = calendar.findLast(
        (each) =>
          each.effect.kind === 'hours' &&
          each.classes === null &&
          concerns(each, queue) &&
          each.from <= today(each) &&
          (each.to === null || today(each) <= each.to),
      );
      return rule === undefined ? [] : [rule];
    }),
  );
  const longer = new Map<CalendarRule, CalendarRule>();
  for (const rule of deciding) {
    if (rule.effect.kind !== 'hours') continue;
    const windows = [...rule.effect.windows].sort((a, b) => (a.to < b.to ? -1 : 1));
    const last = windows.pop();
    if (last === undefined) continue;
    const to = clockText(Math.min(LATEST, minutesOf(last.to) + hours * 60));
    if (to === last.to) continue;
    longer.set(rule, {
      ...rule,
      from: today(rule),
      to: today(rule),
      effect: { kind: 'hours', windows: [...windows, { ...last, to }] },
      source: '',
    });
  }
  if (longer.size === 0) return null;
  const isTodayAlone = (rule: CalendarRule) => rule.from === today(rule) && rule.to === today(rule);
  return [
    ...calendar.map((rule) => (isTodayAlone(rule) ? (longer.get(rule) ?? rule) : rule)),
    // In the order in which they stand: of two that concern a queue the later one goes on deciding.
    ...calendar.flatMap((rule) => (isTodayAlone(rule) ? [] : (longer.get(rule) ?? []))),
  ];
}

export type DrawnDay = {
  /** At home. */
  readonly date: string;
  /** Open between these minutes of the home day, 0 … 1440. */
  readonly open: readonly { readonly from: number; readonly to: number }[];
};

/** A week from today as it is drawn: when a queue is open, day by day at home (FL-12). */
export function drawWeek(calendar: readonly CalendarRule[], queue: Queue, now: number): readonly DrawnDay[] {
  const first = dateOf(now, HOME);
  return Array.from({ length: 7 }, (_, n) => {
    const date = dateAfter(first, n);
    const from = instantOf(date, '00:00', HOME);
    const to = instantOf(dateAfter(date, 1), '00:00', HOME);
    const minute = (at: number) => Math.round((at - from) / MINUTE_MS);
    const open = openWindows(calendar, queue, null, { from, to });
    return { date, open: open.map((window) => ({ from: minute(window.from), to: minute(window.to) })) };
  });
}
