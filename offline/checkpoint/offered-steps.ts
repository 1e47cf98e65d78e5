import type { CrossingState } from '@/domain/crossing/state';
import type { Process } from '@/domain/process/process';
import type { Agency } from '@/domain/shared/vocabulary';
import type { OfferedStep } from './outcome';

export function offeredSteps(
  process: Process,
  crossing: CrossingState | null,
  agency: Agency,
): readonly OfferedStep[] {
  const stateOf = (id: string) => crossing?.steps.find((state) => state.step === id);
  return process.steps
    .filter((step) => step.agencies.includes(agency))
    .map((step) => {
      const ticked = stateOf(step.id)?.confirmations.some((tick) => tick.agency === agency) ?? false;
      const free = step.after.every((id) =>
        ['confirmed', 'not-needed'].includes(stateOf(id)?.status ?? 'open'),
      );
      return { step, status: ticked ? 'done' : free ? 'ready' : 'waiting' };
    });
}
