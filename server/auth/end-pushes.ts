import { and, eq, isNull, ne, or } from 'drizzle-orm';
import type { Database, Transaction } from '@/db/client';
import { personPush } from '@/db/schema/telling';

type Which =
  | 'all'
  | { readonly ofSession: string }
  /** Those of no known session among them. */
  | { readonly butOfSession: string };

/**
 * Browsers of this person that are told nothing more: with the access ends what it was told by (FM-9). To be called
 * after the sessions are deleted: whoever asks to be told meanwhile holds theirs until it is written.
 */
export async function endPushes(
  db: Database | Transaction,
  personId: string,
  which: Which = 'all',
): Promise<void> {
  const { sessionId } = personPush;
  const ended =
    which === 'all'
      ? undefined
      : 'ofSession' in which
        ? eq(sessionId, which.ofSession)
        : or(isNull(sessionId), ne(sessionId, which.butOfSession));
  await db.delete(personPush).where(and(eq(personPush.personId, personId), ended));
}
