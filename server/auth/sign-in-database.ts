import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';
import type { OpenDatabase } from '@/db/client';

/**
 * Sign-in reads accounts before anybody is known, so it cannot name an actor. Its connections say what they are for
 * instead (`app.purpose`), and the row policies of the account tables open to nothing else: a query that strays from a
 * business transaction sees no account, no session and no password hash.
 */
export function openSignInDatabase(url: string, max = 5): OpenDatabase {
  const client = postgres(url, {
    max,
    onnotice: () => undefined,
    connection: { application_name: 'border-gate sign-in', 'app.purpose': 'sign-in' },
  });
  return { db: drizzle(client), close: () => client.end({ timeout: 5 }) };
}
