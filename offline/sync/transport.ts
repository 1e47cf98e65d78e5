import type { PullRequest, PullResponse, PushRequest, PushResponse } from '@/domain/sync/protocol';

/** The line to the centre as a port: `fetch-transport.ts` in browsers and Node, a hand-flushed fake in tests. */
export type Transport = {
  readonly push: (request: PushRequest) => Promise<Reply<PushResponse>>;
  readonly pull: (request: PullRequest) => Promise<Reply<PullResponse>>;
};

export type Reply<T> =
  | { readonly kind: 'answer'; readonly value: T }
  | { readonly kind: 'failed'; readonly failure: Failure };

/**
 * Everything that is not an answer of the centre. All of them mean that nothing was acknowledged and all is sent again
 * later (OF-9); they differ only in what the officer is told.
 */
export type Failure =
  | { readonly kind: 'unreachable'; readonly sign?: 'certificate' | 'slow' }
  /** HTML, a redirect, another shape: a captive portal or a proxy spoke, not the centre. */
  | { readonly kind: 'not-the-centre'; readonly sign?: 'portal' | 'page' }
  | { readonly kind: 'busy'; readonly retryAfterMs: number | null }
  /** The centre cannot read this request: sent again in smaller pieces. */
  | { readonly kind: 'refused' }
  | { readonly kind: 'needs-sign-in' }
  | { readonly kind: 'needs-update' }
  | { readonly kind: 'device-revoked' };

export const failed = (failure: Failure): { readonly kind: 'failed'; readonly failure: Failure } => ({
  kind: 'failed',
  failure,
});
