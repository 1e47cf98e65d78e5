'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { Button } from '@/components/ui/button';
import type { StepId } from '@/domain/shared/identity';
import type { OfferedStep } from '@/offline/checkpoint/outcome';
import { Panel } from './pick-buttons';

/** Several steps of my agency ticked at once; what is before its turn is kept and flagged (rule 1). */
export function StepPicker({
  steps,
  onConfirm,
  onBack,
  busy,
}: {
  readonly steps: readonly OfferedStep[];
  readonly onConfirm: (steps: readonly StepId[]) => void;
  readonly onBack: () => void;
  readonly busy: boolean;
}) {
  const t = useTranslations('gate.deeds');
  const locale = useLocale();
  const [picked, setPicked] = useState<readonly StepId[]>([]);
  const toggle = (id: StepId) =>
    setPicked((now) => (now.includes(id) ? now.filter((each) => each !== id) : [...now, id]));
  return (
    <Panel onBack={onBack}>
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
          <Button tone="text" size="tablet" onClick={onBack}>
            {t('back')}
          </Button>
        </div>
      </fieldset>
    </Panel>
  );
}
