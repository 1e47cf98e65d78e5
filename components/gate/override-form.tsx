'use client';
import { useEffect, useRef, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { OVERRIDE_REASONS, type OverrideReason } from '@/domain/release/approval';
import type { Overridden } from '@/offline/checkpoint/outcome';
import type { OverrideOrder } from '@/offline/checkpoint/override-release';

type Refusal = Exclude<Overridden['kind'], 'recorded'>;

/** RE-1: the second person chooses the reason and types their own code; it leaves the screen with this form. */
export function OverrideForm({
  onSubmit,
  onCancel,
}: {
  readonly onSubmit: (order: OverrideOrder) => Promise<Overridden['kind']>;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('release');
  const app = useTranslations('app');
  const [reason, setReason] = useState<OverrideReason | null>(null);
  const [code, setCode] = useState('');
  const [note, setNote] = useState('');
  const [missing, setMissing] = useState(false);
  const [refused, setRefused] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    title.current?.focus();
  }, []);

  async function send() {
    if (reason === null) {
      setMissing(true);
      return;
    }
    setBusy(true);
    try {
      const kind = await onSubmit({ reason, code, note });
      if (kind !== 'recorded') setRefused(kind);
    } finally {
      setBusy(false);
    }
  }

  return (
    <form
      noValidate
      className="flex flex-col gap-5 border-t-2 border-rule pt-4"
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <div>
        <h2 ref={title} tabIndex={-1} className="text-2xl font-bold outline-none">
          {t('overrideTitle')}
        </h2>
        <p className="text-muted">{t('overrideText')}</p>
      </div>
      {refused !== null || missing ? (
        <Notice tone="fault" role="alert">
          {refused === null ? t('chooseReason') : t(`fault.${refused}`)}
        </Notice>
      ) : null}
      <fieldset>
        <legend className="mb-2 font-semibold">{t('why')}</legend>
        <div className="flex flex-wrap gap-3">
          {OVERRIDE_REASONS.map((each) => (
            <label
              key={each}
              className="flex min-h-16 grow cursor-pointer items-center gap-3 rounded-xl border-2 border-edge px-5 text-lg has-checked:border-ink has-checked:bg-note has-checked:font-semibold has-focus-visible:outline-3 has-focus-visible:outline-link"
            >
              <input
                type="radio"
                name="override-reason"
                className="size-6 shrink-0 accent-link"
                checked={reason === each}
                onChange={() => {
                  setReason(each);
                  setMissing(false);
                }}
              />
              {t(`reason.${each}`)}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField
          code
          label={t('code')}
          hint={t('codeHint')}
          value={code}
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={24}
          onChange={(event) => {
            setCode(event.target.value);
            setRefused(null);
          }}
        />
        <TextField
          label={t('note')}
          hint={t('noteHint')}
          value={note}
          autoComplete="off"
          maxLength={300}
          className="min-h-15!"
          onChange={(event) => setNote(event.target.value)}
        />
      </div>
      <div className="flex flex-wrap gap-3">
        <Button type="submit" size="tablet" className="grow-2" busy={busy}>
          {t('overrideNow')}
        </Button>
        <Button tone="text" size="tablet" onClick={onCancel}>
          {app('cancel')}
        </Button>
      </div>
    </form>
  );
}
