import { sql } from 'drizzle-orm';
import {
  bigint,
  doublePrecision,
  index,
  integer,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PassRecord } from '@/domain/sync/protocol';

/** What was signed. Not a projection: a signed text cannot be made again from the log. */
export const passToken = pgTable(
  'pass_token',
  {
    gateId: text('gate_id').notNull(),
    passId: text('pass_id').notNull(),
    revision: integer('revision').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** `GP1:…` */
    token: text('token').notNull(),
    /** Seconds since the epoch, as in the pass. */
    notBefore: bigint('not_before', { mode: 'number' }).notNull(),
    notAfter: bigint('not_after', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'pass_token_pk', columns: [table.gateId, table.passId, table.revision] }),
    index('pass_token_crossing').on(table.gateId, table.crossingId),
  ],
);

/** Projection: one row per pass with its newest revision; what tablets pull. */
export const pass = pgTable(
  'pass',
  {
    gateId: text('gate_id').notNull(),
    passId: text('pass_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    revision: integer('revision').notNull(),
    status: text('status').$type<PassRecord['status']>().notNull(),
    token: text('token').notNull(),
    notAfter: bigint('not_after', { mode: 'number' }).notNull(),
    processId: text('process_id').notNull(),
    processVersion: integer('process_version').notNull(),
    goodsName: text('goods_name').notNull(),
    grossWeightKg: doublePrecision('gross_weight_kg'),
    firmName: text('firm_name').notNull(),
    /** When the crossing ended, ms; tablets drop the pass some days later. */
    endedAt: bigint('ended_at', { mode: 'number' }),
    /** `gate_head.change` of its last change: what the tablets' cursor counts. */
    change: bigint('change', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'pass_pk', columns: [table.gateId, table.passId] }),
    uniqueIndex('pass_change').on(table.gateId, table.change),
    index('pass_crossing').on(table.gateId, table.crossingId),
    index('pass_revoked').on(table.gateId, table.notAfter).where(sql`status = 'revoked'`),
  ],
);
