/**
 * What the tablet knows of its line to the centre. `navigator.onLine` is only a hint: the last answer is the truth.
 *
 *   starting ─▶ online ◀─▶ offline
 *                 │           │
 *                 └──▶ needs-sign-in · needs-update · device-revoked   (each is asked again at the next turn)
 *
 * In none of them is anything dropped (OF-9).
 */
export type Connection =
  | { readonly kind: 'starting' }
  | { readonly kind: 'online'; readonly since: number }
  | {
      readonly kind: 'offline';
      readonly since: number;
      readonly reason: OfflineReason;
      /** Device wall clock, ms; null while no turn is planned. */
      readonly retryAt: number | null;
    }
  | { readonly kind: 'needs-sign-in'; readonly since: number }
  | { readonly kind: 'needs-update'; readonly since: number }
  | { readonly kind: 'device-revoked'; readonly since: number };

/** What the weather is on the line; each has its own sentence on the screen (OF-44, `weather.ts`). */
export const OFFLINE_REASONS = [
  'no-network',
  'unreachable',
  'slow',
  'certificate',
  'clock',
  'portal',
  'page',
  'not-the-centre',
  'busy',
  'refused',
] as const;
export type OfflineReason = (typeof OFFLINE_REASONS)[number];

export type ListAges = {
  /** Ms since the list was signed, by the corrected clock; null when none is on board. */
  readonly keysMs: number | null;
  readonly revocationMs: number | null;
};

/** What is said of the line before a shift is open. */
export type Line = Pick<SyncState, 'connection' | 'unsyncedCount' | 'memoryOnlyCount'>;

export type SyncState = {
  readonly connection: Connection;
  /** An exchange is under way in this tab. */
  readonly exchanging: boolean;
  /** Reading what was missed, from 0 to 1; null while nothing much is missing (OF-46). */
  readonly catchingUp: number | null;
  readonly unsyncedCount: number;
  /** Records that found no room on the disk: they go with this page (OF-17). */
  readonly memoryOnlyCount: number;
  /** Corrected clock, ms. */
  readonly oldestUnsyncedAt: number | null;
  readonly quarantinedCount: number;
  readonly lastExchangeAt: number | null;
  /** Centre minus tablet, ms; null until measured. Beyond two minutes the screen says so. */
  readonly clockOffsetMs: number | null;
  readonly lists: ListAges;
  /** More than 50 pending or the oldest older than 30 minutes (exchange.md, Storage). */
  readonly backlog: boolean;
};
