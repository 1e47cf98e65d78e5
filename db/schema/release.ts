import { bigint, boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { EligibilitySource } from '@/domain/crossing/state';

/**
 * Whose approval code counts at a gate (RE-1): public keys only, the codes are known to nobody but their holders. A key
 * is never deleted: an override that was signed with it must stay provable.
 */
export const approver = pgTable(
  'approver',
  {
    gateId: text('gate_id').notNull(),
    personId: text('person_id').notNull(),
    /** Raw Ed25519 key, base64url. */
    publicKey: text('public_key').notNull(),
    /** Name at that time, for the control room; never sent to tablets. */
    name: text('name').notNull(),
    /** ms since the epoch; until `toAt`, which is null while it is in force. */
    fromAt: bigint('from_at', { mode: 'number' }).notNull(),
    toAt: bigint('to_at', { mode: 'number' }),
  },
  (table) => [primaryKey({ name: 'approver_pk', columns: [table.gateId, table.personId, table.publicKey] })],
);

/**
 * The newest answer of each source about each declaration and container, kept whether a crossing fits or not: the
 * lorry may be declared after the list came (RE-9).
 */
export const eligibilityAnswer = pgTable(
  'eligibility_answer',
  {
    gateId: text('gate_id').notNull(),
    source: text('source').$type<EligibilitySource>().notNull(),
    /** First 11 digits. */
    declaration: text('declaration').notNull(),
    /** Empty: goods without a container of their own. */
    container: text('container').notNull(),
    eligible: boolean('eligible').notNull(),
    /** When customs' own system said so, ms since the epoch. */
    asOf: bigint('as_of', { mode: 'number' }).notNull(),
    receivedAt: bigint('received_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'eligibility_answer_pk',
      columns: [table.gateId, table.source, table.declaration, table.container],
    }),
    index('eligibility_answer_fresh').on(table.gateId, table.asOf),
  ],
);

/** How a feed of another authority stands at a gate: where it was read to, and what went wrong last. */
export const feed = pgTable(
  'feed',
  {
    gateId: text('gate_id').notNull(),
    name: text('name').notNull(),
    /** The other side's own word for where we are; null before the first answer. */
    cursor: text('cursor'),
    triedAt: bigint('tried_at', { mode: 'number' }),
    answeredAt: bigint('answered_at', { mode: 'number' }),
    /** Tries since the last good answer. */
    failures: integer('failures').notNull().default(0),
    fault: text('fault'),
    nextAt: bigint('next_at', { mode: 'number' }).notNull().default(0),
  },
  (table) => [primaryKey({ name: 'feed_pk', columns: [table.gateId, table.name] })],
);

/** Where a pass or a plate was seen, for the whole province to compare (IN-9); read from the gate's own log. */
export const sighting = pgTable(
  'sighting',
  {
    gateId: text('gate_id').notNull(),
    eventId: uuid('event_id').notNull(),
    device: uuid('device').notNull(),
    crossingId: uuid('crossing_id'),
    passId: text('pass_id'),
    /** Of the tractor, whole: two provinces have lorries of one number; null for a pass that this gate does not know. */
    plate: text('plate_key'),
    at: bigint('at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'sighting_pk', columns: [table.gateId, table.eventId] }),
    index('sighting_plate').on(table.plate, table.at),
    index('sighting_pass').on(table.passId, table.at),
    index('sighting_at').on(table.gateId, table.at),
  ],
);
