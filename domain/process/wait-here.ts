import type { CrossingState, Waiting } from '../crossing/state';
import type { Agency, Stage } from '../shared/vocabulary';
import type { Process } from './process';

/**
 * Why a vehicle stands in the queue of a post (PR-12): it waits for this agency, at a step of the post's stage or by an
 * officer's order; the longest wait of several. Null: it is not in this queue.
 */
export function waitHere(
  process: Process | null,
  state: Pick<CrossingState, 'waitingOn' | 'ended'>,
  agency: Agency,
  post: Stage | null,
): Waiting | null {
  if (state.ended !== null) return null;
  const isHere = ({ step }: Waiting): boolean =>
    step === null ||
    post === null ||
    process?.steps.find((candidate) => candidate.id === step)?.stage === post;
  const own = state.waitingOn.filter((wait) => wait.agency === agency && isHere(wait));
  return own.reduce<Waiting | null>(
    (longest, wait) => (longest === null || wait.since < longest.since ? wait : longest),
    null,
  );
}
