import { createTranslator } from 'use-intl/core';
import type { Speaker } from '@/domain/report/cell-text';
import type { Locale } from '@/domain/shared/vocabulary';
import { MESSAGES } from '../messages';

const speakers = new Map<Locale, Speaker>();

/** The words of files and mails, the same as on screen. */
export function speakerOf(locale: Locale): Speaker {
  const known = speakers.get(locale);
  if (known !== undefined) return known;
  const translate = createTranslator({ locale, messages: MESSAGES[locale] });
  const speaker: Speaker = {
    locale,
    // Sheets name their words as data; a test finds every one of them in the three languages.
    translate: (key, values) => translate(key as Parameters<typeof translate>[0], values as never),
  };
  speakers.set(locale, speaker);
  return speaker;
}
