import { and, eq, isNotNull, isNull, lt, or, sql } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { feed } from '@/db/schema/release';
import { STANDARD_POLICY } from '@/domain/admission/policy';
import type { GateId } from '@/domain/shared/identity';
import { applyAnswers } from '../../release/apply-answers';
import { announceChange } from '../../stream/announce-change';
import type { FeedFault } from '../ask-json';
import { type FeedPorts, feedTurn, ofFeed } from '../feed-turn';
import type { EligibilitySourcePort } from './source';

export const FEED = 'vasscm';

export type PullPorts = FeedPorts & { readonly source: EligibilitySourcePort };

export type Pulled =
  | { readonly kind: 'not-due' }
  | { readonly kind: 'answered'; readonly recorded: number; readonly unreadable: number }
  | { readonly kind: 'failed'; readonly fault: FeedFault };

/** A page is 500 answers: a day of the busiest gate in one go, and no endless loop when the other side never ends. */
const MOST_PAGES = 40;
const MOST_ASKED = 500;

/** What changed since the last answer, then how the vehicles stand that wait for one or whose answer grows old. */
export async function pullGate(ports: PullPorts, gateId: GateId): Promise<Pulled> {
  const done = await feedTurn(ports, gateId, FEED, (cursor) => ask(ports, gateId, cursor));
  if (done.kind === 'answered' && done.recorded > 0) announceChange(ports.db);
  return done;
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
      await tx.update(feed).set({ cursor: next }).where(ofFeed(gateId, FEED));
      return result;
    });
    recorded += applied.recorded;
    unreadable += changes.value.unreadable;
    if (!more || next === cursor) break;
    cursor = next;
  }
  const declarations = await inGate(db, { gateId, actor: null }, (tx) => waitingForWord(tx, gateId, now()));
  for (let at = 0; at < declarations.length; at += MOST_ASKED) {
    const standing = await source.standing(gateId, declarations.slice(at, at + MOST_ASKED));
    if (!standing.ok) return { kind: 'failed', fault: standing.error };
    const applied = await inGate(db, { gateId, actor: null }, (tx) =>
      applyAnswers(tx, gateId, standing.value.answers, now(), null),
    );
    recorded += applied.recorded;
    unreadable += standing.value.unreadable;
  }
  return { kind: 'answered', recorded, unreadable };
}

/**
 * Vehicles whose "eligible" has lived half of its time, the oldest word first, then those without an answer, who wait longest
 * first: however many nobody knows anything of, none of the others is left unasked.
 */
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
    .orderBy(sql`${knownAt} asc nulls last`, crossing.arrivedAt)
    .limit(MOST_PAGES * MOST_ASKED);
  return [...new Set(rows.flatMap((row) => row.declaration ?? []))];
}
