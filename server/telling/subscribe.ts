import { and, count, eq, inArray, ne, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import * as z from 'zod';
import { EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { session } from '@/db/schema/account';
import { passPush, personPush } from '@/db/schema/telling';
import { allGates } from '@/domain/gate/gates';
import { gateIdSchema } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import type { Context } from '../api/context';
import { countSubscription } from '../auth/throttle';
import type { PushSubscription } from '../connectors/push/push-port';
import type { FirmContext } from '../declaration/firm-context';
import { crossingOfText, readPassText } from '../pass/held-pass';

/** Browsers of one person, and of one pass: the driver's, and somebody's at the yard. */
const MOST_OF_PERSON = 10;
const MOST_OF_PASS = 4;

/** As a browser gives it: an address, an uncompressed point on P-256 and a secret of 16 bytes. */
export const pushSubscriptionSchema = z.object({
  endpoint: z.url().max(1000),
  p256dh: z.string().regex(/^[\w-]{87}$/),
  auth: z.string().regex(/^[\w-]{22}$/),
});

type Member = Pick<FirmContext, 'accounts' | 'actor' | 'sessionId' | 'clock' | 'push'>;
type Wish = {
  readonly subscription: PushSubscription;
  readonly userAgent: string | null;
  /** Nothing new: what this person is told here is of the session of now. */
  readonly renews: boolean;
};

/** Whether the session has not been ended since it was read; it stays until this is written. */
async function stillIn(tx: Transaction, { actor, sessionId }: Member): Promise<boolean> {
  if (sessionId === null) return true;
  const rows = await tx
    .select({ id: session.id })
    .from(session)
    .where(and(eq(session.id, sessionId), eq(session.userId, actor.id)))
    .for('key share');
  return rows.length > 0;
}

/** Somebody of a firm wants to be told in this browser; whoever used it before is not any more (TE-9). */
export async function subscribePerson(
  member: Member,
  { subscription, userAgent, renews }: Wish,
): Promise<Result<null, 'AP-INPUT' | 'AP-MANY' | 'AP-SIGN'>> {
  const { accounts, actor, sessionId, clock, push } = member;
  if (!(await push()).accepts(subscription.endpoint)) return err('AP-INPUT');
  return accounts.transaction(async (tx) => {
    if (!(await stillIn(tx, member))) return err('AP-SIGN');
    if (renews) {
      await tx
        .update(personPush)
        .set({ sessionId })
        .where(and(eq(personPush.endpoint, subscription.endpoint), eq(personPush.personId, actor.id)));
      return ok(null);
    }
    const [own] = await tx
      .select({ count: count() })
      .from(personPush)
      .where(and(eq(personPush.personId, actor.id), ne(personPush.endpoint, subscription.endpoint)));
    if ((own?.count ?? 0) >= MOST_OF_PERSON) return err('AP-MANY');
    const row = {
      subscriptionId: uuidv7(),
      personId: actor.id,
      ...subscription,
      userAgent,
      madeAt: clock.now(),
      sessionId,
    };
    // Two tabs may ask at once; what waits for the person of before finds another subscription.
    await tx.insert(personPush).values(row).onConflictDoUpdate({ target: personPush.endpoint, set: row });
    return ok(null);
  });
}

/** Of one's own browsers, the one that has this address; ended twice it is ended. */
export async function unsubscribePerson(
  { accounts, actor }: Pick<FirmContext, 'accounts' | 'actor'>,
  { endpoint }: { readonly endpoint: string },
): Promise<null> {
  await accounts
    .delete(personPush)
    .where(and(eq(personPush.endpoint, endpoint), eq(personPush.personId, actor.id)));
  return null;
}

type Visitor = Pick<Context, 'db' | 'accounts' | 'clock' | 'address' | 'push'>;

/** Whoever holds the text of a pass is told about it in this browser, until it ends (TE-9). */
export async function subscribePass(
  { db, accounts, clock, address, push }: Visitor,
  input: { readonly token: string; readonly subscription: PushSubscription; readonly locale: Locale },
): Promise<Result<null, 'AP-PASS' | 'AP-NONE' | 'AP-INPUT' | 'AP-MANY' | 'AP-ENDED'>> {
  const { token, subscription, locale } = input;
  if (!(await push()).accepts(subscription.endpoint)) return err('AP-INPUT');
  const now = clock.now();
  if (!(await countSubscription(accounts, address, now))) return err('AP-MANY');
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  const { passId, revision } = claims;
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const crossingId = await crossingOfText(tx, text.value, token);
    if (crossingId === null) return err('AP-NONE');
    const own = and(eq(passPush.gateId, gateId), eq(passPush.passId, passId));
    const held = await tx.select({ endpoint: passPush.endpoint }).from(passPush).where(own).for('update');
    if (held.length >= MOST_OF_PASS && !held.some(({ endpoint }) => endpoint === subscription.endpoint))
      return err('AP-MANY');
    const row = { gateId, passId, revision, crossingId, ...subscription, locale, madeAt: now };
    await tx
      .insert(passPush)
      .values({ ...row, subscriptionId: uuidv7({ msecs: now }) })
      .onConflictDoUpdate({
        target: [passPush.gateId, passPush.passId, passPush.endpoint],
        set: { ...subscription, revision, locale },
      });
    return ok(null);
  });
}

