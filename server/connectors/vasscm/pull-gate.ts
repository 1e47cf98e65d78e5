import { and, eq, isNotNull, isNull, lt, lte, or, sql } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { feed } from '@/db/schema/release';
import { STANDARD_POLICY } from '@/domain/admission/policy';
import type { GateId } from '@/domain/shared/identity';
import { log } from '../../log';
import { applyAnswers } from '../../release/apply-answers';
import { announceChange } from '../../stream/announce-change';
import type { EligibilitySourcePort, FeedFault } from './source';

export const FEED = 'vasscm';

export type PullPorts = {
  readonly db: Database;
  readonly source: EligibilitySourcePort;
  readonly now: () => number;
  /** Between two good answers, ms. */
  readonly everyMs: number;
  /** How long a node may take before another one may ask in its place, ms. */
  readonly leaseMs: number;
  /** 0 … 1. */
  readonly chance: () => number;
};

export type Pulled =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'answered'; readonly recorded: number; readonly unreadable: number }
  | { readonly kind: 'failed'; readonly fault: FeedFault };

/** A page is 500 answers: a day of the busiest gate in one go, and no endless loop when the other side never ends. */
const MOST_PAGES = 40;
const LONGEST_BACKOFF_MS = 5 * 60_000;
const MOST_ASKED = 500;

/**
 * One turn at one gate: what changed since the last answer, then how the vehicles stand that wait for an answer or whose
 * answer grows old. The turn is taken by moving `next_at` in the database: of several nodes one asks, and one that dies is
 * relieved when its lease ends. No transaction is open while the other side is waited for.
 */
export async function pullGate(ports: PullPorts, gateId: GateId): Promise<Pulled> {
  const { db, now } = ports;
  const taken = await takeTurn(ports, gateId);
  if (taken === null) return { kind: 'not-due' };
  const done = await ask(ports, gateId, taken.cursor);
  const finished = now();
  await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .update(feed)
      .set(
        done.kind === 'answered'
          ? { answeredAt: finished, failures: 0, fault: null, nextAt: finished + ports.everyMs }
          : {
              failures: taken.failures + 1,
              fault: textOf(done.fault),
              nextAt: finished + pauseAfter(ports, taken.failures + 1, done.fault),
            },
      )
      .where(ofGate(gateId)),
  );
  if (done.kind === 'failed') log().warn({ gateId, feed: FEED, fault: textOf(done.fault) }, 'feed');
  if (done.kind === 'answered' && done.recorded > 0) announceChange(db);
  return done;
}

const ofGate = (gateId: GateId) => and(eq(feed.gateId, gateId), eq(feed.name, FEED));

async function takeTurn(ports: PullPorts, gateId: GateId) {
  const at = ports.now();
  return inGate(ports.db, { gateId, actor: null }, async (tx) => {
    await tx.insert(feed).values({ gateId, name: FEED }).onConflictDoNothing();
    const [row] = await tx
      .update(feed)
      .set({ nextAt: at + ports.leaseMs, triedAt: at })
      .where(and(ofGate(gateId), lte(feed.nextAt, at)))
      .returning();
    return row ?? null;
  });
}

async function ask(
  ports: PullPorts,
  gateId: GateId,
  from: string | null,
): Promise<Exclude<Pulled, { kind: 'not-due' }>> {
  const { db, source, now } = ports;
  let cursor = from;
  let [recorded, unreadable] = [0, 0];
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const changes = await source.changes(gateId, cursor);
    if (!changes.ok) return { kind: 'failed', fault: changes.error };
    const { answers, cursor: next, more } = changes.value;
    // The facts and the cursor in one transaction: a crash in between asks again, and the same answers write nothing.
    const applied = await inGate(db, { gateId, actor: null }, async (tx) => {
      const result = await applyAnswers(tx, gateId, answers, now(), null);
      await tx.update(feed).set({ cursor: next }).where(ofGate(gateId));
      return result;
    });
    recorded += applied.recorded;
    unreadable += changes.value.unreadable;
    if (!more || next === cursor) break;
    cursor = next;
  }
  const declarations = await inGate(db, { gateId, actor: null }, (tx) => waitingForWord(tx, gateId, now()));
  if (declarations.length > 0) {
    const standing = await source.standing(gateId, declarations);
    if (!standing.ok) return { kind: 'failed', fault: standing.error };
    const applied = await inGate(db, { gateId, actor: null }, (tx) =>
      applyAnswers(tx, gateId, standing.value.answers, now(), null),
    );
    recorded += applied.recorded;
    unreadable += standing.value.unreadable;
  }
  return { kind: 'answered', recorded, unreadable };
}

/** Vehicles that are here without an answer, or whose "eligible" has lived half of its time: those who wait longest first. */
async function waitingForWord(tx: Transaction, gateId: GateId, now: number): Promise<readonly string[]> {
  const knownAt = sql`(${crossing.eligibility} ->> 'at')::bigint`;
  const rows = await tx
    .select({ declaration: crossing.customsDeclaration })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNull(crossing.endedAt),
        isNotNull(crossing.arrivedAt),
        isNotNull(crossing.customsDeclaration),
        or(isNull(knownAt), lt(knownAt, now - STANDARD_POLICY.eligibilityMaxAgeMs / 2)),
      ),
    )
    .orderBy(crossing.arrivedAt)
    .limit(MOST_ASKED);
  return [...new Set(rows.flatMap((row) => row.declaration ?? []))];
}

/** Doubling to five minutes, ±20 %, or as long as the other side asks. */
function pauseAfter({ everyMs, chance }: PullPorts, failures: number, fault: FeedFault): number {
  const doubled = Math.min(everyMs * 2 ** Math.min(failures, 16), Math.max(LONGEST_BACKOFF_MS, everyMs));
  const spread = doubled * (0.8 + 0.4 * chance());
  return Math.round(fault.kind === 'busy' ? Math.max(spread, fault.retryAfterMs ?? 0) : spread);
}

const textOf = (fault: FeedFault): string =>
  'status' in fault ? `${fault.kind} ${fault.status}` : fault.kind;
