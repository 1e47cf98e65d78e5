'use client';
import { useEffect } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { LOCALES } from '@/domain/shared/locales';
import { useChooseLocale } from '../app/locale-provider';
import { goToHash, useHash } from '../app/use-hash';

/** A wall that nobody touches is opened at `/board/HN#turn`. */
const TURNING = 'turn';
/** Time to read the whole board once. */
const EACH_MS = 20_000;

/** The whole board in one language after the other: for a wall that drivers of two countries read. */
export function TurnLanguages() {
  const t = useTranslations('board');
  const locale = useLocale();
  const choose = useChooseLocale();
  const isTurning = useHash() === TURNING;
  useEffect(() => {
    if (!isTurning) return;
    const next = LOCALES[(LOCALES.indexOf(locale) + 1) % LOCALES.length] ?? locale;
    // Again until the words of the next language are here: they may have to be fetched.
    const timer = setInterval(() => choose(next, { keep: false }), EACH_MS);
    return () => clearInterval(timer);
  }, [isTurning, locale, choose]);
  return (
    <button
      type="button"
      aria-pressed={isTurning}
      aria-label={t('turnLanguages')}
      title={t('turnLanguages')}
      onClick={() => goToHash(isTurning ? '' : TURNING, 'replace')}
      className="inline-flex min-h-11 min-w-11 items-center justify-center rounded-lg text-muted hover:text-ink aria-pressed:text-ink"
    >
      <svg
        viewBox="0 0 24 24"
        aria-hidden="true"
        className="size-5"
        fill="none"
        stroke="currentColor"
        strokeWidth={isTurning ? 3 : 2}
        strokeLinecap="round"
        strokeLinejoin="round"
      >
        <path d="M4 11a8 8 0 0 1 14-4.5L20 9M20 4v5h-5M20 13a8 8 0 0 1-14 4.5L4 15M4 20v-5h5" />
      </svg>
    </button>
  );
}
