'use client';
import { type ReactNode, useId, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { Panel } from './pick-buttons';

const LONGEST = 500;

/** A few words by an officer. They are sealed to the centre before they rest anywhere (OF-19). */
export function WordsForm({
  label,
  hint,
  action,
  onWords,
  onBack,
}: {
  readonly label: ReactNode;
  readonly hint: ReactNode;
  readonly action: ReactNode;
  readonly onWords: (words: string) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork');
  const id = useId();
  const [words, setWords] = useState('');
  const [missing, setMissing] = useState(false);
  return (
    <Panel onBack={onBack}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (words.trim() === '') setMissing(true);
          else onWords(words);
        }}
      >
        <label htmlFor={id} className="block text-xl font-semibold">
          {label}
        </label>
        <p id={`${id}-hint`} className="text-muted">
          {hint}
        </p>
        {missing ? (
          <p id={`${id}-fault`} className="font-semibold text-fault">
            {t('wordsMissing')}
          </p>
        ) : null}
        <textarea
          id={id}
          rows={3}
          maxLength={LONGEST}
          autoComplete="off"
          value={words}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? `${id}-fault` : `${id}-hint`}
          className="mt-2 block w-full rounded-xl border-2 border-edge bg-field px-4 py-3 text-xl text-ink focus:border-ink aria-invalid:border-fault"
          onChange={(event) => {
            setWords(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <div className="mt-3 flex flex-wrap gap-3">
          <Button type="submit" size="tablet" className="grow">
            {action}
          </Button>
          <Button tone="text" size="tablet" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
