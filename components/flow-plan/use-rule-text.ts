'use client';
import { useTranslations } from 'use-intl';
import type { CalendarRule } from '@/domain/flow/calendar';
import { clockText } from '@/domain/flow/edit-calendar';
import type { Whom } from '@/domain/flow/queue';
import { HOME, minutesOf, type Zone } from '@/domain/flow/zones';
import { useDateText } from './use-date-text';

const HOUR = 60;
const DAY = 24 * HOUR;
type Window = { readonly from: string; readonly to: string };

/** Rules of a calendar and of levers in plain sentences; hours on both clocks (rule 12). */
export function useRuleText() {
  const t = useTranslations('flowPlan');
  const directionWord = useTranslations('direction');
  const goods = useTranslations('goodsClass');
  const { date } = useDateText();

  const clock = (minutes: number): string => {
    if (Number.isNaN(minutes)) return '…';
    if (minutes < 0) return t('dayBefore', { clock: clockText(minutes + DAY) });
    return minutes > DAY ? t('dayAfter', { clock: clockText(minutes - DAY) }) : clockText(minutes);
  };
  /** `zone`: whose clock they were said in; `ahead`: of Hà Nội's, minutes. */
  const onClock = (windows: readonly Window[], zone: Zone, ahead: number) => {
    const shift = ahead - (zone === HOME ? 0 : HOUR);
    return windows
      .map(({ from, to }) => `${clock(minutesOf(from) + shift)}–${clock(minutesOf(to) + shift)}`)
      .join(', ');
  };
  const hours = (windows: readonly Window[], zone: Zone) =>
    t('bothClocks', { home: onClock(windows, zone, 0), there: onClock(windows, zone, HOUR) });
  const isAllDay = (windows: readonly Window[]) =>
    windows.length === 1 && windows[0]?.from === '00:00' && windows[0].to === '24:00';

  const whom = ({ routes, directions, classes }: Pick<Whom, 'routes' | 'directions' | 'classes'>): string => {
    const parts = [
      ...(directions ?? []).map((each) => directionWord(each)),
      ...(routes ?? []).map((route) => t('onRoute', { route })),
      ...(classes ?? []).map((each) => goods(each)),
    ];
    return parts.length === 0 ? t('everybody') : parts.join(', ');
  };

  const what = ({ effect, zone }: Pick<CalendarRule, 'effect' | 'zone'>): string => {
    if (effect.kind === 'declared-before') return t('saysDeclaredBefore', { date: date(effect.date) });
    if (effect.kind === 'closed')
      return isAllDay(effect.windows)
        ? t('saysClosedAllDay')
        : t('saysClosed', { hours: hours(effect.windows, zone) });
    return effect.windows.length === 0
      ? t('saysNoHours')
      : t('saysOpen', { hours: hours(effect.windows, zone) });
  };
  const when = ({ from, to }: Pick<CalendarRule, 'from' | 'to'>): string => {
    if (to === null) return t('fromDay', { from: date(from) });
    return from === to ? t('onDay', { date: date(from) }) : t('fromTo', { from: date(from), to: date(to) });
  };
  return {
    whom,
    rule: (rule: CalendarRule): string =>
      t('ruleSentence', { when: when(rule), what: what(rule), whom: whom(rule) }),
  };
}
