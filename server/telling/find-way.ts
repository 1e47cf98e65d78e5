import { and, eq } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { person } from '@/db/schema/account';
import { crossing } from '@/db/schema/crossing';
import { passToken } from '@/db/schema/pass';
import { passPush, personPush, personTelling, type tellingMessage } from '@/db/schema/telling';
import { crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { firmRoleSchema, type Locale } from '@/domain/shared/vocabulary';
import { USUAL_PREFERENCE } from '@/domain/telling/preference';
import { isTold, type TellingKind } from '@/domain/telling/telling-kind';
import type { PushSubscription } from '../connectors/push/push-port';
import { driverMobile, mobileOf, readToldCrossings } from './reach';

export type OutboxMessage = typeof tellingMessage.$inferSelect;

/** Where a message goes now, and in which language. */
export type Way =
  | {
      readonly kind: 'push';
      readonly to: PushSubscription;
      readonly locale: Locale;
      readonly passText: string | null;
    }
  | {
      readonly kind: 'text';
      readonly channel: 'sms' | 'email';
      readonly to: string;
      readonly locale: Locale;
    };

/** What it is about, as far as it says who may hear of it. */
type Subject = { readonly kind: TellingKind; readonly firmId: string | null };
type Ports = { readonly db: Database; readonly accounts: Database };

/**
 * Looked up when it is sent and not before: who has left the firm, ended a subscription or was erased gets nothing (TE-9).
 * Null: there is no way any more.
 */
export async function findWay(ports: Ports, message: OutboxMessage, told: Subject): Promise<Way | null> {
  const [who, id = ''] = message.recipient.split(' ');
  return who === 'driver' ? driverWay(ports, message, id) : personWay(ports, message, id, told);
}

async function driverWay({ db }: Ports, message: OutboxMessage, passId: string): Promise<Way | null> {
  const gateId = gateIdSchema.parse(message.gateId);
  return inGate(db, { gateId, actor: null }, async (tx) => {
    if (message.channel !== 'push') {
      const crossingId = crossingIdSchema.parse(message.crossingId);
      const of = (await readToldCrossings(tx, gateId, [crossingId])).get(crossingId);
      // Another pass has replaced it, and the number may be another driver's.
      if (of?.passId !== passId) return null;
      const mobile = await driverMobile(tx, gateId, crossingId);
      return mobile === null ? null : { kind: 'text', channel: 'sms', ...mobile };
    }
    const [held] = await tx
      .select({ push: passPush, text: passToken.token })
      .from(passPush)
      .innerJoin(
        passToken,
        and(
          eq(passToken.gateId, passPush.gateId),
          eq(passToken.passId, passPush.passId),
          eq(passToken.revision, passPush.revision),
        ),
      )
      .where(
        and(
          eq(passPush.gateId, gateId),
          eq(passPush.passId, passId),
          eq(passPush.subscriptionId, message.target),
        ),
      );
    return held ? { kind: 'push', to: held.push, locale: held.push.locale, passText: held.text } : null;
  });
}

async function personWay(
  { db, accounts }: Ports,
  message: OutboxMessage,
  personId: string,
  { kind, firmId }: Subject,
): Promise<Way | null> {
  const [[reader], ofFirm] = await Promise.all([
    accounts
      .select({ person, preference: personTelling.preference })
      .from(person)
      .leftJoin(personTelling, eq(personTelling.personId, person.id))
      .where(eq(person.id, personId)),
    firmId ?? firmOfCrossing(db, message),
  ]);
  if (reader === undefined || reader.person.disabledAt !== null) return null;
  const role = firmRoleSchema.safeParse(reader.person.role);
  if (!role.success || !isTold(role.data, kind)) return null;
  if (ofFirm === null || reader.person.firmId !== ofFirm) return null;
  const { email, phone } = reader.person;
  const locale = reader.preference?.locale ?? mobileOf(phone)?.locale ?? USUAL_PREFERENCE.locale;
  if (message.channel === 'email')
    return email === null ? null : { kind: 'text', channel: 'email', to: email, locale };
  if (message.channel === 'sms')
    return phone === null ? null : { kind: 'text', channel: 'sms', to: phone, locale };
  const [push] = await accounts
    .select()
    .from(personPush)
    .where(and(eq(personPush.subscriptionId, message.target), eq(personPush.personId, personId)));
  return push ? { kind: 'push', to: push, locale, passText: null } : null;
}

async function firmOfCrossing(db: Database, message: OutboxMessage): Promise<string | null> {
  const { crossingId } = message;
  if (crossingId === null) return null;
  const gateId = gateIdSchema.parse(message.gateId);
  const [of] = await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .select({ firmId: crossing.firmId })
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId))),
  );
  return of?.firmId ?? null;
}
