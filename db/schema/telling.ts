import { sql } from 'drizzle-orm';
import {
  bigint,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Locale } from '@/domain/shared/vocabulary';
import type { DeliveryState } from '@/domain/telling/delivery';
import type { Preference } from '@/domain/telling/preference';
import type { Channel, TellingKind } from '@/domain/telling/telling-kind';
import { person } from './account';

const at = (name: string) => bigint(name, { mode: 'number' });

/** How far what a gate's log and tables say has been turned into messages (decision 076). Times in ms. */
export const tellingCursor = pgTable(
  'telling_cursor',
  {
    gateId: text('gate_id').notNull(),
    /** Position in the log. */
    position: at('position').notNull(),
    /** Since when this gate tells: nothing older is told. */
    since: at('since').notNull(),
  },
  (table) => [primaryKey({ name: 'telling_cursor_pk', columns: [table.gateId] })],
);

/** A fact that people are told, once: its key is made of the fact's own (TE-6). */
export const telling = pgTable(
  'telling',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    tellingId: uuid('telling_id').notNull(),
    fact: text('fact').notNull(),
    kind: text('kind').$type<TellingKind>().notNull(),
    /** Null: about a paper of a firm's fleet, and then of no gate (decision 087). */
    crossingId: uuid('crossing_id'),
    /** Of the paper; the firm of a crossing stands there. */
    firmId: uuid('firm_id'),
    /** Vehicle or driver whose paper it is. */
    entryId: uuid('entry_id'),
    about: text('about').notNull(),
    at: at('at').notNull(),
    /** Figures for the words, the plate among them. */
    values: jsonb('values').$type<Readonly<Record<string, string | number>>>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'telling_pk', columns: [table.gateId, table.tellingId] }),
    uniqueIndex('telling_fact').on(table.gateId, table.fact),
    index('telling_crossing').on(table.gateId, table.crossingId, table.at),
    check(
      'telling_subject',
      sql`(crossing_id is null) = (firm_id is not null) and (firm_id is null) = (entry_id is null)`,
    ),
  ],
);

/**
 * The outbox: one row per telling, recipient and way, made with the telling. No address, number or word stands here: they
 * are looked up when it is sent.
 */
export const tellingMessage = pgTable(
  'telling_message',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7, the id by which the other side knows it again. Nobody can guess it: a phone answers by it. */
    messageId: uuid('message_id').notNull(),
    tellingId: uuid('telling_id').notNull(),
    /** Null: about a paper of a firm's fleet. */
    crossingId: uuid('crossing_id'),
    /** `person <id>`, or `driver <pass id>`. */
    recipient: text('recipient').notNull(),
    channel: text('channel').$type<Channel | 'inbox'>().notNull(),
    /** Push subscription; empty for the other ways. */
    target: text('target').notNull(),
    state: text('state').$type<DeliveryState>().notNull(),
    madeAt: at('made_at').notNull(),
    dueAt: at('due_at').notNull(),
    expiresAt: at('expires_at').notNull(),
    /** Whoever finds this past takes the message for the time of a lease (decision 040). */
    nextAt: at('next_at').notNull(),
    tries: integer('tries').notNull().default(0),
    sentAt: at('sent_at'),
    deliveredAt: at('delivered_at'),
    /** Opened on the phone, or read in the inbox. */
    openedAt: at('opened_at'),
    fault: text('fault'),
  },
  (table) => [
    primaryKey({ name: 'telling_message_pk', columns: [table.gateId, table.messageId] }),
    uniqueIndex('telling_message_once').on(
      table.gateId,
      table.tellingId,
      table.recipient,
      table.channel,
      table.target,
    ),
    index('telling_message_work').on(table.nextAt).where(sql`state in ('queued', 'sending')`),
    index('telling_message_crossing').on(table.gateId, table.crossingId),
    index('telling_message_inbox').on(table.recipient, table.madeAt).where(sql`channel = 'inbox'`),
  ],
);

/** A driver's browser that asked to be told about one pass; it ends with the pass. */
export const passPush = pgTable(
  'pass_push',
  {
    gateId: text('gate_id').notNull(),
    subscriptionId: uuid('subscription_id').notNull(),
    passId: text('pass_id').notNull(),
    /** Of the text that the phone holds. */
    revision: integer('revision').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    endpoint: text('endpoint').notNull(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    locale: text('locale').$type<Locale>().notNull(),
    madeAt: at('made_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'pass_push_pk', columns: [table.gateId, table.subscriptionId] }),
    uniqueIndex('pass_push_once').on(table.gateId, table.passId, table.endpoint),
    index('pass_push_crossing').on(table.gateId, table.crossingId),
  ],
);

/** A browser in which somebody of a firm wants to be told. Of the accounts area, as all below. */
export const personPush = pgTable(
  'person_push',
  {
    subscriptionId: uuid('subscription_id').primaryKey(),
    personId: uuid('person_id')
      .notNull()
      .references(() => person.id, { onDelete: 'cascade' }),
    endpoint: text('endpoint').notNull().unique(),
    p256dh: text('p256dh').notNull(),
    auth: text('auth').notNull(),
    userAgent: text('user_agent'),
    madeAt: at('made_at').notNull(),
    /** In which it was last asked for: ended with it by a person, outlives its lapse. Null: from before this was kept. */
    sessionId: text('session_id'),
  },
  (table) => [index('person_push_person').on(table.personId)],
);

/** What somebody of a firm chose about being told (TE-2, TE-3). */
export const personTelling = pgTable('person_telling', {
  personId: uuid('person_id')
    .primaryKey()
    .references(() => person.id, { onDelete: 'cascade' }),
  preference: jsonb('preference').$type<Preference>().notNull(),
  changedAt: at('changed_at').notNull(),
});
