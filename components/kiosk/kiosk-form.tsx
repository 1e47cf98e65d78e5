'use client';
import { type FormEvent, useEffect, useId, useRef } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { KeyBoard } from './key-board';

const MOST = { plate: 12, code: 9 } as const;

/** One question, its keys, and what sends it; a keyboard types into the same box. */
export function KioskForm({
  kind,
  value,
  onChange,
  fault,
  busy,
  onSend,
}: {
  readonly kind: 'plate' | 'code';
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly fault: string | null;
  readonly busy: boolean;
  readonly onSend: () => void;
}) {
  const t = useTranslations('kiosk');
  const id = useId();
  const box = useRef<HTMLInputElement>(null);
  useEffect(() => box.current?.focus(), []);
  const change = (next: string) => onChange([...next.toUpperCase()].slice(0, MOST[kind]).join(''));
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!busy) onSend();
  };
  return (
    <form noValidate onSubmit={send} className="flex flex-col gap-5">
      <div className={fault === null ? '' : 'border-l-4 border-fault pl-4'}>
        <h1 className="text-4xl leading-tight font-bold">
          <label htmlFor={id}>{t(kind === 'plate' ? 'plateTitle' : 'codeTitle')}</label>
        </h1>
        <p id={`${id}-hint`} className="mt-1 text-lg text-muted">
          {t(kind === 'plate' ? 'plateHint' : 'codeHint')}
        </p>
        {fault === null ? null : (
          <p id={`${id}-fault`} role="alert" className="mt-2 text-lg font-semibold text-fault">
            {fault}
          </p>
        )}
        <input
          ref={box}
          id={id}
          inputMode="none"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          value={value}
          onChange={(event) => change(event.target.value)}
          aria-invalid={fault === null ? undefined : true}
          aria-describedby={fault === null ? `${id}-hint` : `${id}-hint ${id}-fault`}
          className="figures mt-3 block min-h-18 w-full rounded-xl border-2 border-edge bg-field px-4 text-5xl focus:border-ink aria-invalid:border-fault"
        />
      </div>
      <KeyBoard
        kind={kind}
        onKey={(sign) => change(value + sign)}
        onErase={() => onChange([...value].slice(0, -1).join(''))}
      />
      <Button type="submit" size="tablet" busy={busy}>
        {t(busy ? 'asking' : kind === 'plate' ? 'next' : 'show')}
      </Button>
    </form>
  );
}
