'use client';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { HOME_ZONE } from '@/domain/gate/gates';

const MINUTE = 60_000;

/** Language tags that give 24-hour figures and the day before the month where that is the custom. */
const TAGS = { vi: 'vi-VN', en: 'en-GB', zh: 'zh-CN' } as const;

/** Making one costs a tablet more than everything else that is drawn for a verdict. */
const formats = new Map<string, Intl.DateTimeFormat>();
function formatOf(tag: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${tag} ${JSON.stringify(options)}`;
  const format = formats.get(key) ?? new Intl.DateTimeFormat(tag, options);
  formats.set(key, format);
  return format;
}

/** Every time on screen names its zone (rule 12); hours 00–23. */
export function useTimeText() {
  const locale = useLocale();
  const t = useTranslations('app');
  return useMemo(() => {
    const tag = TAGS[locale];
    const format = (zone: string, options: Intl.DateTimeFormatOptions) =>
      formatOf(tag, { timeZone: zone, hourCycle: 'h23', ...options });
    const clock = (at: number, zone: string = HOME_ZONE) =>
      format(zone, { hour: '2-digit', minute: '2-digit' }).format(at);
    // Vietnamese writes 29/11 like British English; ICU's short form would say 29-11.
    const dayTag = locale === 'vi' ? TAGS.en : tag;
    const day = (at: number, zone: string = HOME_ZONE) =>
      formatOf(dayTag, { timeZone: zone, day: '2-digit', month: '2-digit' }).format(at);
    const dayKey = (at: number) =>
      format(HOME_ZONE, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at);
    /** A length of time in two units at most. */
    const duration = (ms: number): string => {
      const minutes = Math.max(0, Math.round(ms / MINUTE));
      if (ms < MINUTE) return t('seconds', { seconds: Math.max(0, Math.round(ms / 1000)) });
      if (minutes < 60) return t('minutes', { minutes });
      const hours = Math.floor(minutes / 60);
      if (hours < 24) return t('hoursMinutes', { hours, minutes: String(minutes % 60).padStart(2, '0') });
      return t('days', { days: Math.floor(hours / 24), hours: hours % 24 });
    };
    return {
      clock,
      day,
      duration,
      /** "14:06", or "14:06 · 21/11" when it was not today. */
      moment: (at: number, now: number) =>
        dayKey(at) === dayKey(now) ? clock(at) : `${clock(at)} · ${day(at)}`,
      ago: (at: number, now: number) => (now - at < 5000 ? t('now') : t('ago', { age: duration(now - at) })),
    };
  }, [locale, t]);
}
