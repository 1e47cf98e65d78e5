'use client';
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import { IntlProvider } from 'use-intl';
import { HOME_ZONE } from '@/domain/gate/gates';
import type { Locale } from '@/domain/shared/vocabulary';
import vietnamese from '@/messages/vi.json';
import { DEFAULT_LOCALE, readLocale, storeLocale } from './locale-choice';

type Messages = typeof vietnamese;

/** Vietnamese is in the page; the others arrive when chosen (and are precached with everything else). */
async function loadMessages(locale: Locale): Promise<Messages> {
  switch (locale) {
    case 'vi':
      return vietnamese;
    case 'en':
      return (await import('@/messages/en.json')).default;
    case 'zh':
      return (await import('@/messages/zh.json')).default;
  }
}

/** `keep: false`: spoken now, and not remembered in this browser. */
type Choose = (locale: Locale, how?: { readonly keep: boolean }) => void;
const ChooseLocale = createContext<Choose>(() => undefined);
export const useChooseLocale = () => useContext(ChooseLocale);

export function LocaleProvider({ children }: { children: ReactNode }) {
  const [spoken, setSpoken] = useState<{ locale: Locale; messages: Messages }>({
    locale: DEFAULT_LOCALE,
    messages: vietnamese,
  });

  const speak = useCallback(async (locale: Locale) => {
    try {
      const messages = await loadMessages(locale);
      // The language that is spoken already draws nothing anew.
      setSpoken((now) => (now.locale === locale ? now : { locale, messages }));
      document.documentElement.lang = locale;
    } finally {
      // Even when the words could not be fetched: a page in Vietnamese is better than an empty one.
      document.documentElement.removeAttribute('data-locale-pending');
    }
  }, []);

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
