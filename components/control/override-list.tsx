'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { OVERRIDE_REASONS } from '@/domain/release/approval';
import type { OverrideToCheck } from '@/domain/release/override-check';
import type { GateId } from '@/domain/shared/identity';
import { OVERRIDE_OUTCOMES } from '@/domain/sync/event';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Choice } from '../ui/choice';
import { Notice } from '../ui/notice';
import { crossingHash } from './control-route';
import { ReasonForm } from './reason-form';

type Outcome = (typeof OVERRIDE_OUTCOMES)[number];

/** Releases by a supervisor's word: first those that nobody has checked (RE-5). */
export function OverrideList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('release.control');
  const trpc = useTRPC();
  const query = useQuery(trpc.control.overrides.queryOptions({ gateId }, { refetchInterval: 10_000 }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaitingOverrides')}</Awaiting>;
  const open = query.data.filter(({ checked }) => checked === null).length;
  return (
    <section aria-labelledby="overrides-title">
      <h2 id="overrides-title" className="mb-2 text-2xl font-bold">
        {t('overridesTitle', { count: open })}
      </h2>
      {query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('noOverrides')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {query.data.map((override) => (
            <Override key={override.override} override={override} gateId={gateId} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Override({ override, gateId }: { readonly override: OverrideToCheck; readonly gateId: GateId }) {
  const t = useTranslations('release.control');
  const words = useTranslations('release');
  const control = useTranslations('control');
  const { clock } = useTimeText();
  const [checking, setChecking] = useState(false);
  const reason = OVERRIDE_REASONS.find((known) => known === override.reason);
  const { checked, officer } = override;
  return (
    <li className="py-5" data-override={checked === null ? 'open' : 'checked'}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        {override.plate ? <Plate plate={override.plate} size="md" /> : null}
        <div className="min-w-0 grow">
          <p className="text-lg font-semibold">
            {reason === undefined ? override.reason : words(`reason.${reason}`)}
          </p>
          <p className="text-muted">
            {[
              t('approvedBy', { name: override.approvedBy.name }),
              officer === null ? null : t('askedBy', { name: officer.name }),
              `${override.checkpoint} · ${override.deviceName}`,
            ]
              .filter((part) => part !== null)
              .join(' · ')}
          </p>
          <p>
            <BothTimes at={override.at} />
          </p>
        </div>
        {override.crossingId ? (
          <a
            href={`#${crossingHash(gateId, override.crossingId)}`}
            className="inline-flex min-h-12 items-center text-link underline underline-offset-4"
          >
            {control('openFile')}
          </a>
        ) : null}
        {checked === null && !checking ? (
          <Button tone="outline" onClick={() => setChecking(true)}>
            {t('check')}
          </Button>
        ) : null}
      </div>
      {checked !== null ? (
        <p className="mt-2 font-semibold">
          {t('checked', {
            outcome: t(`outcome.${checked.outcome}`),
            note: checked.note,
            by: checked.by,
            at: clock(checked.at),
          })}
        </p>
      ) : checking ? (
        <CheckForm gateId={gateId} override={override} onDone={() => setChecking(false)} />
      ) : null}
    </li>
  );
}

function CheckForm({
  gateId,
  override,
  onDone,
}: {
  readonly gateId: GateId;
  readonly override: OverrideToCheck;
  readonly onDone: () => void;
}) {
  const t = useTranslations('release.control');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [outcome, setOutcome] = useState<Outcome | ''>('');
  const [missing, setMissing] = useState(false);
  const check = useMutation(
    trpc.control.checkOverride.mutationOptions({
      onSuccess: () => {
        onDone();
        queries
          .invalidateQueries({ queryKey: trpc.control.overrides.queryKey({ gateId }) })
          .catch(() => undefined);
      },
    }),
  );
  return (
    <div className="mt-4 max-w-xl space-y-5">
      {missing ? (
        <Notice tone="fault" role="alert">
          {t('outcomeMissing')}
        </Notice>
      ) : null}
      <Choice
        legend={t('outcomeTitle')}
        value={outcome}
        options={OVERRIDE_OUTCOMES.map((value) => ({ value, label: t(`outcome.${value}`) }))}
        onChange={(value) => {
          setOutcome(value);
          setMissing(false);
        }}
      />
      <ReasonForm
        action={t('checkNow')}
        busy={check.isPending}
        error={check.error}
        onSubmit={(note) => {
          if (outcome === '') setMissing(true);
          else check.mutate({ gateId, override: override.override, outcome, note });
        }}
        onCancel={onDone}
      />
    </div>
  );
}
