import { and, eq, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Database } from '@/db/client';
import { account, passkey, person, session } from '@/db/schema/account';
import { endPushes } from './end-pushes';

/** Characters, as NIST SP 800-63B-4 asks of a password that stands alone; no rule about kinds of signs. */
export const SHORTEST_PASSWORD = 12;
export const LONGEST_PASSWORD = 128;

/**
 * Gives somebody a password of the own and ends every session, passkey and linked identity of before, and what their
 * browsers are told, in one transaction.
 */
export async function setOwnPassword(
  db: Database,
  { id, hash }: { readonly id: string; readonly hash: string },
  now: number,
): Promise<void> {
  const at = new Date(now);
  await db.transaction(async (tx) => {
    const changed = await tx
      .update(account)
      .set({ password: hash, updatedAt: at })
      .where(and(eq(account.userId, id), eq(account.providerId, 'credential')))
      .returning({ id: account.id });
    if (changed.length === 0)
      await tx.insert(account).values({
        id: uuidv7({ msecs: now }),
        accountId: id,
        providerId: 'credential',
        userId: id,
        password: hash,
        createdAt: at,
        updatedAt: at,
      });
    await tx.update(person).set({ mustChangePassword: false, updatedAt: at }).where(eq(person.id, id));
    // Whoever got in before may have left a key behind.
    await tx.delete(passkey).where(eq(passkey.personId, id));
    await tx.delete(account).where(and(eq(account.userId, id), ne(account.providerId, 'credential')));
    await tx.delete(session).where(eq(session.userId, id));
    await endPushes(tx, id);
  });
}
