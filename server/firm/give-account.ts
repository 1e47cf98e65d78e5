import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { account, passkey, person, session } from '@/db/schema/account';
import { personTelling } from '@/db/schema/telling';
import type { Contact } from '@/domain/access/contact';
import type { FirmRole } from '@/domain/shared/vocabulary';
import { insertAccount } from '../auth/create-account';
import { endPushes } from '../auth/end-pushes';
import type { FoundPerson } from '../auth/find-person';

type Member = {
  readonly firmId: string;
  readonly role: FirmRole;
  readonly name: string;
  readonly passwordHash: string;
};

/**
 * The account of somebody whose contact is proven: a new one, or the one of before, woken, for who has left a firm.
 * Answers the person's id; null when the contact is of anybody else: a firm's person, or a manager's disabled colleague.
 * @param known whose contact it is, read in this transaction under `lockContact`
 */
export async function giveAccount(
  tx: Transaction,
  contact: Contact,
  known: FoundPerson | null,
  member: Member,
  now: number,
): Promise<string | null> {
  if (known !== null) return known.hasLeftFirm ? wake(tx, { ...member, id: known.id }, now) : null;
  return insertAccount(
    tx,
    {
      ...member,
      email: contact.kind === 'email' ? contact.value : null,
      phone: contact.kind === 'phone' ? contact.value : null,
      gateId: null,
      agency: null,
    },
    now,
  );
}

async function wake(tx: Transaction, entry: Member & { readonly id: string }, now: number): Promise<string> {
  const at = new Date(now);
  await tx
    .update(person)
    .set({
      name: entry.name,
      firmId: entry.firmId,
      role: entry.role,
      disabledAt: null,
      mustChangePassword: false,
      updatedAt: at,
    })
    .where(eq(person.id, entry.id));
  // With nothing of before: neither the old password nor another way in, nor how the old firm told them.
  await tx.delete(account).where(eq(account.userId, entry.id));
  await tx.delete(session).where(eq(session.userId, entry.id));
  await tx.delete(passkey).where(eq(passkey.personId, entry.id));
  await endPushes(tx, entry.id);
  await tx.delete(personTelling).where(eq(personTelling.personId, entry.id));
  await tx.insert(account).values({
    id: uuidv7({ msecs: now }),
    accountId: entry.id,
    providerId: 'credential',
    userId: entry.id,
    password: entry.passwordHash,
    createdAt: at,
    updatedAt: at,
  });
  return entry.id;
}
