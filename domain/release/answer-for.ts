import { STANDARD_POLICY } from '../admission/policy';
import type { CrossingState, EligibilitySource } from '../crossing/state';
import type { Binding } from '../sync/event';

/** What customs' list or feed said of a declaration, or of one container of it. Times in ms. */
export type Answer = {
  readonly source: EligibilitySource;
  /** First 11 digits. */
  readonly declaration: string;
  /** Null: goods without a container of their own. */
  readonly container: string | null;
  readonly eligible: boolean;
  readonly asOf: number;
};

/** The same answer again is worth a fact once it makes the crossing's knowledge this much fresher. */
export const REAFFIRMED_AFTER_MS = 30 * 60_000;

/** RE-8: an answer is about a crossing of the same declaration and, where it names a container, of that container. */
export const isAbout = (answer: Answer, binding: Binding): boolean =>
  binding.customsDeclaration === answer.declaration &&
  (answer.container === null || answer.container === binding.container);

/** The newest answer about this crossing; of two of one moment the careful one. */
export function newestAnswer(answers: readonly Answer[], binding: Binding): Answer | null {
  return answers
    .filter((answer) => isAbout(answer, binding))
    .reduce<Answer | null>((best, answer) => {
      if (best === null || answer.asOf > best.asOf) return answer;
      return answer.asOf === best.asOf && !answer.eligible ? answer : best;
    }, null);
}

/**
 * RE-9: whether an answer is worth a fact about this crossing now: it knows more than what stands, and says something
 * else or makes it clearly fresher. "Eligible" that is too old to count frees nobody; "not eligible" always counts.
 */
export function isNews(answer: Answer, standing: CrossingState['eligibility'], now: number): boolean {
  if (answer.eligible && now - answer.asOf > STANDARD_POLICY.eligibilityMaxAgeMs) return false;
  if (standing === null) return true;
  if (answer.asOf < standing.at) return false;
  if (answer.eligible !== standing.eligible) return answer.asOf > standing.at || !answer.eligible;
  return answer.asOf - standing.at >= REAFFIRMED_AFTER_MS;
}
