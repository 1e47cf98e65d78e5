import { and, eq, lte } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { feed } from '@/db/schema/release';
import type { GateId } from '@/domain/shared/identity';
import { log } from '../log';
import { type FeedFault, faultText } from './ask-json';

export type FeedPorts = {
  readonly db: Database;
  readonly now: () => number;
  /** Between two good answers, ms. */
  readonly everyMs: number;
  /** Longest pause after failures, ms; left out: five minutes. */
  readonly longestMs?: number;
  /** How long a node may take before another one may ask in its place, ms. */
  readonly leaseMs: number;
  /** 0 … 1. */
  readonly chance: () => number;
};

export type Asked = { readonly kind: 'answered' } | { readonly kind: 'failed'; readonly fault: FeedFault };

const LONGEST_BACKOFF_MS = 5 * 60_000;

export const ofFeed = (gateId: GateId, name: string) => and(eq(feed.gateId, gateId), eq(feed.name, name));

/**
 * One turn of a feed at one gate. It is taken by moving `next_at` in the database: of several nodes one asks, and one that
 * dies is relieved when its lease ends. No transaction is open while the other side is waited for.
 */
export async function feedTurn<A extends Asked>(
  ports: FeedPorts,
  gateId: GateId,
  name: string,
  ask: (cursor: string | null) => Promise<A>,
): Promise<A | Extract<Asked, { kind: 'failed' }> | { readonly kind: 'not-due' }> {
  const { db, now } = ports;
  const at = now();
  const taken = await inGate(db, { gateId, actor: null }, async (tx) => {
    await tx.insert(feed).values({ gateId, name }).onConflictDoNothing();
    const [row] = await tx
      .update(feed)
      .set({ nextAt: at + ports.leaseMs, triedAt: at })
      .where(and(ofFeed(gateId, name), lte(feed.nextAt, at)))
      .returning();
    return row ?? null;
  });
  if (taken === null) return { kind: 'not-due' };
  const done: A | Extract<Asked, { kind: 'failed' }> = await ask(taken.cursor).catch((error: unknown) => {
    log().error({ err: error, gateId, feed: name }, 'feed');
    return { kind: 'failed', fault: { kind: 'crashed' } } as const;
  });
  const finished = now();
  await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .update(feed)
      .set(
        done.kind === 'answered'
          ? { answeredAt: finished, failures: 0, fault: null, nextAt: finished + ports.everyMs }
          : {
              failures: taken.failures + 1,
              fault: faultText(done.fault),
              nextAt: finished + pauseAfter(ports, taken.failures + 1, done.fault),
            },
      )
      .where(ofFeed(gateId, name)),
  );
  if (done.kind === 'failed') log().warn({ gateId, feed: name, fault: faultText(done.fault) }, 'feed');
  return done;
}

/** Doubling to the longest, ±20 %, or as long as the other side asks. */
function pauseAfter(
  { everyMs, chance, longestMs = LONGEST_BACKOFF_MS }: FeedPorts,
  failures: number,
  fault: FeedFault,
): number {
  const doubled = Math.min(everyMs * 2 ** Math.min(failures, 16), Math.max(longestMs, everyMs));
  const spread = doubled * (0.8 + 0.4 * chance());
  return Math.round(fault.kind === 'busy' ? Math.max(spread, fault.retryAfterMs ?? 0) : spread);
}
