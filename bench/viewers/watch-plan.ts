/** What the viewers' process is told in a file, and what it says over its channel. Instants are ms since the epoch. */
export type WatchPlan = { readonly origin: string; readonly gateId: string; readonly streams: number };

/** `scans[n]` was sent and accepted at these instants; it is on a board once that board counts n + 1 in the yard. */
export type SentScan = { readonly sentAt: number; readonly acceptedAt: number };
export type Order = { readonly kind: 'sum'; readonly scans: readonly SentScan[]; readonly waitMs: number };

export type Latency = {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly most: number;
};
export type Said =
  | { readonly kind: 'ready'; readonly streams: number; readonly ms: number }
  | {
      readonly kind: 'sum';
      /** One per stream and scan that was seen. */
      readonly seen: number;
      /** Pairs of stream and scan that never met: a board that stayed behind. */
      readonly missing: number;
      /** Streams that ended while we watched. */
      readonly broken: number;
      readonly messages: number;
      readonly bytes: number;
      /** Messages that were read whole, as a check of how the others are read; those that disagreed. */
      readonly checked: number;
      readonly disagreed: number;
      readonly sinceAccepted: Latency;
      readonly sinceSent: Latency;
      /** p95 of the worst single scan. */
      readonly worstScanP95: number;
      readonly cpuSeconds: number;
    };
