import { DatabaseProblem } from '@/db/embedded/database-problem';
import { folderSentence, LaunchProblem } from './launch-problem';

/** One sentence where the cause is known, the whole error where it is not. */
export function explain(error: unknown): string {
  if (error instanceof LaunchProblem || error instanceof DatabaseProblem) return error.message;
  const sentence = folderSentence(error);
  if (sentence !== null) return sentence;
  return `This failed for a reason that nobody foresaw:\n${error instanceof Error ? error.stack : String(error)}`;
}
