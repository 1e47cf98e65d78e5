import { and, eq } from 'drizzle-orm';
import type { Database, Transaction } from '@/db/client';
import { account, person } from '@/db/schema/account';
import type { Contact } from '@/domain/access/contact';
import { firmRoleSchema } from '@/domain/shared/vocabulary';

export type FoundPerson = {
  readonly id: string;
  readonly firmId: string | null;
  readonly passwordHash: string | null;
  readonly isDisabled: boolean;
  readonly mustChangePassword: boolean;
  /** One of a firm's people, who may come in by a code; staff never do (decision 067). */
  readonly isOfFirm: boolean;
  /** Was removed from a firm and is of none now: may come back. A manager's disabled colleague may not. */
  readonly hasLeftFirm: boolean;
};

/** Whose contact it is, with the hash of the password; null when nobody has it. */
export async function findPerson(
  db: Database | Transaction,
  { kind, value }: Contact,
): Promise<FoundPerson | null> {
  const [row] = await db
    .select({
      id: person.id,
      firmId: person.firmId,
      role: person.role,
      disabledAt: person.disabledAt,
      mustChangePassword: person.mustChangePassword,
      passwordHash: account.password,
    })
    .from(person)
    .leftJoin(account, and(eq(account.userId, person.id), eq(account.providerId, 'credential')))
    .where(eq(kind === 'email' ? person.email : person.phone, value));
  if (row === undefined) return null;
  const { id, firmId, passwordHash, disabledAt, mustChangePassword } = row;
  const isFirmRole = firmRoleSchema.safeParse(row.role).success;
  return {
    id,
    firmId,
    passwordHash,
    isDisabled: disabledAt !== null,
    mustChangePassword,
    isOfFirm: firmId !== null && isFirmRole,
    hasLeftFirm: firmId === null && disabledAt !== null && isFirmRole,
  };
}
