import type { Answer } from '@/domain/release/answer-for';
import type { Result } from '@/domain/shared/result';
import type { FeedFault } from '../ask-json';

export type Changes = {
  readonly answers: readonly Answer[];
  /** Items that were no answer: counted, never guessed at. */
  readonly unreadable: number;
  readonly cursor: string;
  readonly more: boolean;
};
export type Standing = Pick<Changes, 'answers' | 'unreadable'>;

/** The port: whoever can answer "eligible to pass the supervised area?" for declarations. */
export type EligibilitySourcePort = {
  readonly changes: (place: string, cursor: string | null) => Promise<Result<Changes, FeedFault>>;
  /** As it stands now, also where nothing changed. */
  readonly standing: (place: string, declarations: readonly string[]) => Promise<Result<Standing, FeedFault>>;
};
