'use client';
import { useMemo } from 'react';
import { useLocale } from 'use-intl';

const TAGS = { vi: 'vi-VN', en: 'en-GB', zh: 'zh-CN' } as const;

/** Days of a calendar (`2026-11-26`) as people write them; an empty or impossible one as it stands. */
export function useDateText() {
  const locale = useLocale();
  return useMemo(() => {
    // Vietnamese writes 29/11/2026 like British English.
    const dayTag = locale === 'vi' ? TAGS.en : TAGS[locale];
    const day = new Intl.DateTimeFormat(dayTag, {
      timeZone: 'UTC',
      day: '2-digit',
      month: '2-digit',
      year: 'numeric',
    });
    const short = new Intl.DateTimeFormat(dayTag, { timeZone: 'UTC', day: '2-digit', month: '2-digit' });
    const weekday = new Intl.DateTimeFormat(TAGS[locale], { timeZone: 'UTC', weekday: 'short' });
    const said = (format: Intl.DateTimeFormat, date: string) => {
      const at = Date.parse(`${date}T00:00:00Z`);
      return Number.isNaN(at) ? date || '…' : format.format(at);
    };
    return {
      date: (date: string) => said(day, date),
      weekday: (date: string) => `${said(weekday, date)} ${said(short, date)}`,
    };
  }, [locale]);
}
