import type { Locale } from '@/domain/shared/vocabulary';
import type english from '@/messages/en.json';

/** Message keys and locales are typed: a missing key is a compile error, in every component. */
declare module 'use-intl' {
  interface AppConfig {
    Messages: typeof english;
    Locale: Locale;
  }
}
