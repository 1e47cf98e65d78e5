import { sql } from 'drizzle-orm';
import {
  bigint,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Level } from '@/domain/flow/neighbour';
import type { Bulletin } from '@/domain/neighbour/bulletin';
import type { CloudEvent } from '@/domain/neighbour/cloud-event';
import type { Content, ContentOf, Step } from '@/domain/neighbour/content';
import type { Channel } from '@/domain/neighbour/statement';
import type { Direction } from '@/domain/shared/vocabulary';

/** What the neighbour said, however it came: written once, never changed (NE-2). Times in ms. */
export const neighbourStatement = pgTable(
  'neighbour_statement',
  {
    gateId: text('gate_id').notNull(),
    source: text('source').notNull(),
    statementId: uuid('statement_id').notNull(),
    level: text('level').$type<Level>().notNull(),
    channel: text('channel').$type<Channel>().notNull(),
    epoch: integer('epoch'),
    sequence: bigint('sequence', { mode: 'number' }),
    kind: text('kind').$type<Content['kind']>().notNull(),
    /** Ours: export leaves our country; null for what concerns both ways. */
    direction: text('direction').$type<Direction>(),
    said: jsonb('said').$type<Content['said']>().notNull(),
    saidAt: bigint('said_at', { mode: 'number' }).notNull(),
    validUntil: bigint('valid_until', { mode: 'number' }),
    heardAt: bigint('heard_at', { mode: 'number' }).notNull(),
    toldBy: text('told_by'),
    recordedBy: text('recorded_by'),
    note: text('note'),
  },
  (table) => [
    primaryKey({
      name: 'neighbour_statement_pk',
      columns: [table.gateId, table.source, table.statementId],
    }),
    index('neighbour_statement_newest').on(table.gateId, table.kind, table.saidAt.desc()),
  ],
);

/** What happened at a gate of ours that somebody decided to tell the other side (NE-20). */
export const neighbourIncident = pgTable(
  'neighbour_incident',
  {
    gateId: text('gate_id').notNull(),
    incidentId: uuid('incident_id').notNull(),
    code: text('code').$type<ContentOf<'incident'>['code']>().notNull(),
    /** Ours; null: it concerns both ways. */
    direction: text('direction').$type<Direction>(),
    since: bigint('since', { mode: 'number' }).notNull(),
    by: text('by').notNull(),
    overAt: bigint('over_at', { mode: 'number' }),
    overBy: text('over_by'),
  },
  (table) => [primaryKey({ name: 'neighbour_incident_pk', columns: [table.gateId, table.incidentId] })],
);

/** Steps of negotiations with the neighbour, ours and theirs, each signed by its country. */
export const neighbourStep = pgTable(
  'neighbour_step',
  {
    gateId: text('gate_id').notNull(),
    agreementId: uuid('agreement_id').notNull(),
    /** SHA-256 of the signed step. */
    stepHash: text('step_hash').notNull(),
    step: integer('step').notNull(),
    content: jsonb('content').$type<Step>().notNull(),
    keptAt: bigint('kept_at', { mode: 'number' }).notNull(),
    /** Person of ours who took the step. */
    by: text('by'),
  },
  (table) => [
    primaryKey({ name: 'neighbour_step_pk', columns: [table.gateId, table.agreementId, table.stepHash] }),
  ],
);

export const IS_STOP = sql.raw(`event ->> 'type' in ('border.closure.v1', 'border.incident.v1')`);

/** What we say, numbered without a gap within an epoch, kept for whoever was away. */
export const neighbourOutbox = pgTable(
  'neighbour_outbox',
  {
    epoch: integer('epoch').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    eventId: uuid('event_id').notNull(),
    /** What this replaces when it is said again: kind, gate, flow, stretch. */
    topic: text('topic').notNull(),
    event: jsonb('event').$type<CloudEvent>().notNull(),
    /** Of what is said, for "nothing new". */
    saidHash: text('said_hash').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'neighbour_outbox_pk', columns: [table.epoch, table.sequence] }),
    index('neighbour_outbox_topic').on(table.topic, table.madeAt.desc()),
    uniqueIndex('neighbour_outbox_event').on(table.eventId),
    // Few among many: what closes us is looked up every few seconds.
    index('neighbour_outbox_stops').on(table.topic).where(IS_STOP),
  ],
);

