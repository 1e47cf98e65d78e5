import { and, count, eq, gte } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { eligibilityAnswer, feed } from '@/db/schema/release';
import { STANDARD_POLICY } from '@/domain/admission/policy';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';
import { FEED } from '../connectors/vasscm/pull-gate';

/** How customs' system stands at the gate, and how many answers that still count are known. Times in ms. */
export type FeedStanding = {
  /** Null: nothing is pulled here. */
  readonly feed: {
    readonly answeredAt: number | null;
    readonly failures: number;
    readonly fault: string | null;
  } | null;
  readonly freshAnswers: number;
};

export async function readFeedStanding(
  { db, clock, actor }: Pick<Context, 'db' | 'clock' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<FeedStanding> {
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const fresh = clock.now() - STANDARD_POLICY.eligibilityMaxAgeMs;
    const [[row], [answers]] = await Promise.all([
      tx
        .select()
        .from(feed)
        .where(and(eq(feed.gateId, gateId), eq(feed.name, FEED))),
      tx
        .select({ count: count() })
        .from(eligibilityAnswer)
        .where(and(eq(eligibilityAnswer.gateId, gateId), gte(eligibilityAnswer.asOf, fresh))),
    ]);
    return {
      feed:
        row === undefined ? null : { answeredAt: row.answeredAt, failures: row.failures, fault: row.fault },
      freshAnswers: answers?.count ?? 0,
    };
  });
}
