'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { HOME_ZONE } from '@/domain/gate/gates';
import type { Locale } from '@/domain/shared/vocabulary';
import type vietnamese from '@/messages/vi.json';
import { DEFAULT_LOCALE, readLocale, storeLocale } from './locale-choice';

type Messages = typeof vietnamese;

/** What a surface can say: Vietnamese is in the page; the others arrive when chosen (and are precached with everything else). */
export type Words = {
  readonly vi: Messages;
  readonly load: Readonly<Record<Exclude<Locale, 'vi'>, () => Promise<{ readonly default: Messages }>>>;
};

async function loadMessages(words: Words, locale: Locale): Promise<Messages> {
  return locale === 'vi' ? words.vi : (await words.load[locale]()).default;
}

/** `keep: false`: spoken now, and not remembered in this browser. */
type Choose = (locale: Locale, how?: { readonly keep: boolean }) => void;
const ChooseLocale = createContext<Choose>(() => undefined);
export const useChooseLocale = () => useContext(ChooseLocale);

/** @param words one object for the life of the page */
export function LocaleProvider({ words, children }: { readonly words: Words; readonly children: ReactNode }) {
  const [spoken, setSpoken] = useState<{ locale: Locale; messages: Messages }>({
    locale: DEFAULT_LOCALE,
    messages: words.vi,
  });

  const speak = useCallback(
    async (locale: Locale) => {
      try {
        const messages = await loadMessages(words, locale);
        // The language that is spoken already draws nothing anew.
        setSpoken((now) => (now.locale === locale ? now : { locale, messages }));
        document.documentElement.lang = locale;
      } finally {
        // Even when the words could not be fetched: a page in Vietnamese is better than an empty one.
        document.documentElement.removeAttribute('data-locale-pending');
      }
    },
    [words],
  );

  useEffect(() => {
    speak(readLocale()).catch(() => undefined);
  }, [speak]);

  const choose = useMemo(
    (): Choose => (locale, how) => {
      if (how?.keep !== false) storeLocale(locale);
      speak(locale).catch(() => undefined);
    },
    [speak],
  );

  return (
    <ChooseLocale value={choose}>
      <IntlProvider locale={spoken.locale} messages={spoken.messages} timeZone={HOME_ZONE}>
        {children}
      </IntlProvider>
    </ChooseLocale>
  );
}
