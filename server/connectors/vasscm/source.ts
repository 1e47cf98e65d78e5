import type { Answer } from '@/domain/release/answer-for';
import type { Result } from '@/domain/shared/result';

/** Why a feed gave no answer that we can use; each is asked again later, none is believed. */
export type FeedFault =
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'timeout' }
  /** HTML, another shape, too large: a proxy, a login page, another system. */
  | { readonly kind: 'not-vasscm' }
  | { readonly kind: 'refused'; readonly status: number }
  | { readonly kind: 'busy'; readonly status: number; readonly retryAfterMs: number | null };

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
