import { hashPassword } from 'better-auth/crypto';
import { and, count, eq, isNull, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { account, passkey, person, personChange, session } from '@/db/schema/account';
import {
  type PersonChangeKind,
  type PersonRefusal,
  type Post,
  personRefusal,
  postSchema,
} from '@/domain/access/change-person';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import { createAccount } from '../auth/create-account';
import { makePassword } from '../auth/make-password';
import type { PersonContext } from '../control/person-context';
import { endPowers } from './end-powers';

type AccountContext = PersonContext & Pick<Context, 'accounts' | 'keys'>;
type Refusal = 'AP-OWN' | 'AP-MAY' | 'AP-LAST';
type Order = { readonly person: string; readonly reason: string };
/** Told once: only its hash is kept. */
export type FirstPassword = { readonly person: string; readonly password: string };

const REFUSALS = { own: 'AP-OWN', beyond: 'AP-MAY', last: 'AP-LAST' } as const satisfies Record<
  PersonRefusal,
  Refusal
>;
type Said = { readonly name?: string; readonly email?: string };
type Known = {
  readonly post: Post;
  readonly isDisabled: boolean;
  readonly name: string;
  readonly email: string | null;
};
/** Nobody acts under a disabled name: it has no post. */
const standing = ({ post, isDisabled }: Pick<Known, 'post' | 'isDisabled'>): Post | null =>
  isDisabled ? null : post;

async function readPerson(tx: Transaction, id: string): Promise<Known | null> {
  const [row] = await tx.select().from(person).where(eq(person.id, id)).for('update');
  const post = postSchema.safeParse({ role: row?.role, gateId: row?.gateId, agency: row?.agency });
  if (row === undefined || !post.success) return null;
  const { name, email, disabledAt } = row;
  return { post: post.data, isDisabled: disabledAt !== null, name, email };
}

/** One change at a time, and only by who still is what he was when he asked: of two who disable each other one stays. */
async function mayChange(
  tx: Transaction,
  { actor }: AccountContext,
  change: { readonly personId: string | null; readonly before: Post | null; readonly after: Post | null },
): Promise<Refusal | null> {
  const [self] = await tx
    .select({ role: person.role, gateId: person.gateId, disabledAt: person.disabledAt })
    .from(person)
    .where(eq(person.id, actor.id));
  if (
    self === undefined ||
    self.disabledAt !== null ||
    self.role !== actor.role ||
    self.gateId !== actor.gateId
  )
    return 'AP-MAY';
  const [others] = await tx
    .select({ count: count() })
    .from(person)
    .where(
      and(
        eq(person.role, 'manager'),
        isNull(person.gateId),
        isNull(person.disabledAt),
        change.personId === null ? undefined : ne(person.id, change.personId),
      ),
    );
  const refusal = personRefusal({ actor, ...change, othersOverAll: others?.count ?? 0 });
  return refusal === null ? null : REFUSALS[refusal];
}

const takeTurn = (tx: Transaction) => holdLock(tx, 'people of the province');

type Deed<E> = Result<
  {
    readonly kind: PersonChangeKind;
    readonly after: Post | null;
    readonly write: (tx: Transaction, at: Date) => Promise<unknown>;
    /** Nothing that one signs in with has changed. */
    readonly keepsSessions?: true;
    /** Of a correction: what it was, and what it became. */
    readonly said?: { readonly before: Said; readonly after: Said };
  },
  E
>;

/** Reads, asks the rule, writes the person and the reason, ends the sessions: in one transaction. */
async function change<E>(
  context: AccountContext,
  order: Order,
  decide: (known: Known, tx: Transaction) => Deed<E> | Promise<Deed<E>>,
): Promise<Result<null, E | Refusal | 'AP-NONE'>> {
  const { accounts, actor, clock } = context;
  const now = clock.now();
  const outcome = await accounts.transaction(async (tx) => {
    await takeTurn(tx);
    const known = await readPerson(tx, order.person);
    if (known === null) return err('AP-NONE' as const);
    const before = standing(known);
    // Whom one may not touch one learns nothing of.
    const beyond = await mayChange(tx, context, {
      personId: order.person,
      before: known.post,
      after: known.post,
    });
    if (beyond !== null) return err(beyond);
    const deed = await decide(known, tx);
    if (!deed.ok) return deed;
    const { kind, after, write, keepsSessions, said } = deed.value;
    const refusal = await mayChange(tx, context, { personId: order.person, before, after });
    if (refusal !== null) return err(refusal);
    await write(tx, new Date(now));
    if (keepsSessions !== true) await tx.delete(session).where(eq(session.userId, order.person));
    await tx.insert(personChange).values({
      id: uuidv7({ msecs: now }),
      personId: order.person,
      kind,
      before: before === null ? null : { ...before, ...said?.before },
      after: after === null ? null : { ...after, ...said?.after },
      reason: order.reason,
      by: actor.id,
      at: now,
    });
    return ok({ before, after });
  });
  if (!outcome.ok) return outcome;
  const { before, after } = outcome.value;
  if (before !== null && JSON.stringify(before) !== JSON.stringify(after))
    await endPowers(context, { id: order.person, before, after });
  return ok(null);
}

const setPerson = (id: string, fields: Partial<typeof person.$inferInsert>) => (tx: Transaction, at: Date) =>
  tx
    .update(person)
    .set({ ...fields, updatedAt: at })
    .where(eq(person.id, id));

/** Somebody new, who signs in with a password that is told once (AC-13). */
export async function addPerson(
  context: AccountContext,
  order: { readonly name: string; readonly email: string; readonly post: Post; readonly reason: string },
): Promise<Result<FirstPassword, Refusal | 'AP-MAIL'>> {
  const { accounts, actor, clock } = context;
  const { name, post, reason } = order;
  const email = order.email.toLowerCase();
  const password = makePassword();
  const now = clock.now();
  return accounts.transaction(async (tx): Promise<Result<FirstPassword, Refusal | 'AP-MAIL'>> => {
    await takeTurn(tx);
    const refusal = await mayChange(tx, context, { personId: null, before: null, after: post });
    if (refusal !== null) return err(refusal);
    const [taken] = await tx.select({ id: person.id }).from(person).where(eq(person.email, email));
    if (taken !== undefined) return err('AP-MAIL');
    const fields = { name, email, password, ...post, firmId: null, mustChangePassword: true };
    const id = await createAccount(tx, fields, now);
    await tx.insert(personChange).values({
      id: uuidv7({ msecs: now }),
      personId: id,
      kind: 'added',
      before: null,
      after: post,
      reason,
      by: actor.id,
      at: now,
    });
    return ok({ person: id, password });
  });
}

/** Another role, agency or gate. Who is moved signs in anew. */
export const movePerson = (context: AccountContext, order: Order & { readonly post: Post }) =>
  change(context, order, (known): Deed<'AP-DONE'> => {
    const { role, gateId, agency } = order.post;
    const isSame = known.post.role === role && known.post.gateId === gateId && known.post.agency === agency;
    if (isSame || known.isDisabled) return err('AP-DONE');
    return ok({ kind: 'moved', after: order.post, write: setPerson(order.person, { role, gateId, agency }) });
  });

/**
 * Another spelling of the name, another address (GA-17). A name is only shown: sessions go on. By the address one signs in, and
 * a new password can be sent to it: with another one every session ends, and the password stays.
 */
export const correctPerson = (
  context: AccountContext,
  order: Order & { readonly name: string; readonly email: string },
) =>
  change(context, order, async (known, tx): Promise<Deed<'AP-DONE' | 'AP-MAIL'>> => {
    const { name } = order;
    const email = order.email.toLowerCase();
    const [isNamed, isMoved] = [name !== known.name, email !== known.email];
    if (known.isDisabled || !(isNamed || isMoved)) return err('AP-DONE');
    const [taken] = await tx
      .select({ id: person.id })
      .from(person)
      .where(and(eq(person.email, email), ne(person.id, order.person)));
    if (taken !== undefined) return err('AP-MAIL');
    const of = (said: { readonly name: string; readonly email: string | null }): Said => ({
      ...(isNamed ? { name: said.name } : {}),
      ...(isMoved && said.email !== null ? { email: said.email } : {}),
    });
    return ok({
      kind: 'corrected',
      after: known.post,
      write: setPerson(order.person, { name, email }),
      said: { before: of(known), after: of({ name, email }) },
      ...(isMoved ? {} : { keepsSessions: true }),
    });
  });

/** Nothing is done under this name any more, from this moment on (AC-12). */
export const disablePerson = (context: AccountContext, order: Order) =>
  change(context, order, (known): Deed<'AP-DONE'> => {
    if (known.isDisabled) return err('AP-DONE');
    const disabledAt = new Date(context.clock.now());
    return ok({ kind: 'disabled', after: null, write: setPerson(order.person, { disabledAt }) });
  });

/** Back in the post of before, with the password of before; tablets ask for a new sign-in. */
export const enablePerson = (context: AccountContext, order: Order) =>
  change(context, order, (known): Deed<'AP-DONE'> => {
    if (!known.isDisabled) return err('AP-DONE');
    return ok({ kind: 'enabled', after: known.post, write: setPerson(order.person, { disabledAt: null }) });
  });

/** For who has forgotten it: a new one, told once, good for choosing another (AC-13). */
export async function renewPassword(
  context: AccountContext,
  order: Order,
): Promise<Result<FirstPassword, Refusal | 'AP-NONE' | 'AP-DONE'>> {
  const password = makePassword();
  const hash = await hashPassword(password);
  const outcome = await change(context, order, (known): Deed<'AP-DONE'> => {
    if (known.isDisabled) return err('AP-DONE');
    const write = async (tx: Transaction, at: Date) => {
      await setPerson(order.person, { mustChangePassword: true })(tx, at);
      await tx.delete(passkey).where(eq(passkey.personId, order.person));
      await tx
        .delete(account)
        .where(and(eq(account.userId, order.person), ne(account.providerId, 'credential')));
      await tx
        .update(account)
        .set({ password: hash, updatedAt: at })
        .where(and(eq(account.userId, order.person), eq(account.providerId, 'credential')));
    };
    return ok({ kind: 'password-renewed', after: known.post, write });
  });
  return outcome.ok ? ok({ person: order.person, password }) : outcome;
}
