'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import { Button } from '@/components/ui/button';
import { STANDARD_POLICY } from '@/domain/admission/policy';
import type { CrossingState } from '@/domain/crossing/state';
import { OVERRIDE_REASONS } from '@/domain/release/approval';
import type { Agency } from '@/domain/shared/vocabulary';
import type { Overridden, Vehicle } from '@/offline/checkpoint/outcome';
import type { OverrideOrder } from '@/offline/checkpoint/override-release';
import { OverrideForm } from './override-form';

/**
 * "Eligible to pass the supervised area?": who said what and how old it is, and when release is blocked, what to do
 * (rule 4). Shown where this agency answers the question or ticks the release.
 */
export function ReleasePanel({
  vehicle,
  agency,
  blocked,
  busy,
  onAnswer,
  onOverride,
}: {
  readonly vehicle: Vehicle;
  readonly agency: Agency;
  /** The verdict on screen, or the last tick, met the block. */
  readonly blocked: boolean;
  readonly busy: boolean;
  readonly onAnswer: (eligible: boolean) => void;
  readonly onOverride: (order: OverrideOrder) => Promise<Overridden['kind']>;
}) {
  const t = useTranslations('release');
  const [overriding, setOverriding] = useState(false);
  const release = vehicle.process?.steps.find((step) => step.release);
  const isOver =
    vehicle.crossing?.ended !== null && vehicle.crossing?.ended !== undefined
      ? true
      : vehicle.crossing?.steps.find(({ step }) => step === release?.id)?.status === 'confirmed';
  if (!release || isOver) return null;
  if (agency !== 'customs' && !release.agencies.includes(agency)) return null;
  if (overriding)
    return (
      <OverrideForm
        onCancel={() => setOverriding(false)}
        onSubmit={async (order) => {
          const kind = await onOverride(order);
          if (kind === 'recorded') setOverriding(false);
          return kind;
        }}
      />
    );
  return (
    <section aria-label={t('title')} className="flex flex-col gap-3 border-t-2 border-rule pt-4">
      <Standing crossing={vehicle.crossing} />
      {blocked ? (
        <div role="alert" className="border-l-8 border-refuse bg-note px-4 py-3">
          <p className="font-semibold">{t('todoTitle')}</p>
          <ul className="list-disc pl-6">
            {agency === 'customs' ? null : <li>{t('todoAnswer')}</li>}
            <li>{t('todoOnline')}</li>
            <li>{t('todoOverride')}</li>
          </ul>
        </div>
      ) : null}
      <div className="flex flex-wrap gap-3">
        {agency === 'customs' ? (
          <fieldset className="flex grow flex-wrap gap-3">
            <legend className="mb-2 font-semibold">{t('ask')}</legend>
            <Button tone="outline" size="tablet" className="grow" busy={busy} onClick={() => onAnswer(true)}>
              {t('answerYes')}
            </Button>
            <Button tone="danger" size="tablet" className="grow" busy={busy} onClick={() => onAnswer(false)}>
              {t('answerNo')}
            </Button>
          </fieldset>
        ) : null}
        {blocked ? (
          <Button tone="outline" size="tablet" className="grow self-end" onClick={() => setOverriding(true)}>
            {t('override')}
          </Button>
        ) : null}
      </div>
    </section>
  );
}

/** The answer in force with its source and age, or the supervisor's word in its place. */
function Standing({ crossing }: { readonly crossing: CrossingState | null }) {
  const t = useTranslations('release');
  const { clock, duration } = useTimeText();
  const now = useNow(1000);
  const eligibility = crossing?.eligibility ?? null;
  const override = crossing?.override ?? null;
  if (override !== null) {
    const reason = OVERRIDE_REASONS.find((known) => known === override.reason);
    return (
      <p data-eligibility="overridden">
        {t('overridden', {
          at: clock(override.at),
          reason: reason === undefined ? override.reason : t(`reason.${reason}`),
        })}
      </p>
    );
  }
  if (eligibility === null || now === null)
    return (
      <p data-eligibility="none">
        <span className="text-muted">{`${t('title')} `}</span>
        <strong>{t('noAnswer')}</strong>
      </p>
    );
  const ageMs = Math.max(0, now - eligibility.at);
  const most = STANDARD_POLICY.eligibilityMaxAgeMs;
  const stale = eligibility.eligible && ageMs > most;
  return (
    <p data-eligibility={stale ? 'stale' : eligibility.eligible ? 'yes' : 'no'}>
      <span className="text-muted">{`${t('title')} `}</span>
      <strong>
        {stale
          ? t('tooOld', { age: duration(ageMs), most: duration(most) })
          : t(eligibility.eligible ? 'eligible' : 'notEligible')}
      </strong>
      <span className="text-muted">
        {` · ${t('said', {
          source: t(`source.${eligibility.source}`),
          at: clock(eligibility.at),
          age: duration(ageMs),
        })}`}
      </span>
    </p>
  );
}
