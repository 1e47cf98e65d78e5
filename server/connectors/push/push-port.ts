import type { Result } from '@/domain/shared/result';

/** Where a browser can be reached, as it told us itself (RFC 8030, RFC 8291). */
export type PushSubscription = {
  readonly endpoint: string;
  /** base64url: its public key on P-256, and its authentication secret. */
  readonly p256dh: string;
  readonly auth: string;
};

export type PushOrder = {
  /** Read by the browser alone. */
  readonly payload: string;
  /** How long the service keeps it for a phone that is away, seconds. */
  readonly ttlSeconds: number;
  readonly isUrgent: boolean;
  /** A later one with the same topic takes its place while it waits; at most 32 of base64url. */
  readonly topic: string;
};

export const PUSH_FAULTS = [
  'unreachable', // no connection came about: the service surely has nothing
  'unsure', // the line broke or it took too long after we began
  'busy', // 429 or 5xx
  'gone', // 404, 410: the browser has ended it
  'refused', // other 4xx: this message, or our key
  'not-service', // a redirect or anything else
] as const;
export type PushFault = { readonly kind: (typeof PUSH_FAULTS)[number]; readonly status: number | null };

/** The port: the push services of the browsers. None of them tells the same message twice apart. */
export type PushPort = {
  /** What browsers subscribe with: our key, base64url of the uncompressed point. */
  readonly publicKey: string;
  /** Whether an endpoint is of a push service that we send to. */
  readonly accepts: (endpoint: string) => boolean;
  readonly send: (to: PushSubscription, order: PushOrder) => Promise<Result<null, PushFault>>;
};
