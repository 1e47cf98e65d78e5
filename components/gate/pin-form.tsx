'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { useNow } from '@/components/app/use-now';
import { Button } from '@/components/ui/button';
import type { NamedOfficer, UnlockOutcome } from '@/offline/unlock/shift-doors';
import { PinPad } from './pin-pad';

/** A name and a PIN: seconds, with gloves. One officer alone is not asked for the name. */
export function PinForm({
  officers,
  submit,
  onPin,
}: {
  readonly officers: readonly NamedOfficer[];
  readonly submit: string;
  readonly onPin: (key: string, pin: string) => Promise<UnlockOutcome>;
}) {
  const t = useTranslations('shift.lock');
  const lock = useTranslations('gate.lock');
  const now = useNow(1000);
  const [chosen, setChosen] = useState<string | null>(
    officers.length === 1 ? (officers[0]?.key ?? null) : null,
  );
  const [pin, setPin] = useState('');
  const [busy, setBusy] = useState(false);
  const [outcome, setOutcome] = useState<UnlockOutcome | null>(null);
  const waitUntil = outcome?.kind === 'wrong' || outcome?.kind === 'wait' ? outcome.waitUntil : 0;
  const waitSeconds = now === null ? 0 : Math.max(0, Math.ceil((waitUntil - now) / 1000));

  async function send(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || waitSeconds > 0 || chosen === null || pin === '') return;
    setBusy(true);
    try {
      setOutcome(await onPin(chosen, pin));
      setPin('');
    } finally {
      setBusy(false);
    }
  }

  const fault =
    waitSeconds > 0
      ? lock('wait', { seconds: waitSeconds })
      : outcome?.kind === 'wrong'
        ? t('wrongPin')
        : null;
  return (
    <form onSubmit={send} className="flex flex-col gap-5">
      <fieldset>
        <legend className="font-semibold">{t('who')}</legend>
        <div className="mt-2 flex flex-wrap gap-3">
          {officers.map(({ key, name }) => (
            <Button
              key={key}
              tone="outline"
              size="tablet"
              aria-pressed={chosen === key}
              className="aria-pressed:border-action! aria-pressed:bg-action aria-pressed:text-on-action"
              onClick={() => {
                setChosen(key);
                setPin('');
                setOutcome(null);
              }}
            >
              {name}
            </Button>
          ))}
        </div>
      </fieldset>
      {chosen === null ? null : (
        <>
          <PinPad key={chosen} value={pin} onChange={setPin} fault={fault} autoFocus />
          <Button type="submit" size="tablet" wide busy={busy || waitSeconds > 0}>
            {submit}
          </Button>
        </>
      )}
    </form>
  );
}
