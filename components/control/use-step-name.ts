'use client';
import { useLocale } from 'use-intl';
import type { CrossingState } from '@/domain/crossing/state';
import { processOf, STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { StepId } from '@/domain/shared/identity';

/** The step's name in the process the crossing began with (rule 3); its id where that document is not known here. */
export function useStepName(state: CrossingState): (step: StepId) => string {
  const locale = useLocale();
  const process = state.declared ? processOf(STANDARD_PROCESSES, state.declared.process) : null;
  return (step) => process?.steps.find(({ id }) => id === step)?.name[locale] ?? step;
}
