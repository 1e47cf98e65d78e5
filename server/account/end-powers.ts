import { and, eq, isNull } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { officerEnded } from '@/db/schema/device';
import { approver } from '@/db/schema/release';
import { can, subjectAtGate } from '@/domain/access/can';
import type { Post } from '@/domain/access/change-person';
import { gateIdSchema } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { refreshLists } from '../keys/refresh-lists';
import { lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';

export type PowersContext = Pick<Context, 'db' | 'clock' | 'keys'> & {
  readonly actor: { readonly id: string };
};

/**
 * What somebody held at gates ends with the post it came from (AC-12): the approval code, and the entry on tablets. Who
 * still has a post signs in on a tablet anew. Comes after the change of the account and may be done again.
 */
export async function endPowers(
  { db, clock, actor, keys }: PowersContext,
  person: { readonly id: string; readonly before: Post | null; readonly after: Post | null },
): Promise<void> {
  const { before, after } = person;
  const held = await inGate(db, { gateId: EVERY_GATE, actor: actor.id }, (tx) =>
    tx
      .select({ gateId: approver.gateId })
      .from(approver)
      .where(and(eq(approver.personId, person.id), isNull(approver.toAt))),
  );
  const codes = new Set(
    held
      .map(({ gateId }) => gateIdSchema.parse(gateId))
      .filter((gateId) => {
        const still =
          after === null ? null : { kind: 'person' as const, id: person.id, ...after, firmId: null };
        return still === null || !can(still, 'control.setApprovalKey', subjectAtGate(gateId));
      }),
  );
  const gates = new Set([...codes, ...(before === null || before.gateId === null ? [] : [before.gateId])]);
  if (gates.size === 0) return;
  const ring = codes.size === 0 ? null : await keys();
  const now = clock.now();
  for (const gateId of gates)
    await inGate(db, { gateId, actor: actor.id }, async (tx) => {
      await tx
        .insert(officerEnded)
        .values({ gateId, personId: person.id, endedAt: now })
        .onConflictDoUpdate({ target: [officerEnded.gateId, officerEnded.personId], set: { endedAt: now } });
      if (ring !== null && codes.has(gateId)) {
        await tx
          .update(approver)
          .set({ toAt: now })
          .where(and(eq(approver.gateId, gateId), eq(approver.personId, person.id), isNull(approver.toAt)));
        await refreshLists(tx, ring, gateId, now);
      }
      // A change that nobody reads makes tablets exchange now.
      const head = await lockHead(tx, gateId);
      await moveHead(tx, { ...head, change: head.change + 1 });
    });
  announceChange(db);
}
