'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import type { UnlockOutcome } from '@/offline/unlock/shift-doors';

/** The officer's own passphrase: it also says who they are. */
export function PassphraseForm({
  waitSeconds,
  onPassphrase,
}: {
  readonly waitSeconds: number;
  readonly onPassphrase: (passphrase: string) => Promise<UnlockOutcome>;
}) {
  const t = useTranslations('gate.lock');
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    if (busy || waitSeconds > 0) return;
    setBusy(true);
    try {
      const { kind } = await onPassphrase(String(new FormData(form).get('passphrase') ?? ''));
      setWrong(kind === 'wrong');
      if (kind === 'second-needed' || kind === 'same-officer') form.reset();
    } finally {
      setBusy(false);
    }
  }

  return (
    <form onSubmit={submit} className="flex flex-col gap-5">
      <TextField
        name="passphrase"
        type="password"
        label={t('passphrase')}
        autoFocus
        required
        autoComplete="current-password"
        className="min-h-16"
        fault={waitSeconds > 0 ? t('wait', { seconds: waitSeconds }) : wrong ? t('wrong') : undefined}
      />
      <Button type="submit" size="tablet" wide busy={busy || waitSeconds > 0}>
        {busy ? t('busy') : t('submit')}
      </Button>
    </form>
  );
}
