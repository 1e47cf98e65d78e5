'use client';
import { type FormEvent, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useNow } from '@/components/app/use-now';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { gateById } from '@/domain/gate/gates';
import type { LockedSession } from '@/offline/react/gate-session';
import { DoorFrame } from './door-frame';
import { EnrolScreen } from './enrol-screen';
import { SyncBadge } from './sync-badge';

/** The key of the shift is in nobody's memory but the officer's; what is unsent is still sent while locked. */
export function LockScreen({ session }: { readonly session: LockedSession }) {
  const t = useTranslations('gate.lock');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const now = useNow(1000);
  const [wrong, setWrong] = useState(false);
  const [busy, setBusy] = useState(false);
  const [anew, setAnew] = useState(false);
  const { enrolment } = session;
  const waitSeconds =
    session.waitUntil === null || now === null ? 0 : Math.max(0, Math.ceil((session.waitUntil - now) / 1000));

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    if (busy || waitSeconds > 0) return;
    const passphrase = String(new FormData(event.currentTarget).get('passphrase') ?? '');
    setBusy(true);
    try {
      const outcome = await session.unlock(passphrase);
      setWrong(outcome.kind !== 'open');
    } finally {
      setBusy(false);
    }
  }

  if (anew) return <EnrolScreen enrol={session.enrolAgain} onCancel={() => setAnew(false)} />;
  return (
    <DoorFrame
      title={t('title')}
      aside={<SyncBadge sync={session.sync} onPress={() => void session.exchangeNow()} />}
    >
      <p className="text-muted">
        <span className="font-semibold text-ink">
          {`${gateById(enrolment.gateId)?.[locale] ?? enrolment.gateId} · ${enrolment.checkpoint}`}
        </span>
        {` · ${agencyName(enrolment.agency)} · ${enrolment.deviceName}`}
      </p>
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
        <Button tone="text" onClick={() => setAnew(true)}>
          {t('forgotten')}
        </Button>
      </form>
    </DoorFrame>
  );
}
