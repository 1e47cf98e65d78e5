'use client';
import { type FormEvent, useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import type { SignInForm as Form, SignInOutcome } from '@/offline/unlock/shift-doors';
import { PinField } from './pin-field';

type Trouble = Exclude<SignInOutcome['kind'], 'signed-in'>;

/** Once per shift and with network: who somebody is, and what will open this tablet afterwards. */
export function SignInForm({
  signIn,
  onDone,
  onCancel,
}: {
  readonly signIn: (form: Form) => Promise<SignInOutcome>;
  readonly onDone?: () => void;
  readonly onCancel?: () => void;
}) {
  const t = useTranslations('shift.signIn');
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [busy, setBusy] = useState(false);

  async function send(element: HTMLFormElement, anew: boolean) {
    const form = new FormData(element);
    const text = (name: string) => String(form.get(name) ?? '');
    if (busy || !element.reportValidity()) return;
    setBusy(true);
    setTrouble(null);
    try {
      const pin = text('pin').trim();
      const outcome = await signIn({
        email: text('email').trim(),
        password: text('password'),
        passphrase: text('passphrase'),
        pin: pin === '' ? null : pin,
        anew,
      });
      if (outcome.kind === 'signed-in') onDone?.();
      else setTrouble(outcome.kind);
    } finally {
      setBusy(false);
    }
  }

  const atPassphrase = trouble === 'passphrase-too-short' || trouble === 'passphrase-taken';
  return (
    <form
      onSubmit={(event: FormEvent<HTMLFormElement>) => {
        event.preventDefault();
        void send(event.currentTarget, false);
      }}
      className="flex flex-col gap-5"
    >
      {trouble === null || trouble === 'pin-unfit' || atPassphrase ? null : (
        <Notice tone="fault" role="alert">
          <p className="font-semibold">{t(`trouble.${trouble}`)}</p>
        </Notice>
      )}
      <div className="grid gap-5 sm:grid-cols-2">
        <TextField name="email" type="email" label={t('email')} required autoComplete="username" />
        <TextField
          name="password"
          type="password"
          label={t('password')}
          required
          autoComplete="current-password"
        />
      </div>
      <TextField
        name="passphrase"
        type="password"
        label={t('passphrase')}
        hint={t('passphraseHint')}
        minLength={8}
        required
        autoComplete="off"
        fault={atPassphrase ? t(`trouble.${trouble}`) : undefined}
      />
      <PinField isUnfit={trouble === 'pin-unfit'} />
      <Button type="submit" size="tablet" wide busy={busy}>
        {busy ? t('busy') : t('submit')}
      </Button>
      {trouble === 'others-known' ? (
        <div className="flex flex-col gap-2">
          <Button
            tone="danger"
            size="tablet"
            wide
            busy={busy}
            onClick={(event) => {
              const { form } = event.currentTarget;
              if (form !== null) void send(form, true);
            }}
          >
            {t('anew')}
          </Button>
          <p className="text-muted">{t('anewWhy')}</p>
        </div>
      ) : null}
      {onCancel ? (
        <Button tone="text" size="large" onClick={onCancel}>
          {t('cancel')}
        </Button>
      ) : null}
    </form>
  );
}
