import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';

export const DEFAULT_LOCALE: Locale = 'vi';
const KEY = 'locale';

/** The language this browser chose; else its own language if we speak it; else Vietnamese. */
export function readLocale(): Locale {
  try {
    const wanted = localStorage.getItem(KEY) || navigator.language.slice(0, 2);
    return LOCALES.find((locale) => locale === wanted) ?? DEFAULT_LOCALE;
  } catch {
    // Storage may be forbidden (private mode): the page still speaks.
    return DEFAULT_LOCALE;
  }
}

export function storeLocale(locale: Locale): void {
  try {
    localStorage.setItem(KEY, locale);
  } catch {
    // Without storage the choice lasts for this page.
  }
}
