'use client';
import { useEffect, useRef, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import { blocksRecording } from '@/domain/admission/policy';
import type { Decision } from '@/domain/admission/verdict';
import type { StepId } from '@/domain/shared/identity';
import { HOLD_REASONS, type HoldReason, type OfferedStep, type Vehicle } from '@/offline/checkpoint/outcome';

/**
 * The one filled button confirms the step of my agency that is ready; ticking others is possible (rule 1), never the
 * default. In the lower third of the screen, ≥ 64 px, for gloves.
 */
export function DeedButtons({
  vehicle,
  decision,
  onConfirm,
  onHold,
  onLift,
  onLookUp,
  busy,
}: {
  readonly vehicle: Vehicle;
  readonly decision: Decision | null;
  readonly onConfirm: (steps: readonly StepId[]) => void;
  readonly onHold: (reason: HoldReason) => void;
  readonly onLift: () => void;
  readonly onLookUp: () => void;
  readonly busy: boolean;
}) {
  const t = useTranslations('gate.deeds');
  const locale = useLocale();
  const [view, setView] = useState<'main' | 'hold' | 'steps'>('main');
  const primary = useRef<HTMLDivElement>(null);
  const ready = vehicle.steps.filter((offered) => offered.status === 'ready');
  const open = vehicle.steps.filter((offered) => offered.status !== 'done');
  // What the verdict was about; before its turn it is still one tap, kept and flagged (rule 1).
  const next = open.find((offered) => offered.step.id === vehicle.stepHere) ?? ready[0];
  const held = vehicle.crossing?.hold ?? null;
  const blocked = decision !== null && blocksRecording(decision);
  const against = decision?.verdict === 'refuse';
  // An altered or foreign code names no vehicle: nothing can be recorded about it, but it may be found by its plate.
  const known = vehicle.crossingId !== null || vehicle.passId !== null;

  // The keyboard and the scanner's own trigger key stand on the deed: no tap is needed after a verdict.
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new vehicle takes the focus
  useEffect(() => {
    setView('main');
    primary.current?.querySelector('button')?.focus({ preventScroll: true });
  }, [vehicle.passId, vehicle.crossingId]);

  if (view === 'hold')
    return (
      <Reasons
        onPick={(reason) => {
          setView('main');
          onHold(reason);
        }}
        onCancel={() => setView('main')}
      />
    );
  if (view === 'steps')
    return (
      <StepPicker
        steps={open}
        busy={busy}
        onConfirm={(steps) => {
          setView('main');
          onConfirm(steps);
        }}
        onCancel={() => setView('main')}
      />
    );
  return (
    <div className="flex flex-col gap-3">
      {next?.status === 'waiting' && !against && !held && !blocked ? (
        <p className="text-base text-muted sm:text-lg">{t('earlyStep', { step: next.step.name[locale] })}</p>
      ) : null}
      <div ref={primary} className="flex flex-wrap gap-3">
        {held ? (
          <Button
            size="tablet"
            className="grow-2 max-sm:basis-full sm:min-h-20! sm:text-2xl!"
            busy={busy}
            onClick={onLift}
          >
            {t('lift')}
          </Button>
        ) : next && !blocked && !against ? (
          <Button
            size="tablet"
            className="grow-2 max-sm:basis-full sm:min-h-20! sm:text-2xl!"
            busy={busy}
            onClick={() => onConfirm([next.step.id])}
          >
            {t('confirm', { step: next.step.name[locale] })}
          </Button>
        ) : open.length === 0 && vehicle.crossing ? (
          <p className="flex min-h-20 grow-2 items-center text-xl font-semibold">{t('allDone')}</p>
        ) : null}
        {held || !known ? null : (
          <Button
            tone={against || blocked ? 'main' : 'outline'}
            size="tablet"
            className="grow max-sm:px-3! sm:min-h-20!"
            onClick={() => setView('hold')}
          >
            {t('hold')}
          </Button>
        )}
        {open.length > 0 && !blocked ? (
          <Button
            tone="outline"
            size="tablet"
            className="grow max-sm:px-3! sm:min-h-20!"
            onClick={() => setView('steps')}
          >
            {against ? t('confirmAnyway') : t('other')}
          </Button>
        ) : (
          <Button
            tone={known ? 'outline' : 'main'}
            size="tablet"
            className="grow max-sm:px-3! sm:min-h-20!"
            onClick={onLookUp}
          >
            {t('lookUp')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Reasons({
  onPick,
  onCancel,
}: {
  readonly onPick: (reason: HoldReason) => void;
  readonly onCancel: () => void;
}) {
  const t = useTranslations('gate.deeds');
  return (
    <fieldset>
      <legend className="mb-3 text-xl font-semibold">{t('holdWhy')}</legend>
      <div className="flex flex-wrap gap-3">
        {HOLD_REASONS.map((reason) => (
          <Button key={reason} tone="outline" size="tablet" className="grow" onClick={() => onPick(reason)}>
            {t(`reasons.${reason}`)}
          </Button>
        ))}
        <Button tone="text" size="tablet" onClick={onCancel}>
          {t('back')}
        </Button>
      </div>
    </fieldset>
  );
}

function StepPicker({
  steps,
  onConfirm,
  onCancel,
  busy,
}: {
  readonly steps: readonly OfferedStep[];
  readonly onConfirm: (steps: readonly StepId[]) => void;
  readonly onCancel: () => void;
  readonly busy: boolean;
}) {
  const t = useTranslations('gate.deeds');
  const locale = useLocale();
  const [picked, setPicked] = useState<readonly StepId[]>([]);
  const toggle = (id: StepId) =>
    setPicked((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  return (
    <fieldset>
      <legend className="mb-3 text-xl font-semibold">{t('which')}</legend>
      <div className="divide-y divide-rule border-y border-rule">
        {steps.map(({ step, status }) => (
          <label key={step.id} className="flex min-h-16 items-center gap-4 py-2 text-xl">
            <input
              type="checkbox"
              className="size-8 shrink-0 accent-link"
              checked={picked.includes(step.id)}
              onChange={() => toggle(step.id)}
            />
            <span>{step.name[locale]}</span>
            {status === 'waiting' ? <span className="text-base text-muted">{t('early')}</span> : null}
          </label>
        ))}
      </div>
      <div className="mt-3 flex flex-wrap gap-3">
        <Button
          size="tablet"
          className="grow"
          busy={busy}
          disabled={picked.length === 0}
          onClick={() => onConfirm(picked)}
        >
          {t('confirmMany', { count: picked.length })}
        </Button>
        <Button tone="text" size="tablet" onClick={onCancel}>
          {t('back')}
        </Button>
      </div>
    </fieldset>
  );
}
