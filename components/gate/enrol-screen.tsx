'use client';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useOpenGates } from '@/components/app/use-gates';
import { Button, ButtonLink } from '@/components/ui/button';
import { SelectField, TextField } from '@/components/ui/field';
import { Notice } from '@/components/ui/notice';
import { AGENCIES, agencySchema } from '@/domain/shared/vocabulary';
import type { Person } from '@/offline/react/ask-me';
import type { EnrolForm, EnrolOutcome } from '@/offline/react/gate-session';
import { DoorFrame } from './door-frame';
import { WipedNotice } from './line-notice';
import { PinField } from './pin-field';

const DEFAULT_GATE = 'HN';
type Trouble = Exclude<EnrolOutcome['kind'], 'enrolled'>;

/** Makes this device a tablet of one checkpoint. Needs the network once; afterwards a shift needs none. */
export function EnrolScreen({
  enrol,
  wiped = false,
  own = null,
  onCancel,
  children,
}: {
  readonly enrol: (form: EnrolForm) => Promise<EnrolOutcome>;
  readonly wiped?: boolean;
  /** Whoever is signed in: their gate and agency are proposed. */
  readonly own?: Person | null;
  readonly onCancel?: () => void;
  readonly children?: ReactNode;
}) {
  const t = useTranslations('gate.enrol');
  const agencyName = useTranslations('agency');
  const locale = useLocale();
  const gates = useOpenGates();
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [unsynced, setUnsynced] = useState(0);
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const text = (name: string) => String(form.get(name) ?? '').trim();
    const gate = gates.find((each) => each.code === text('gate'));
    const agency = agencySchema.safeParse(text('agency'));
    if (busy || !gate || !agency.success) return;
    setBusy(true);
    setTrouble(null);
    try {
      const outcome = await enrol({
        name: text('name'),
        gateId: gate.code,
        checkpoint: text('checkpoint'),
        agency: agency.data,
        passphrase: String(form.get('passphrase') ?? ''),
        pin: text('pin') === '' ? null : text('pin'),
      });
      if (outcome.kind === 'unsynced') setUnsynced(outcome.count);
      if (outcome.kind !== 'enrolled') setTrouble(outcome.kind);
    } finally {
      setBusy(false);
    }
  }

  return (
    <DoorFrame title={t('title')}>
      {wiped ? <WipedNotice /> : null}
      <p className="text-muted">{t('lead')}</p>
      {trouble === 'needs-sign-in' ? (
        <Notice role="alert">
          <p className="font-semibold">{t('trouble.needs-sign-in')}</p>
          <ButtonLink href="/sign-in?next=/gate" tone="outline" size="large" className="mt-3">
            {t('signIn')}
          </ButtonLink>
        </Notice>
      ) : trouble && trouble !== 'passphrase-too-short' && trouble !== 'pin-unfit' ? (
        <Notice tone="fault" role="alert">
          <p className="font-semibold">{t(`trouble.${trouble}`, { count: unsynced })}</p>
        </Notice>
      ) : null}
      <form onSubmit={submit} className="flex flex-col gap-5">
        <div className="grid gap-5 sm:grid-cols-2">
          <SelectField name="gate" label={t('gate')} defaultValue={own?.gateId ?? DEFAULT_GATE}>
            {gates.map((gate) => (
              <option key={gate.code} value={gate.code}>
                {gate[locale]}
              </option>
            ))}
          </SelectField>
          <SelectField name="agency" label={t('agency')} defaultValue={own?.agency ?? 'border-guard'}>
            {AGENCIES.map((agency) => (
              <option key={agency} value={agency}>
                {agencyName(agency)}
              </option>
            ))}
          </SelectField>
          <TextField
            name="checkpoint"
            autoComplete="off"
            label={t('checkpoint')}
            required
            maxLength={60}
            defaultValue={t('checkpointDefault')}
          />
          <TextField
            name="name"
            label={t('name')}
            required
            maxLength={60}
            placeholder={t('nameExample')}
            autoComplete="off"
          />
        </div>
        <TextField
          name="passphrase"
          type="password"
          label={t('passphrase')}
          hint={t('passphraseHint')}
          minLength={8}
          required
          autoComplete="new-password"
          fault={trouble === 'passphrase-too-short' ? t('trouble.passphrase-too-short') : undefined}
        />
        <PinField isUnfit={trouble === 'pin-unfit'} />
        <Button type="submit" size="tablet" wide busy={busy}>
          {busy ? t('busy') : t('submit')}
        </Button>
        {onCancel ? (
          <Button tone="text" size="large" onClick={onCancel}>
            {t('cancel')}
          </Button>
        ) : null}
        {children}
      </form>
    </DoorFrame>
  );
}
