import type { OfferedStep } from '../process/steps-for';
import type { StepId } from '../shared/identity';
import type { Stage } from '../shared/vocabulary';
import type { Decision } from './verdict';

/**
 * The one step a lane in burst mode ticks by itself after a scan (AD-17); null: stop and ask. Only after _proceed_, only
 * when exactly one step of this agency is ready at this post, and never one that lets a vehicle leave the supervised
 * area or says that it may.
 */
export function burstStep(
  decision: Pick<Decision, 'verdict'>,
  steps: readonly OfferedStep[],
  post: Stage | null,
): StepId | null {
  if (decision.verdict !== 'proceed') return null;
  const ready = steps.filter(
    ({ step, status }) => status === 'ready' && (post === null || step.stage === post),
  );
  const [only] = ready;
  if (only === undefined || ready.length > 1) return null;
  return only.step.release || only.step.grantsEligibility ? null : only.step.id;
}
