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

/** `unreachable`: no answer · `not-the-centre`: HTML or another shape, e.g. a captive portal · `busy`: the centre asks to wait. */
export type OfflineReason = 'unreachable' | 'not-the-centre' | 'busy' | 'refused';

export type ListAges = {
  /** Ms since the list was signed, by the corrected clock; null when none is on board. */
  readonly keysMs: number | null;
  readonly revocationMs: number | null;
};

export type SyncState = {
  readonly connection: Connection;
  /** An exchange is under way in this tab. */
  readonly exchanging: boolean;
  readonly unsyncedCount: number;
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
