'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Locale } from '@/domain/shared/vocabulary';
import { MOST_THREAD_WORDS } from '@/domain/thread/thread';
import { errorCodeOf, useErrorText } from '../app/error-text';
import { Button } from '../ui/button';
import { LinesField, SelectField } from '../ui/field';
import { Notice } from '../ui/notice';

export type Typed<P extends string> = {
  readonly phrase: P | null;
  readonly words: string | null;
  readonly locale: Locale;
};

/** One message to a thread: a ready sentence, own words, or both; what was typed stays until it is sent. */
export function ThreadForm<P extends string>({
  phrases,
  phraseText,
  action,
  busy,
  error,
  full = null,
  onSend,
}: {
  readonly phrases: readonly P[];
  readonly phraseText: (phrase: P) => string;
  readonly action: string;
  readonly busy: boolean;
  readonly error: unknown;
  /** Said where too many wait for an answer; null: nobody waits for one of these. */
  readonly full?: string | null;
  readonly onSend: (typed: Typed<P>) => Promise<unknown>;
}) {
  const t = useTranslations('thread');
  const locale = useLocale();
  const errorText = useErrorText();
  const [phrase, setPhrase] = useState<P | null>(null);
  const [words, setWords] = useState('');
  const [isMissing, setMissing] = useState(false);
  const send = async () => {
    const own = words.trim();
    if (phrase === null && own === '') return setMissing(true);
    await onSend({ phrase, words: own === '' ? null : own, locale });
    // What was typed while it was on its way is the next message.
    setPhrase((now) => (now === phrase ? null : now));
    setWords((now) => (now === words ? '' : now));
  };
  return (
    <form
      noValidate
      className="space-y-4"
      onSubmit={(event) => {
        event.preventDefault();
        send().catch(() => undefined);
      }}
    >
      {error ? (
        <Notice tone="fault" role="alert">
          {full !== null && errorCodeOf(error) === 'AP-MANY' ? full : errorText(error)}
        </Notice>
      ) : null}
      <SelectField
        label={t('phrase.label')}
        fault={isMissing ? t('missing') : null}
        value={phrase ?? ''}
        onChange={({ target }) => {
          setPhrase(phrases.find((each) => each === target.value) ?? null);
          setMissing(false);
        }}
      >
        <option value="">{t('phrase.own')}</option>
        {phrases.map((each) => (
          <option key={each} value={each}>
            {phraseText(each)}
          </option>
        ))}
      </SelectField>
      <LinesField
        label={t('words')}
        hint={t('wordsHint')}
        rows={3}
        maxLength={MOST_THREAD_WORDS}
        value={words}
        onChange={({ target }) => {
          setWords(target.value);
          setMissing(false);
        }}
      />
      <Button type="submit" busy={busy}>
        {action}
      </Button>
    </form>
  );
}
