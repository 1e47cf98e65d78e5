import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Condition } from '@/domain/sync/condition';

/** A writer of events at a gate: a tablet, or the centre itself. The row is locked for as long as its chain grows. */
export const device = pgTable(
  'device',
  {
    gateId: text('gate_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    kind: text('kind').$type<'tablet' | 'centre'>().notNull(),
    name: text('name').notNull(),
    checkpoint: text('checkpoint').notNull(),
    agency: text('agency').notNull(),
    /** Raw Ed25519 key, base64url; null for the centre, whose events never travel. */
    publicKey: text('public_key'),
    enrolledBy: text('enrolled_by'),
    enrolledAt: bigint('enrolled_at', { mode: 'number' }).notNull(),
    /** Withdrawn: what it sends is still taken in, nothing is told to it. */
    revokedAt: bigint('revoked_at', { mode: 'number' }),
    /** From now on it is told to forget everything once it has sent everything. */
    wipeAskedAt: bigint('wipe_asked_at', { mode: 'number' }),
    /** Everything up to here is durable: in the log, or in quarantine. */
    ackSeq: bigint('ack_seq', { mode: 'number' }).notNull().default(0),
    ackHash: text('ack_hash'),
    /** Greatest sequence number ever received; above `ackSeq` while a hole is open. */
    maxSeq: bigint('max_seq', { mode: 'number' }).notNull().default(0),
    hlc: text('hlc'),
    /** Newest event the device says it has: `headSeq - ackSeq` are still on it. */
    headSeq: bigint('head_seq', { mode: 'number' }).notNull().default(0),
    lastSeenAt: bigint('last_seen_at', { mode: 'number' }),
    /** Server clock minus device clock at the last contact, ms, the way there included. */
    clockOffsetMs: doublePrecision('clock_offset_ms'),
    /** As it last told of itself, and when. */
    condition: jsonb('condition').$type<Condition>(),
    conditionAt: bigint('condition_at', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ name: 'device_pk', columns: [table.gateId, table.deviceId] }),
    uniqueIndex('device_one_centre').on(table.gateId).where(sql`kind = 'centre'`),
  ],
);

/** What could not enter the log, kept whole: somebody at the centre looks at it, nothing is dropped. */
export const deviceQuarantine = pgTable(
  'device_quarantine',
  {
    gateId: text('gate_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    /** SHA-256 of `raw`: sent twice, kept once. */
    rawHash: text('raw_hash').notNull(),
    /** A quarantine code of the protocol, or `fork`. */
    code: text('code').notNull(),
    /** JSON text as received; text, since what Postgres cannot hold as JSON must be kept as well. */
    raw: text('raw').notNull(),
    receivedAt: bigint('received_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({
      name: 'device_quarantine_pk',
      columns: [table.gateId, table.deviceId, table.seq, table.rawHash],
    }),
  ],
);

/** What somebody in the control room did about a tablet or about what it sent, with the reason: written once, never changed. */
export const deviceAct = pgTable(
  'device_act',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    actId: uuid('act_id').notNull(),
    deviceId: uuid('device_id').notNull(),
    kind: text('kind').$type<'withdrawn' | 'wipe-asked' | 'quarantine-looked-at' | 'moved'>().notNull(),
    /** Which thing in quarantine; null for the tablet as a whole. */
    seq: bigint('seq', { mode: 'number' }),
    rawHash: text('raw_hash'),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'device_act_pk', columns: [table.gateId, table.actId] }),
    index('device_act_device').on(table.gateId, table.deviceId),
  ],
);

/** A supervisor's one-time code that lets one tablet in (DV-5). Only its hash rests here. */
export const enrolmentCode = pgTable(
  'enrolment_code',
  {
    gateId: text('gate_id').notNull(),
    /** SHA-256 of the secret, hex: of 130 drawn bits, so that a plain hash suffices. */
    secretHash: text('secret_hash').notNull(),
    name: text('name').notNull(),
    checkpoint: text('checkpoint').notNull(),
    agency: text('agency').notNull(),
    madeBy: text('made_by').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    expiresAt: bigint('expires_at', { mode: 'number' }).notNull(),
    usedBy: uuid('used_by'),
    usedAt: bigint('used_at', { mode: 'number' }),
  },
  (table) => [primaryKey({ name: 'enrolment_code_pk', columns: [table.gateId, table.secretHash] })],
);

/**
 * Whose post at the gate ended, and when: tablets let nobody in who signed in before (AC-12). The newest end of each; who
 * came back has signed in since.
 */
export const officerEnded = pgTable(
  'officer_ended',
  {
    gateId: text('gate_id').notNull(),
    personId: uuid('person_id').notNull(),
    /** ms since the epoch. */
    endedAt: bigint('ended_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'officer_ended_pk', columns: [table.gateId, table.personId] })],
);
