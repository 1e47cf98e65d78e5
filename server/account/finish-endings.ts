import { and, eq, gte, lte } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { person, personChange } from '@/db/schema/account';
import { officerEnded } from '@/db/schema/device';
import { type Post, postSchema } from '@/domain/access/change-person';
import { gateIdSchema } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { endPowers, type PowersContext } from './end-powers';

/** A change under way ends the powers itself; so long after it, its server is gone. */
const GIVEN_UP_MS = 30_000;
/** Servers are back within that, or somebody has looked. */
const LOOK_BACK_MS = 7 * 24 * 3_600_000;

/**
 * AC-12: an account changes in one transaction and every gate in its own, and a server may die between them. What such a
 * change left at its gate is ended here. Returns how many persons it found.
 */
export async function finishEndings(
  context: Omit<PowersContext, 'actor'> & Pick<Context, 'accounts'>,
): Promise<number> {
  const now = context.clock.now();
  const changes = await context.accounts
    .select({
      change: personChange,
      role: person.role,
      gateId: person.gateId,
      agency: person.agency,
      disabledAt: person.disabledAt,
    })
    .from(personChange)
    .innerJoin(person, eq(person.id, personChange.personId))
    .where(and(gte(personChange.at, now - LOOK_BACK_MS), lte(personChange.at, now - GIVEN_UP_MS)));
  const unfinished = new Set<string>();
  for (const { change, disabledAt, ...fields } of changes) {
    const { before, personId, by, at } = change;
    if (before?.gateId == null || unfinished.has(personId) || isSame(before, change.after)) continue;
    const gateId = gateIdSchema.parse(before.gateId);
    const ended = await inGate(context.db, { gateId, actor: by }, (tx) =>
      tx
        .select({ endedAt: officerEnded.endedAt })
        .from(officerEnded)
        .where(and(eq(officerEnded.gateId, gateId), eq(officerEnded.personId, personId))),
    );
    if ((ended[0]?.endedAt ?? 0) >= at) continue;
    unfinished.add(personId);
    const post = postSchema.safeParse(fields);
    const after = disabledAt === null && post.success ? post.data : null;
    await endPowers({ ...context, actor: { id: by } }, { id: personId, before, after });
  }
  return unfinished.size;
}

const isSame = (a: Post, b: Post | null) => JSON.stringify(a) === JSON.stringify(b);
