import { occurredAt } from '@/domain/sync/hlc';
import type { Trust } from '../checkpoint/trust';
import type { Known, Store } from '../store/store';
import { type Clock, correctedNow } from './clock';
import type { SyncState } from './state';

/** What the store says of the exchange; the sender adds the line. */
export type StoredStanding = Omit<SyncState, 'connection' | 'exchanging' | 'catchingUp' | 'memoryOnlyCount'>;

/** exchange.md, Storage: warn at 50 pending or 30 minutes. */
const BACKLOG_EVENTS = 50;
const BACKLOG_MS = 30 * 60_000;

export async function readStanding(
  store: Store,
  clock: Clock,
  trustOf: (known: Known) => Promise<Trust | null>,
): Promise<StoredStanding> {
  const [standing, known] = [await store.standing(), await store.known()];
  const trust = await trustOf(known);
  const now = correctedNow(known.clock, clock);
  const ageOf = (issuedAt: number | undefined) =>
    issuedAt === undefined ? null : Math.max(0, now - issuedAt * 1000);
  const oldestUnsyncedAt = standing.oldestUnsynced === null ? null : occurredAt(standing.oldestUnsynced);
  return {
    unsyncedCount: standing.unsynced,
    oldestUnsyncedAt,
    quarantinedCount: standing.quarantined,
    lastExchangeAt: known.lastExchangeAt,
    clockOffsetMs: known.clock?.offset ?? null,
    lists: { keysMs: ageOf(trust?.list?.issuedAt), revocationMs: ageOf(trust?.revocation?.issuedAt) },
    backlog:
      standing.unsynced >= BACKLOG_EVENTS ||
      (oldestUnsyncedAt !== null && now - oldestUnsyncedAt >= BACKLOG_MS),
  };
}
