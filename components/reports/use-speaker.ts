'use client';
import { useMemo } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Speaker } from '@/domain/report/cell-text';

/** The screen's words for a report's tables. */
export function useSpeaker(): Speaker {
  const t = useTranslations();
  const locale = useLocale();
  return useMemo(
    () => ({
      locale,
      // Sheets name their words as data; a test finds every one of them in the three languages.
      translate: (key, values) => t(key as Parameters<typeof t>[0], values as never),
    }),
    [t, locale],
  );
}
