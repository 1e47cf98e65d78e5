'use client';
import { useLocale, useTranslations } from 'use-intl';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import { useChooseLocale } from './locale-provider';
import { chooseTheme, useTheme } from './theme';
import { useDarkSystem } from './use-media';

/** Each language in its own words: whoever needs it can read it. */
const NAMES: Record<Locale, { readonly short: string; readonly full: string }> = {
  vi: { short: 'VI', full: 'Tiếng Việt' },
  en: { short: 'EN', full: 'English' },
  zh: { short: '中', full: '中文' },
};

/** Three languages, one tap each. */
export function LanguageSwitch() {
  const t = useTranslations('app');
  const locale = useLocale();
  const choose = useChooseLocale();
  return (
    <fieldset aria-label={t('language')} className="inline-flex">
      {LOCALES.map((each) => (
        <button
          key={each}
          type="button"
          lang={each}
          aria-label={NAMES[each].full}
          aria-pressed={each === locale}
          onClick={() => choose(each)}
          className="min-h-11 min-w-11 rounded-lg text-sm text-muted underline-offset-8 hover:text-ink aria-pressed:font-bold aria-pressed:text-ink aria-pressed:underline aria-pressed:decoration-2"
        >
          {NAMES[each].short}
        </button>
      ))}
    </fieldset>
  );
}

/**
 * One tap to the other theme; choosing what the screen shows by itself follows the system again.
 * `isDarkByItself`: a wall, which is dark whatever its system says.
 */
export function ThemeSwitch({ isDarkByItself = false }: { readonly isDarkByItself?: boolean }) {
  const t = useTranslations('app');
  const theme = useTheme();
  const systemIsDark = useDarkSystem() || isDarkByItself;
  const dark = theme === 'system' ? systemIsDark : theme === 'dark';
  return (
    <button
      type="button"
      aria-label={dark ? t('toLight') : t('toDark')}
      title={dark ? t('toLight') : t('toDark')}
      onClick={() =>
        chooseTheme(dark ? (systemIsDark ? 'light' : 'system') : systemIsDark ? 'system' : 'dark')
      }
      className="inline-flex min-h-11 min-w-11 items-center justify-center rounded-lg text-muted hover:text-ink"
    >
      <svg viewBox="0 0 24 24" aria-hidden="true" className="size-5">
        <circle cx="12" cy="12" r="9" fill="none" stroke="currentColor" strokeWidth="2" />
        <path d="M12 3a9 9 0 0 1 0 18z" fill="currentColor" />
      </svg>
    </button>
  );
}
