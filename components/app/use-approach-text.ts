'use client';
import { useTranslations } from 'use-intl';
import type { Approach } from '@/domain/position/on-the-way';
import { useTimeText } from './time-text';

/** What a driver shares, in one line with its age: it is a phone's word, not an officer's (PO-12). */
export function useApproachText(): (seen: Approach, now: number) => string {
  const t = useTranslations('approach');
  const { clock, ago } = useTimeText();
  return ({ at, nearSince, km, expected }, now) => {
    const away = km === null ? null : String(Math.max(1, Math.round(km)));
    const said =
      nearSince !== null
        ? t('near', { since: clock(nearSince) })
        : away === null
          ? null
          : expected === null
            ? t('away', { km: away })
            : t('expected', { km: away, from: clock(expected.from), until: clock(expected.until) });
    return [said, t('age', { age: ago(at, now) })].filter((part) => part !== null).join(' · ');
  };
}
