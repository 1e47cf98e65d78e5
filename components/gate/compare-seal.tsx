'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { TextField } from '@/components/ui/field';
import { sameMark } from '@/domain/identifiers/same-mark';
import type { Deed } from '@/offline/checkpoint/deeds';
import type { Vehicle } from '@/offline/checkpoint/outcome';
import { Panel } from './pick-buttons';

/**
 * The number is typed before the declared one is shown: who sees it first copies it. Compared here, without a network;
 * what was read travels sealed (FO-18, ID-53).
 */
export function CompareSeal({
  vehicle,
  onDeed,
  onBack,
}: {
  readonly vehicle: Vehicle;
  readonly onDeed: (deed: Deed) => void;
  readonly onBack: () => void;
}) {
  const t = useTranslations('gateWork');
  const [read, setRead] = useState('');
  const [compared, setCompared] = useState<{ readonly matches: boolean } | null>(null);
  const [missing, setMissing] = useState(false);
  const declared = (vehicle.crossing?.binding ?? vehicle.claims?.binding)?.seal ?? null;
  const compare = () => {
    if (read.trim() === '') setMissing(true);
    else setCompared({ matches: declared !== null && sameMark(read, declared) });
  };
  if (compared !== null)
    return (
      <Panel onBack={onBack}>
        <p
          role="alert"
          data-seal={compared.matches ? 'same' : 'differs'}
          className={`rounded-xl px-5 py-4 text-3xl font-extrabold ${compared.matches ? 'bg-proceed text-on-proceed' : 'bg-refuse text-on-refuse'}`}
        >
          {compared.matches ? t('sealSame') : t('sealDiffers')}
          <span className="figures block text-2xl font-semibold">
            {`${t('sealRead')}: ${read.trim()} · ${t('sealDeclared')}: ${declared ?? '–'}`}
          </span>
        </p>
        <div className="mt-3 flex flex-wrap gap-3">
          <Button
            size="tablet"
            className="grow"
            onClick={() => onDeed({ kind: 'compare', which: 'seal', matches: compared.matches, read })}
          >
            {t('sealRecord')}
          </Button>
          <Button tone="outline" size="tablet" onClick={() => setCompared(null)}>
            {t('sealAgain')}
          </Button>
        </div>
      </Panel>
    );
  return (
    <Panel onBack={onBack}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          compare();
        }}
      >
        <TextField
          code
          label={t('sealRead')}
          hint={declared === null ? t('sealNone') : t('sealReadHint')}
          fault={missing ? t('wordsMissing') : undefined}
          value={read}
          maxLength={40}
          autoCapitalize="characters"
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => {
            setRead(event.currentTarget.value);
            setMissing(false);
          }}
        />
        <div className="mt-3 flex flex-wrap gap-3">
          <Button type="submit" size="tablet" className="grow">
            {t('sealSend')}
          </Button>
          <Button tone="text" size="tablet" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </form>
    </Panel>
  );
}
