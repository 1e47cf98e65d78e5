'use client';
import { useLocale, useTranslations } from 'use-intl';
import { type Comparison, isSame } from '@/domain/process/compare-processes';
import type { Process } from '@/domain/process/process';
import type { ProcessFault } from '@/domain/process/validate-process';
import type { StepId } from '@/domain/shared/identity';
import { Notice } from '../ui/notice';

const stepsOf = (fault: ProcessFault): readonly StepId[] => {
  switch (fault.code) {
    case 'PR-SHAPE':
      return [];
    case 'PR-CYCLE':
    case 'PR-END':
    case 'PR-RELEASE':
      return fault.steps;
    default:
      return [fault.step];
  }
};

/** The step whose agencies or name the shape complains of: `steps.3.agencies`. */
function stepAt(fault: ProcessFault, process: Process): StepId | null {
  if (fault.code !== 'PR-SHAPE') return null;
  const [table, at] = fault.path.split('.');
  return table === 'steps' ? (process.steps[Number(at)]?.id ?? null) : null;
}

/** What keeps a document from being published; each fault leads to its step. */
export function ProcessFaults({
  process,
  faults,
  onChoose,
}: {
  readonly process: Process;
  readonly faults: readonly ProcessFault[];
  readonly onChoose: (step: StepId) => void;
}) {
  const t = useTranslations('process');
  const locale = useLocale();
  const nameOf = (id: StepId) => process.steps.find((step) => step.id === id)?.name[locale] || id;
  if (faults.length === 0)
    return (
      <Notice tone="plain">
        <p>{t('sound')}</p>
      </Notice>
    );
  return (
    <Notice tone="fault">
      <p className="font-semibold">{t('faultsTitle', { count: faults.length })}</p>
      <ul className="mt-2 space-y-2">
        {faults.map((fault, at) => {
          const place = stepAt(fault, process);
          const steps = place === null ? stepsOf(fault) : [place];
          return (
            // Faults have no identity of their own and are drawn anew with each change.
            // biome-ignore lint/suspicious/noArrayIndexKey: see above
            <li key={at}>
              {t(`fault.${fault.code}`)}
              {steps.map((id) => (
                <button
                  key={id}
                  type="button"
                  onClick={() => onChoose(id)}
                  className="ml-2 min-h-8 text-link underline underline-offset-4"
                >
                  {nameOf(id)}
                </button>
              ))}
            </li>
          );
        })}
      </ul>
    </Notice>
  );
}

/** What the document changes against the version in force. */
export function ProcessComparison({ comparison }: { readonly comparison: Comparison }) {
  const t = useTranslations('process');
  const locale = useLocale();
  if (isSame(comparison)) return <p className="text-muted">{t('noChange')}</p>;
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {comparison.steps.map((change) => (
        <li key={change.step.id} className="grid gap-x-4 py-3 sm:grid-cols-[9rem_1fr]">
          <span className="font-semibold">{t(`change.${change.kind}`)}</span>
          <span>
            <span className="block">{change.step.name[locale] || change.step.id}</span>
            {change.kind === 'changed' ? (
              <span className="block text-sm text-muted">
                {change.fields.map((field) => t(`field.${field}`)).join(' · ')}
              </span>
            ) : null}
          </span>
        </li>
      ))}
      {comparison.preconditions.map((fact) => (
        <li key={`${fact.kind} ${fact.text.en}`} className="grid gap-x-4 py-3 sm:grid-cols-[9rem_1fr]">
          <span className="font-semibold">{t(`change.${fact.kind}`)}</span>
          <span>{fact.text[locale]}</span>
        </li>
      ))}
      {comparison.isReordered ? <li className="py-3">{t('reordered')}</li> : null}
    </ul>
  );
}
