import { gateById } from '@/domain/gate/gates';
import { YARD_STAGES, yardNamed, yardsOfStage } from '@/domain/gate/yards';
import type { Process } from '@/domain/process/process';
import type { StepId } from '@/domain/shared/identity';
import type { Stage } from '@/domain/shared/vocabulary';
import type { Lane, StoredEnrolment } from '../store/rows';

type Here = {
  readonly enrolment: Pick<StoredEnrolment, 'gateId' | 'checkpoint' | 'agency'>;
  readonly lane: Lane;
};

/** Yards that a tablet may stand at for ticks of a stage. */
export function yardsHere({ enrolment }: Here, stage: Stage): readonly string[] {
  const gate = gateById(enrolment.gateId);
  return gate === null ? [] : yardsOfStage(gate, stage);
}

/**
 * GA-10: the yard of this tablet for ticks of a stage: the one that was set on it, else the one its checkpoint is named after,
 * else a yard operator's only one. Null: not said, and then none is recorded.
 */
export function yardHere(here: Here, stage: Stage): string | null {
  const { enrolment, lane } = here;
  const yards = yardsHere(here, stage);
  if (lane.yard === null) return null;
  const set = yards.find((name) => name === lane.yard);
  if (set !== undefined) return set;
  const [only, ...others] = yards;
  return (
    yardNamed(yards, enrolment.checkpoint) ??
    (enrolment.agency === 'yard' && others.length === 0 ? (only ?? null) : null)
  );
}

/** What a tick says of the yard: only where a step has vehicles stand in one. */
export function yardOfTick(here: Here, process: Process | null, step: StepId): string | null {
  const stage = process?.steps.find(({ id }) => id === step)?.stage;
  return stage !== undefined && YARD_STAGES.some((each) => each === stage) ? yardHere(here, stage) : null;
}
