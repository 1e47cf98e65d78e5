import { and, asc, eq, gte, inArray, isNull, lt, lte, ne, notExists, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import { v7 as uuidv7 } from 'uuid';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { telling, tellingMessage } from '@/db/schema/telling';
import { gateIdSchema } from '@/domain/shared/identity';
import { leastIdOf, momentOfId } from '@/domain/shared/uuid-time';
import { afterAttempt, afterCrash, type DeliveryState, pauseAfterTry } from '@/domain/telling/delivery';
import { TELLING_KINDS, TELLING_RULES } from '@/domain/telling/telling-kind';
import type { MessagePort } from '../connectors/messages/message-port';
import type { PushPort } from '../connectors/push/push-port';
import { log } from '../log';
import { deliver, type Outcome, type Told } from './deliver';
import type { OutboxMessage } from './find-way';

export type SendPorts = {
  readonly db: Database;
  readonly accounts: Database;
  readonly messages: MessagePort | null;
  readonly push: PushPort;
  /** Of links in mails. */
  readonly origin: string;
  readonly now: () => number;
  /** How long a node may take for one message before it counts as dead, ms. */
  readonly leaseMs: number;
  /** 0 … 1. */
  readonly chance: () => number;
};

type TellingRow = typeof telling.$inferSelect;

const MOST_AT_ONCE = 100;
/** A call of a whole batch goes out in seconds. */
const SIDE_BY_SIDE = 8;

/** Providers of text messages and mails tell a message by its id; push services do not (decision 076). */
const knowsIds = ({ channel }: Pick<OutboxMessage, 'channel'>): boolean => channel !== 'push';

/**
 * One round: what a dead node left is judged, then every message that is due is taken by a lease and sent once.
 * @returns how many were accepted
 */
export async function sendMessages(ports: SendPorts): Promise<number> {
  const at = ports.now();
  const rows = await inGate(ports.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select({ message: tellingMessage, told: telling })
      .from(tellingMessage)
      .innerJoin(
        telling,
        and(eq(telling.gateId, tellingMessage.gateId), eq(telling.tellingId, tellingMessage.tellingId)),
      )
      .where(and(inArray(tellingMessage.state, ['queued', 'sending']), lte(tellingMessage.nextAt, at)))
      .orderBy(asc(tellingMessage.nextAt), asc(tellingMessage.messageId))
      .limit(MOST_AT_ONCE),
  );
  let sent = 0;
  const waiting = [...rows];
  const work = async () => {
    for (let row = waiting.shift(); row !== undefined; row = waiting.shift())
      if (await oneMessage(ports, row.message, row.told)) sent += 1;
  };
  await Promise.all(Array.from({ length: Math.min(SIDE_BY_SIDE, rows.length) }, work));
  return sent;
}

async function oneMessage(ports: SendPorts, message: OutboxMessage, told: TellingRow): Promise<boolean> {
  const at = ports.now();
  if (message.state === 'sending') {
    // Its node was not heard of again.
    await settle(
      ports,
      message,
      told,
      afterCrash({ tries: message.tries, knowsIds: knowsIds(message) }),
      'crashed',
    );
    return false;
  }
  if (at >= message.expiresAt) {
    await settle(ports, message, told, 'expired', null);
    return false;
  }
  if (await isOvertaken(ports, message, told)) {
    await settle(ports, message, told, 'overtaken', null);
    return false;
  }
  const taken = await take(ports, message);
  if (taken === null) return false;
  const { attempt, fault } = await deliver(ports, taken, told).catch((error: unknown): Outcome => {
    log().error({ err: error, kind: told.kind }, 'message not sent');
    return { attempt: { kind: 'unsure' }, fault: 'crashed' };
  });
  const state = afterAttempt(attempt, { tries: taken.tries, knowsIds: knowsIds(taken) });
  await settle(ports, taken, told, state, fault);
  if (fault !== null) log().warn({ channel: taken.channel, fault, tries: taken.tries }, 'message not sent');
  return state === 'sent';
}

const older = alias(tellingMessage, 'older');
/** Papers of a fleet have none, and are told apart by what they are about. */
const sameCrossing = (
  column: typeof telling.crossingId | typeof older.crossingId,
  crossingId: string | null,
) => (crossingId === null ? isNull(column) : eq(column, crossingId));
const rowOf = ({ gateId, messageId }: OutboxMessage) =>
  and(eq(tellingMessage.gateId, gateId), eq(tellingMessage.messageId, messageId));

/** TE-4: what overtook it came while it was on its way, and it came back; or its text was written after that. */
async function isOvertaken({ db }: SendPorts, { gateId }: OutboxMessage, told: TellingRow): Promise<boolean> {
  const kinds = TELLING_KINDS.filter((kind) => TELLING_RULES[kind].overtakes.includes(told.kind));
  if (kinds.length === 0) return false;
  const [later] = await inGate(db, { gateId: gateIdSchema.parse(gateId), actor: null }, (tx) =>
    tx
      .select({ id: telling.tellingId })
      .from(telling)
      .where(
        and(
          eq(telling.gateId, gateId),
          sameCrossing(telling.crossingId, told.crossingId),
          eq(telling.about, told.about),
          inArray(telling.kind, kinds),
          // Those of one look were told apart when they were written.
          gte(telling.tellingId, leastIdOf(momentOfId(told.tellingId) + 1)),
        ),
      )
      .limit(1),
  );
  return later !== undefined;
}

/** Before anything is said to the other side it is written that it may have been; one after another to one recipient. */
async function take({ db, now, leaseMs }: SendPorts, message: OutboxMessage): Promise<OutboxMessage | null> {
  const at = now();
  const [taken] = await inGate(db, { gateId: gateIdSchema.parse(message.gateId), actor: null }, (tx) =>
    tx
      .update(tellingMessage)
      .set({ state: 'sending', nextAt: at + leaseMs, tries: sql`${tellingMessage.tries} + 1` })
      .where(
        and(
          rowOf(message),
          eq(tellingMessage.state, 'queued'),
          lte(tellingMessage.nextAt, at),
          notExists(
            tx
              .select({ one: sql`1` })
              .from(older)
              .where(
                and(
                  eq(older.gateId, message.gateId),
                  sameCrossing(older.crossingId, message.crossingId),
                  eq(older.recipient, message.recipient),
                  eq(older.channel, message.channel),
                  eq(older.state, 'sending'),
                  eq(older.target, message.target),
                  lt(older.madeAt, message.madeAt),
                  ne(older.messageId, message.messageId),
                ),
              ),
          ),
        ),
      )
      .returning(),
  );
  return taken ?? null;
}

async function settle(
  ports: SendPorts,
  message: OutboxMessage,
  told: Told,
  state: Extract<DeliveryState, 'queued' | 'sent' | 'failed' | 'unknown' | 'expired' | 'overtaken'>,
  fault: string | null,
): Promise<void> {
  const at = ports.now();
  const isOver = state === 'failed' || state === 'unknown' || state === 'expired';
  await inGate(ports.db, { gateId: gateIdSchema.parse(message.gateId), actor: null }, async (tx) => {
    const changed = await tx
      .update(tellingMessage)
      .set({
        state,
        fault,
        ...(state === 'sent' ? { sentAt: at } : {}),
        nextAt: state === 'queued' ? at + pauseAfterTry(message.tries, ports.chance()) : message.nextAt,
      })
      // A receipt may have been faster than the answer.
      .where(and(rowOf(message), eq(tellingMessage.state, message.state)))
      .returning({ id: tellingMessage.messageId });
    if (changed.length === 0 || !isOver || !needsTextInstead(message, told) || ports.messages === null)
      return;
    await tx
      .insert(tellingMessage)
      .values({
        ...message,
        messageId: uuidv7({ msecs: at }),
        channel: 'sms',
        target: '',
        state: 'queued',
        madeAt: at,
        dueAt: at,
        nextAt: at,
        tries: 0,
        fault: null,
      })
      .onConflictDoNothing();
  });
}

/** TE-9: a driver whose phone could not be reached, or nobody knows whether, gets what is urgent as a text message. */
const needsTextInstead = ({ channel, recipient }: OutboxMessage, { kind }: Told): boolean =>
  channel === 'push' && recipient.startsWith('driver') && TELLING_RULES[kind].isUrgent;
