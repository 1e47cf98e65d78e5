import { hashPassword } from 'better-auth/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '@/db/client';
import { account, person } from '@/db/schema/account';
import type { GateId } from '@/domain/shared/identity';
import type { Agency, Role } from '@/domain/shared/vocabulary';

type Person = {
  readonly name: string;
  /** One of both at least; lower case and E.164. */
  readonly email: string | null;
  readonly phone?: string | null;
  readonly role: Role;
  readonly gateId: GateId | null;
  readonly agency: Agency | null;
  readonly firmId: string | null;
  /** The password is only for choosing another one. */
  readonly mustChangePassword?: boolean;
};
export type NewAccount = Person & { readonly password: string };

/** Made by the installation or by a manager; needs a connection of the accounts area. Answers the person's id. */
export async function createAccount(
  db: Database | Transaction,
  { password, ...fields }: NewAccount,
  nowMs: number,
): Promise<string> {
  return insertAccount(db, { ...fields, passwordHash: await hashPassword(password) }, nowMs);
}

/** As `createAccount`, with a password that was hashed before: somebody who came in by a code or an invitation. */
export async function insertAccount(
  db: Database | Transaction,
  { passwordHash, ...fields }: Person & { readonly passwordHash: string },
  nowMs: number,
): Promise<string> {
  const id = uuidv7();
  const at = { createdAt: new Date(nowMs), updatedAt: new Date(nowMs) };
  await db
    .insert(person)
    .values({ id, ...fields, email: fields.email?.toLowerCase() ?? null, emailVerified: true, ...at });
  await db.insert(account).values({
    id: uuidv7(),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: passwordHash,
    ...at,
  });
  return id;
}
