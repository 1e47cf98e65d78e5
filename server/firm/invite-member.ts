import { createHash, randomBytes } from 'node:crypto';
import { and, eq, isNull } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { firm } from '@/db/schema/account';
import { firmInvitation } from '@/db/schema/firm-people';
import type { Contact } from '@/domain/access/contact';
import { INVITATION_LIFE_MS } from '@/domain/access/firm-member';
import { err, ok, type Result } from '@/domain/shared/result';
import type { FirmRole, Locale } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { countInvitation, countInvited } from '../auth/throttle';
import type { FirmContext } from '../declaration/firm-context';
import { env } from '../env';
import { messageTo } from '../message/account-words';
import { stillOwner } from './change-member';
import { lockFirm } from './lock-firm';

type InviteContext = Pick<FirmContext, 'actor' | 'firmId'> & Pick<Context, 'accounts' | 'clock' | 'tell'>;

/** What stands for the invitation's text in the database. */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex');

/**
 * Invites one contact to one role (FM-5). The owner learns nothing of whether the contact has an account (FM-8), and never
 * sees the link: that it was opened proves whose the contact is. A second one to the same contact ends the first.
 */
export async function inviteMember(
  context: InviteContext,
  order: { readonly contact: Contact; readonly role: FirmRole; readonly locale: Locale },
): Promise<Result<{ readonly invitation: string }, 'AP-MANY' | 'AP-TELL' | 'AP-MAY'>> {
  const { accounts, actor, clock, firmId, tell } = context;
  const now = clock.now();
  if (tell === null) return err('AP-TELL');
  if (!(await countInvitation(accounts, firmId, now))) return err('AP-MANY');
  if (!(await countInvited(accounts, order.contact.value, now))) return err('AP-MANY');
  const token = randomBytes(24).toString('base64url');
  const id = uuidv7({ msecs: now });
  const firmName = await accounts.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    if (!(await stillOwner(tx, context))) return null;
    await tx
      .update(firmInvitation)
      .set({ withdrawnAt: now })
      .where(
        and(
          eq(firmInvitation.firmId, firmId),
          eq(firmInvitation.contact, order.contact.value),
          isNull(firmInvitation.usedAt),
          isNull(firmInvitation.withdrawnAt),
        ),
      );
    await tx.insert(firmInvitation).values({
      id,
      firmId,
      contact: order.contact.value,
      role: order.role,
      tokenHash: tokenHash(token),
      invitedBy: actor.id,
      invitedAt: now,
      expiresAt: now + INVITATION_LIFE_MS,
    });
    const [own] = await tx.select({ name: firm.name }).from(firm).where(eq(firm.id, firmId));
    return own?.name ?? '';
  });
  if (firmName === null) return err('AP-MAY');
  // In the fragment: it never reaches a log.
  const address = new URL(`/join#${token}`, env().PUBLIC_ORIGIN).href;
  tell(messageTo(order.contact, order.locale, { kind: 'invitation', firm: firmName, address }));
  return ok({ invitation: id });
}

/** Its text opens nothing any more. */
export async function withdrawInvitation(
  context: InviteContext,
  { invitation }: { readonly invitation: string },
): Promise<Result<null, 'AP-NONE' | 'AP-MAY'>> {
  const { accounts, clock, firmId } = context;
  return accounts.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    if (!(await stillOwner(tx, context))) return err('AP-MAY');
    const ended = await tx
      .update(firmInvitation)
      .set({ withdrawnAt: clock.now() })
      .where(
        and(
          eq(firmInvitation.id, invitation),
          eq(firmInvitation.firmId, firmId),
          isNull(firmInvitation.usedAt),
          isNull(firmInvitation.withdrawnAt),
        ),
      )
      .returning({ id: firmInvitation.id });
    return ended.length === 0 ? err('AP-NONE') : ok(null);
  });
}
