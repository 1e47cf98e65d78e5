import { drizzle, type PostgresJsDatabase } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import * as account from '@/db/schema/account';

export type SignInDatabase = PostgresJsDatabase<typeof account>;

/**
 * Sign-in reads accounts before anybody is known, so it cannot name an actor. Its connections say what they are for
 * instead (`app.purpose`), and the row policies of the account tables open to nothing else: a query that strays from a
 * business transaction sees no account, no session and no password hash.
 */
export const SIGN_IN_PURPOSE = 'sign-in';

export function openSignInDatabase(url: string): { db: SignInDatabase; close: () => Promise<void> } {
  const client = postgres(url, {
    max: 5,
    idle_timeout: 60,
    onnotice: () => {},
    connection: { 'app.purpose': SIGN_IN_PURPOSE },
  });
  return { db: drizzle(client, { schema: account }), close: () => client.end({ timeout: 5 }) };
}
