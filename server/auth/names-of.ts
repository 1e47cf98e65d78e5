import { inArray } from 'drizzle-orm';
import { person } from '@/db/schema/account';
import type { Context } from '../api/context';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Names of people who have an account; who has none, and what is no account's id, is left out. */
export async function namesOf(
  accounts: Context['accounts'],
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = [...new Set(ids)].filter((id) => UUID.test(id));
  if (known.length === 0) return new Map();
  const rows = await accounts
    .select({ id: person.id, name: person.name })
    .from(person)
    .where(inArray(person.id, known));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
