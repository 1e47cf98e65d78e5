import { hashPassword } from 'better-auth/crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { firm } from '@/db/schema/account';
import { firmInvitation, memberChange } from '@/db/schema/firm-people';
import { contactOf } from '@/domain/access/contact';
import { invitationState } from '@/domain/access/firm-member';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmRole } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { findPerson } from '../auth/find-person';
import { countVisit } from '../auth/throttle';
import { isOwner } from './change-member';
import { giveAccount } from './give-account';
import { tokenHash } from './invite-member';
import { lockContact, lockFirm } from './lock-firm';

type VisitorContext = Pick<Context, 'accounts' | 'clock' | 'address'>;

/** What stands on the page that the link opens. */
export type InvitationView = {
  readonly firm: string;
  readonly role: FirmRole;
  readonly contact: string;
};

/** The invitation with this text while it is open; what is over, withdrawn or made up is all the same nothing. */
export async function readInvitation(
  { accounts, address, clock }: VisitorContext,
  { token }: { readonly token: string },
): Promise<Result<InvitationView, 'AP-NONE' | 'AP-MANY'>> {
  const now = clock.now();
  if (!(await countVisit(accounts, address, now))) return err('AP-MANY');
  const [row] = await accounts
    .select({ invitation: firmInvitation, firm: firm.name })
    .from(firmInvitation)
    .innerJoin(firm, eq(firm.id, firmInvitation.firmId))
    .where(eq(firmInvitation.tokenHash, tokenHash(token)));
  if (row === undefined || invitationState(row.invitation, now) !== 'open') return err('AP-NONE');
  return ok({ firm: row.firm, role: row.invitation.role, contact: row.invitation.contact });
}

/**
 * Makes the account of whoever holds the invitation, with a password of the own. The contact is proven: the text went
 * there alone. An account that was removed from a firm before is woken with the new password; one at work stays as it is.
 */
export async function joinFirm(
  { accounts, address, clock }: VisitorContext,
  order: { readonly token: string; readonly name: string; readonly password: string },
): Promise<Result<{ readonly contact: string }, 'AP-NONE' | 'AP-MAIL' | 'AP-MANY'>> {
  const now = clock.now();
  if (!(await countVisit(accounts, address, now))) return err('AP-MANY');
  const passwordHash = await hashPassword(order.password);
  return accounts.transaction(async (tx) => {
    const [found] = await tx
      .select({ firmId: firmInvitation.firmId, contact: firmInvitation.contact })
      .from(firmInvitation)
      .where(eq(firmInvitation.tokenHash, tokenHash(order.token)));
    if (found === undefined) return err('AP-NONE');
    const contact = contactOf(found.contact);
    // In this order everywhere: a removal and a joining at once must not wait for each other.
    await lockFirm(tx, found.firmId);
    await lockContact(tx, contact);
    const [invitation] = await tx
      .select()
      .from(firmInvitation)
      .where(eq(firmInvitation.tokenHash, tokenHash(order.token)));
    if (invitation === undefined || invitationState(invitation, now) !== 'open') return err('AP-NONE');
    const { firmId, role } = invitation;
    // Whoever invited must still be somebody who may: under the firm's lock, so that no demotion slips in between.
    if (!(await isOwner(tx, firmId, invitation.invitedBy))) return err('AP-NONE');
    const known = await findPerson(tx, contact);
    const entry = { firmId, role, name: order.name, passwordHash };
    const id = await giveAccount(tx, contact, known, entry, now);
    if (id === null) return err('AP-MAIL');
    await tx.update(firmInvitation).set({ usedAt: now }).where(eq(firmInvitation.id, invitation.id));
    await tx.insert(memberChange).values({
      id: uuidv7({ msecs: now }),
      firmId,
      personId: id,
      kind: 'joined',
      before: null,
      after: role,
      by: invitation.invitedBy,
      at: now,
    });
    return ok({ contact: contact.value });
  });
}