export async function unsubscribePass(
  { db }: Visitor,
  { token, endpoint }: { readonly token: string; readonly endpoint: string },
): Promise<Result<null, 'AP-PASS' | 'AP-NONE'>> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  return inGate(db, { gateId, actor: null }, async (tx) => {
    if ((await crossingOfText(tx, text.value, token)) === null) return err('AP-NONE');
    await tx
      .delete(passPush)
      .where(
        and(eq(passPush.gateId, gateId), eq(passPush.passId, claims.passId), eq(passPush.endpoint, endpoint)),
      );
    return ok(null);
  });
}

/**
 * A browser was given another address by its push service and says so from its worker, where nobody is signed in: the old
 * address and its secret, which nobody else knows, say whose it is.
 */
export async function moveSubscription(
  { db, accounts, clock, address, push }: Visitor,
  {
    old,
    next,
  }: { readonly old: Pick<PushSubscription, 'endpoint' | 'auth'>; readonly next: PushSubscription },
): Promise<Result<null, 'AP-NONE' | 'AP-INPUT' | 'AP-MANY'>> {
  if (!(await push()).accepts(next.endpoint)) return err('AP-INPUT');
  if (!(await countSubscription(accounts, address, clock.now()))) return err('AP-MANY');
  const persons = await accounts.transaction(async (tx) => {
    const ofOldPerson = and(eq(personPush.endpoint, old.endpoint), eq(personPush.auth, old.auth));
    const [held] = await tx.select().from(personPush).where(ofOldPerson).for('update');
    if (held === undefined) return [];
    if (old.endpoint === next.endpoint) await tx.update(personPush).set(next).where(ofOldPerson);
    else {
      // The page may have brought the new address already, in this moment even.
      await tx.delete(personPush).where(ofOldPerson);
      await tx
        .insert(personPush)
        .values({ ...held, ...next })
        .onConflictDoUpdate({
          target: personPush.endpoint,
          set: {
            ...next,
            personId: held.personId,
            // What the page has brought is of the session of now.
            sessionId: sql`case when ${personPush.personId} = excluded.person_id then ${personPush.sessionId}
              else excluded.session_id end`,
          },
        });
    }
    return [held];
  });
  const known = allGates().map(({ code }) => code);
  const ofOld = and(
    inArray(passPush.gateId, known),
    eq(passPush.endpoint, old.endpoint),
    eq(passPush.auth, old.auth),
  );
  const held = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.selectDistinct({ gateId: passPush.gateId }).from(passPush).where(ofOld),
  );
  for (const { gateId } of held)
    await inGate(db, { gateId: gateIdSchema.parse(gateId), actor: null }, async (tx) => {
      if (old.endpoint === next.endpoint) {
        await tx
          .update(passPush)
          .set(next)
          .where(and(eq(passPush.gateId, gateId), ofOld));
        return;
      }
      const gone = await tx
        .delete(passPush)
        .where(and(eq(passPush.gateId, gateId), ofOld))
        .returning();
      for (const row of gone)
        await tx
          .insert(passPush)
          .values({ ...row, ...next })
          .onConflictDoUpdate({
            target: [passPush.gateId, passPush.passId, passPush.endpoint],
            set: { ...next, revision: row.revision, locale: row.locale },
          });
    });
  return persons.length + held.length > 0 ? ok(null) : err('AP-NONE');
}
