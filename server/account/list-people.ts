import { and, asc, desc, eq, isNull, or, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { person, personChange } from '@/db/schema/account';
import { type KeptPost, type PersonChangeKind, type Post, postSchema } from '@/domain/access/change-person';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';

type AccountContext = PersonContext & Pick<Context, 'accounts'>;

/** Somebody who works at the gate, or over all gates. */
export type PersonLine = {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly post: Post;
  /** ms; null: can sign in. */
  readonly disabledAt: number | null;
  /** Has not yet chosen a password of the own. */
  readonly mustChangePassword: boolean;
  readonly isSelf: boolean;
};

/** What a manager changed, newest first. */
export type PersonHistory = {
  readonly id: string;
  readonly person: string;
  readonly kind: PersonChangeKind;
  readonly before: KeptPost | null;
  readonly after: KeptPost | null;
  readonly reason: string;
  readonly by: string;
  readonly at: number;
};

const MOST_CHANGES = 200;

/** The people of a gate; for who has all gates those over all gates as well. Declarants are their firms' affair. */
export async function listPeople(
  { accounts, actor }: AccountContext,
  { gateId }: { readonly gateId: GateId },
): Promise<readonly PersonLine[]> {
  const overAll = and(eq(person.role, 'manager'), isNull(person.gateId));
  const rows = await accounts
    .select()
    .from(person)
    .where(actor.gateId === null ? or(eq(person.gateId, gateId), overAll) : eq(person.gateId, gateId))
    .orderBy(asc(person.name), asc(person.id));
  return rows.flatMap((row): PersonLine[] => {
    const post = postSchema.safeParse({ role: row.role, gateId: row.gateId, agency: row.agency });
    if (!post.success) return [];
    return [
      {
        id: row.id,
        name: row.name,
        // Staff are made with an address (createAccount's callers); only a firm's people may have a number alone.
        email: row.email ?? '',
        post: post.data,
        disabledAt: row.disabledAt?.getTime() ?? null,
        mustChangePassword: row.mustChangePassword,
        isSelf: row.id === actor.id,
      },
    ];
  });
}

const atGate = (post: PgColumn, gateId: GateId): SQL => sql`${post} ->> 'gateId' = ${gateId}`;
const overAllGates = (post: PgColumn): SQL =>
  sql`(${post} ->> 'role' = 'manager' and ${post} ->> 'gateId' is null)`;

/** What was changed about them, with who and why: also about those who have gone to another gate since. */
export async function listPersonChanges(
  { accounts, actor }: AccountContext,
  { gateId }: { readonly gateId: GateId },
): Promise<readonly PersonHistory[]> {
  const { before, after } = personChange;
  const rows = await accounts
    .select()
    .from(personChange)
    .where(
      or(
        atGate(before, gateId),
        atGate(after, gateId),
        ...(actor.gateId === null ? [overAllGates(before), overAllGates(after)] : []),
      ),
    )
    .orderBy(desc(personChange.at), desc(personChange.id))
    .limit(MOST_CHANGES);
  const names = await namesOf(
    accounts,
    rows.flatMap(({ personId, by }) => [personId, by]),
  );
  return rows.map((row) => ({
    id: row.id,
    person: names.get(row.personId) ?? row.personId,
    kind: row.kind,
    before: row.before,
    after: row.after,
    reason: row.reason,
    by: names.get(row.by) ?? row.by,
    at: row.at,
  }));
}
