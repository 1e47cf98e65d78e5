import { and, count, eq, isNull, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { account, passkey, person, session } from '@/db/schema/account';
import { firmInvitation, memberChange } from '@/db/schema/firm-people';
import { firmKey } from '@/db/schema/intake';
import { can, subjectOfFirm } from '@/domain/access/can';
import { type MemberRefusal, memberRefusal } from '@/domain/access/firm-member';
import { err, ok, type Result } from '@/domain/shared/result';
import { type FirmRole, firmRoleSchema } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { endPushes } from '../auth/end-pushes';
import type { FirmContext } from '../declaration/firm-context';
import { speakForFirms } from '../declaration/speak-for-firms';
import { lockFirm } from './lock-firm';

type MemberContext = Pick<FirmContext, 'actor' | 'firmId'> & Pick<Context, 'accounts' | 'clock'>;
type Refusal = 'AP-NONE' | 'AP-OWN' | 'AP-OWNER' | 'AP-DONE' | 'AP-MAY';

const REFUSALS = { own: 'AP-OWN', last: 'AP-OWNER' } as const satisfies Record<MemberRefusal, Refusal>;

/**
 * Whether the actor still owns the firm: asked under the firm's lock, since the session was read before it and another
 * owner may have taken the role away meanwhile.
 */
export const stillOwner = (tx: Transaction, { actor, firmId }: MemberContext): Promise<boolean> =>
  isOwner(tx, firmId, actor.id);

/** Whether this person is at work in the firm as its owner. */
export async function isOwner(tx: Transaction, firmId: string, personId: string): Promise<boolean> {
  const [row] = await tx
    .select({ role: person.role })
    .from(person)
    .where(and(eq(person.id, personId), eq(person.firmId, firmId), isNull(person.disabledAt)));
  return row?.role === 'owner';
}

/** Reads, asks the rule (FM-3), writes the member, ends the sessions and keeps what was done: in one transaction. */
function change(
  context: MemberContext,
  memberId: string,
  after: FirmRole | null,
  write: (tx: Transaction, at: Date) => Promise<unknown>,
): Promise<Result<null, Refusal>> {
  const { accounts, actor, clock, firmId } = context;
  const now = clock.now();
  return accounts.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    if (!(await stillOwner(tx, context))) return err('AP-MAY');
    const ofFirm = and(eq(person.firmId, firmId), isNull(person.disabledAt));
    const [row] = await tx
      .select({ role: person.role })
      .from(person)
      .where(and(eq(person.id, memberId), ofFirm));
    const before = firmRoleSchema.safeParse(row?.role);
    // Another firm's person is nobody here (FM-4).
    if (!before.success) return err('AP-NONE');
    const [others] = await tx
      .select({ count: count() })
      .from(person)
      .where(and(ofFirm, eq(person.role, 'owner'), ne(person.id, memberId)));
    const refusal = memberRefusal({
      actorId: actor.id,
      memberId,
      before: before.data,
      after,
      otherOwners: others?.count ?? 0,
    });
    if (refusal !== null) return err(REFUSALS[refusal]);
    if (before.data === after) return err('AP-DONE');
    await write(tx, new Date(now));
    await tx.delete(session).where(eq(session.userId, memberId));
    if (after === null) await endPushes(tx, memberId);
    await tx.insert(memberChange).values({
      id: uuidv7({ msecs: now }),
      firmId,
      personId: memberId,
      kind: after === null ? 'removed' : 'role',
      before: before.data,
      after,
      by: actor.id,
      at: now,
    });
    return ok(null);
  });
}

/** What they had invited others to is withdrawn: an owner's word ends with the owner. */
const withdrawInvitations = (tx: Transaction, firmId: string, member: string, at: Date) =>
  tx
    .update(firmInvitation)
    .set({ withdrawnAt: at.getTime() })
    .where(
      and(
        eq(firmInvitation.firmId, firmId),
        eq(firmInvitation.invitedBy, member),
        isNull(firmInvitation.usedAt),
        isNull(firmInvitation.withdrawnAt),
      ),
    );

const mayMakeKeys = ({ firmId }: MemberContext, member: string, role: FirmRole): boolean =>
  can(
    { kind: 'person', id: member, role, gateId: null, agency: null, firmId },
    'firmKey.make',
    subjectOfFirm(firmId),
  );

/** Keys that they made open nothing any more: whoever made a key has seen it. */
async function revokeKeys(tx: Transaction, { firmId, actor }: MemberContext, member: string, at: Date) {
  await speakForFirms(tx, [firmId]);
  await tx
    .update(firmKey)
    .set({ revokedAt: at.getTime(), revokedBy: actor.id })
    .where(and(eq(firmKey.firmId, firmId), eq(firmKey.madeBy, member), isNull(firmKey.revokedAt)));
}

/** Another role in the firm; who has it signs in anew. What the new role may not give, the old one's gifts end. */
export const changeRole = (
  context: MemberContext,
  { member, role }: { readonly member: string; readonly role: FirmRole },
): Promise<Result<null, Refusal>> =>
  change(context, member, role, async (tx, at) => {
    await tx.update(person).set({ role, updatedAt: at }).where(eq(person.id, member));
    if (role !== 'owner') await withdrawInvitations(tx, context.firmId, member, at);
    if (!mayMakeKeys(context, member, role)) await revokeKeys(tx, context, member, at);
  });

/**
 * Nothing of the firm is theirs from this moment on. The row stays for the names in the log, without firm and password; an
 * invitation to the same contact, by any firm, wakes it (join-firm.ts).
 */
export const removeMember = (
  context: MemberContext,
  { member }: { readonly member: string },
): Promise<Result<null, Refusal>> =>
  change(context, member, null, async (tx, at) => {
    await tx.update(person).set({ firmId: null, disabledAt: at, updatedAt: at }).where(eq(person.id, member));
    await tx.delete(account).where(eq(account.userId, member));
    await tx.delete(passkey).where(eq(passkey.personId, member));
    await withdrawInvitations(tx, context.firmId, member, at);
    await revokeKeys(tx, context, member, at);
  });
