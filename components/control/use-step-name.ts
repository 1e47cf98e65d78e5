'use client';
import { useLocale } from 'use-intl';
import type { Process } from '@/domain/process/process';
import type { StepId } from '@/domain/shared/identity';

/** The step's name in the process the crossing began with (rule 3); its id where that document is not known. */
export function useStepName(process: Process | null): (step: StepId) => string {
  const locale = useLocale();
  return (step) => process?.steps.find(({ id }) => id === step)?.name[locale] ?? step;
}
