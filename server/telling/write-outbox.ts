import { and, eq, inArray, type SQL, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { telling, tellingMessage } from '@/db/schema/telling';
import { type GateId, OF_PROVINCE } from '@/domain/shared/identity';
import { dueOf } from '@/domain/telling/due';
import type { TellingFact } from '@/domain/telling/facts-of-event';
import type { PaperFact } from '@/domain/telling/paper-told';
import { channelsFor, type QuietHours, USUAL_QUIET } from '@/domain/telling/preference';
import { type Channel, isTold, TELLING_RULES, type TellingKind } from '@/domain/telling/telling-kind';
import { driverMobile, type FirmReader, pushesOf, type ToldCrossing } from './reach';

/** What can be sent from here at all. */
export type Ways = Readonly<Record<Channel, boolean>>;

type Order = {
  readonly gateId: GateId;
  readonly tellingId: string;
  readonly fact: TellingFact;
  readonly of: ToldCrossing;
  readonly firm: readonly FirmReader[];
  readonly ways: Ways;
  readonly now: number;
};

/** One way to one recipient. */
type Leg = {
  readonly recipient: string;
  readonly channel: Channel | 'inbox';
  readonly target: string;
  readonly quiet: QuietHours | null;
};

/** Writes a fact and a message for everybody who is to hear of it; false: it was told already (TE-6). */
export async function writeFact(tx: Transaction, order: Order): Promise<boolean> {
  const { gateId, tellingId, fact, of, now } = order;
  // A correction that the firm made itself is no news to it.
  if (fact.kind === 'corrected' && order.firm.some(({ id }) => id === fact.by)) return false;
  // One agency's hold was lifted and another's stands: nobody may go on (FO-9).
  if (fact.kind === 'released' && of.isHeld) return false;
  const { key, kind, crossingId, about, at } = fact;
  const [made] = await tx
    .insert(telling)
    .values({
      gateId,
      tellingId,
      fact: key,
      kind,
      crossingId,
      about,
      at,
      values: { plate: of.plate, ...fact.values },
    })
    .onConflictDoNothing()
    .returning({ id: telling.tellingId });
  if (made === undefined) return false;
  const earlier = await overtake(tx, gateId, fact, eq(telling.crossingId, crossingId));
  const legs = [...firmLegs(order), ...(await driverLegs(tx, order))].filter(
    (leg) => !TELLING_RULES[kind].isMuteAlone || earlier.has(legKey(leg)),
  );
  await writeMessages(tx, { gateId, tellingId, crossingId, kind, at, now }, legs);
  return true;
}

type PaperOrder = Pick<Order, 'tellingId' | 'firm' | 'ways' | 'now'> & { readonly fact: PaperFact };

/** The same for a paper of a fleet, which is of no gate and of no driver's (TE-15). The transaction writes for `OF_PROVINCE`. */
export async function writePaper(tx: Transaction, order: PaperOrder): Promise<boolean> {
  const { tellingId, fact, firm, ways, now } = order;
  const { key, kind, firmId, entryId, about, at, values } = fact;
  const of = { gateId: OF_PROVINCE, tellingId, crossingId: null };
  const [made] = await tx
    .insert(telling)
    .values({ ...of, fact: key, kind, firmId, entryId, about, at, values })
    .onConflictDoNothing()
    .returning({ id: telling.tellingId });
  if (made === undefined) return false;
  await overtake(tx, OF_PROVINCE, fact, eq(telling.firmId, firmId));
  await writeMessages(tx, { ...of, kind, at, now }, firmLegs({ fact: { kind, by: null }, firm, ways }));
  return true;
}

type MessagesOf = {
  readonly gateId: GateId;
  readonly tellingId: string;
  readonly crossingId: string | null;
  readonly kind: TellingKind;
  readonly at: number;
  readonly now: number;
};

async function writeMessages(
  tx: Transaction,
  { gateId, tellingId, crossingId, kind, at, now }: MessagesOf,
  legs: readonly Leg[],
): Promise<void> {
  await insertRows(
    tx,
    tellingMessage,
    legs.map(({ recipient, channel, target, quiet }) => {
      const { dueAt, expiresAt } = dueOf(kind, { at, now }, quiet);
      const isInbox = channel === 'inbox';
      return {
        gateId,
        messageId: uuidv7({ msecs: now }),
        tellingId,
        crossingId,
        recipient,
        channel,
        target,
        state: isInbox ? ('delivered' as const) : ('queued' as const),
        madeAt: now,
        dueAt,
        expiresAt,
        nextAt: dueAt,
        tries: 0,
        sentAt: isInbox ? now : null,
        deliveredAt: isInbox ? now : null,
        openedAt: null,
        fault: null,
      };
    }),
  );
}

const legKey = ({ recipient, channel, target }: Omit<Leg, 'quiet'>): string =>
  [recipient, channel, target].join(' ');

/** Who was told what this takes back, by which ways; what of it still waits is not sent any more (TE-4). */
async function overtake(
  tx: Transaction,
  gateId: GateId,
  fact: Pick<TellingFact, 'kind' | 'about' | 'key'>,
  isOfSubject: SQL,
): Promise<ReadonlySet<string>> {
  const { overtakes } = TELLING_RULES[fact.kind];
  if (overtakes.length === 0) return new Set();
  const older = await tx
    .select({ id: telling.tellingId })
    .from(telling)
    .where(
      and(
        eq(telling.gateId, gateId),
        isOfSubject,
        eq(telling.about, fact.about),
        inArray(telling.kind, [...overtakes]),
        sql`${telling.fact} <> ${fact.key}`,
      ),
    );
  if (older.length === 0) return new Set();
  const theirs = and(
    eq(tellingMessage.gateId, gateId),
    inArray(
      tellingMessage.tellingId,
      older.map(({ id }) => id),
    ),
  );
  await tx
    .update(tellingMessage)
    .set({ state: 'overtaken' })
    .where(and(theirs, eq(tellingMessage.state, 'queued')));
  const told = await tx
    .select({
      recipient: tellingMessage.recipient,
      channel: tellingMessage.channel,
      target: tellingMessage.target,
    })
    .from(tellingMessage)
    .where(and(theirs, inArray(tellingMessage.state, ['sending', 'sent', 'delivered', 'unknown'])));
  return new Set(told.map(legKey));
}

function firmLegs({
  fact,
  firm,
  ways,
}: Pick<Order, 'firm' | 'ways'> & { readonly fact: Pick<TellingFact, 'kind' | 'by'> }): readonly Leg[] {
  return firm
    .filter(({ id, role }) => id !== fact.by && isTold(role, fact.kind))
    .flatMap((reader): readonly Leg[] => {
      const { quiet } = reader.preference;
      const leg = (channel: Leg['channel'], target = ''): Leg => ({
        recipient: `person ${reader.id}`,
        channel,
        target,
        quiet,
      });
      const chosen = channelsFor(fact.kind, reader.preference).filter((channel) => ways[channel]);
      return [
        leg('inbox'),
        ...(chosen.includes('push') ? reader.pushes.map((id) => leg('push', id)) : []),
        ...(chosen.includes('email') && reader.email !== null ? [leg('email')] : []),
        ...(chosen.includes('sms') && reader.phone !== null ? [leg('sms')] : []),
      ];
    });
}

/**
 * By the phone that holds the pass; where none asked to be told, what is urgent by text message (TE-2). The number is that
 * of the driver of now: what became of a pass that another one has replaced is nothing to him.
 */
async function driverLegs(tx: Transaction, { gateId, fact, of, ways }: Order): Promise<readonly Leg[]> {
  const { driver, isUrgent } = TELLING_RULES[fact.kind];
  const passId = fact.passId ?? of.passId;
  if (!driver || passId === null) return [];
  const leg = { recipient: `driver ${passId}`, quiet: USUAL_QUIET };
  const pushes = ways.push ? pushesOf(of, passId) : [];
  if (pushes.length > 0) return pushes.map((target) => ({ ...leg, channel: 'push' as const, target }));
  if (!isUrgent || !ways.sms || passId !== of.passId) return [];
  const mobile = await driverMobile(tx, gateId, fact.crossingId);
  return mobile === null ? [] : [{ ...leg, channel: 'sms', target: '' }];
}