/** Which numbers of a source have come: its gaps are asked for, its repeats are known for ever. */
export const neighbourInbox = pgTable(
  'neighbour_inbox',
  {
    source: text('source').notNull(),
    epoch: integer('epoch').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
    eventId: uuid('event_id').notNull(),
    heardAt: bigint('heard_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'neighbour_inbox_pk', columns: [table.source, table.epoch, table.sequence] }),
  ],
);

/**
 * Up to where rows of a source's events were removed, in each epoch: of ours from the outbox, of theirs from the inbox. What came
 * with such a number is known for ever by this one line and by the ids of the statements.
 */
export const neighbourMark = pgTable(
  'neighbour_mark',
  {
    source: text('source').notNull(),
    epoch: integer('epoch').notNull(),
    sequence: bigint('sequence', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'neighbour_mark_pk', columns: [table.source, table.epoch] })],
);

/** How the link to a source stands, in both directions. */
export const neighbourLink = pgTable('neighbour_link', {
  source: text('source').primaryKey(),
  /** What we have of theirs: everything to `contiguous`, and the highest number that we know of. */
  epoch: integer('epoch').notNull().default(0),
  contiguous: bigint('contiguous', { mode: 'number' }).notNull().default(0),
  highest: bigint('highest', { mode: 'number' }).notNull().default(0),
  heardAt: bigint('heard_at', { mode: 'number' }),
  /** What they have of ours. */
  ackEpoch: integer('ack_epoch').notNull().default(0),
  ackSequence: bigint('ack_sequence', { mode: 'number' }).notNull().default(0),
  ackAt: bigint('ack_at', { mode: 'number' }),
});

/** Public keys of the other side; one counts after two people compared its fingerprint, or a trusted one vouched for it. */
export const neighbourKey = pgTable(
  'neighbour_key',
  {
    source: text('source').notNull(),
    keyId: text('key_id').notNull(),
    publicKey: text('public_key').notNull(),
    state: text('state').$type<'offered' | 'trusted' | 'retired'>().notNull(),
    offeredAt: bigint('offered_at', { mode: 'number' }).notNull(),
    /** Who compared the fingerprint, or the older key that vouched for it. */
    trustedBy: text('trusted_by'),
    trustedAt: bigint('trusted_at', { mode: 'number' }),
    /** It verifies until then; null: no end known. */
    until: bigint('until', { mode: 'number' }),
  },
  (table) => [primaryKey({ name: 'neighbour_key_pk', columns: [table.source, table.keyId] })],
);

/** Nonces within the replay window. */
export const neighbourNonce = pgTable(
  'neighbour_nonce',
  {
    keyId: text('key_id').notNull(),
    nonce: text('nonce').notNull(),
    until: bigint('until', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'neighbour_nonce_pk', columns: [table.keyId, table.nonce] }),
    index('neighbour_nonce_until').on(table.until),
  ],
);

/** Signed sheets of either side: ours as we gave them out, theirs as they were taken (BU-5). Written once. */
export const neighbourBulletin = pgTable(
  'neighbour_bulletin',
  {
    gateId: text('gate_id').notNull(),
    source: text('source').notNull(),
    number: integer('number').notNull(),
    bulletin: jsonb('bulletin').$type<Bulletin>().notNull(),
    /** `made` here; or taken from a `file` or from the codes of a `print`. */
    way: text('way').$type<'made' | 'file' | 'print'>().notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    /** Person who made or took it; null: the public page had it made. */
    by: text('by'),
  },
  (table) => [
    primaryKey({ name: 'neighbour_bulletin_pk', columns: [table.gateId, table.source, table.number] }),
  ],
);
