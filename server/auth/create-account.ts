import { hashPassword } from 'better-auth/crypto';
import { v7 as uuidv7 } from 'uuid';
import type { Database, Transaction } from '@/db/client';
import { account, person } from '@/db/schema/account';
import type { GateId } from '@/domain/shared/identity';
import type { Agency, Role } from '@/domain/shared/vocabulary';

export type NewAccount = {
  readonly name: string;
  readonly email: string;
  readonly password: string;
  readonly role: Role;
  readonly gateId: GateId | null;
  readonly agency: Agency | null;
  readonly firmId: string | null;
  /** The password is only for choosing another one. */
  readonly mustChangePassword?: boolean;
};

/** Made by the installation or by a manager; needs a connection of the accounts area. Answers the person's id. */
export async function createAccount(
  db: Database | Transaction,
  { password, ...fields }: NewAccount,
  nowMs: number,
): Promise<string> {
  const id = uuidv7();
  const at = { createdAt: new Date(nowMs), updatedAt: new Date(nowMs) };
  await db
    .insert(person)
    .values({ id, ...fields, email: fields.email.toLowerCase(), emailVerified: true, ...at });
  await db.insert(account).values({
    id: uuidv7(),
    accountId: id,
    providerId: 'credential',
    userId: id,
    password: await hashPassword(password),
    ...at,
  });
  return id;
}
