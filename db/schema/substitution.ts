import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  pgTable,
  primaryKey,
  text,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import type { PlaceAfter, SubstitutionPart, SubstitutionRefusal } from '@/domain/fleet/substitution';

const at = (name: string) => bigint(name, { mode: 'number' });

/**
 * Every request to substitute, the refused ones too (rule 5). What an allowed one changed stands in the log. A driver is
 * named by the entry of the fleet alone. Times in ms.
 */
export const substitution = pgTable(
  'substitution',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    id: uuid('request_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    firmId: uuid('of_firm').notNull(),
    part: text('part').$type<SubstitutionPart>().notNull(),
    /** Plates or container numbers; null for a driver. */
    before: text('before'),
    after: text('after'),
    /** In the firm's fleet; null: a container, or none of its own was named. */
    entryId: uuid('entry_id'),
    reason: text('reason').notNull(),
    askedBy: text('asked_by').notNull(),
    askedAt: at('asked_at').notNull(),
    needsConsent: boolean('needs_consent').notNull(),
    outcome: text('outcome').$type<'allowed' | 'refused' | 'withdrawn'>(),
    /** The rule's; null: a person decided. */
    code: text('code').$type<SubstitutionRefusal>(),
    place: text('place').$type<PlaceAfter>(),
    /** Of who refused. */
    words: text('words'),
    decidedBy: text('decided_by'),
    decidedAt: at('decided_at'),
  },
  (table) => [
    primaryKey({ name: 'substitution_pk', columns: [table.gateId, table.id] }),
    uniqueIndex('substitution_one_open').on(table.gateId, table.crossingId).where(sql`outcome is null`),
    index('substitution_crossing').on(table.gateId, table.crossingId, table.askedAt),
    index('substitution_firm').on(table.firmId, table.decidedAt),
    check('substitution_decided', sql`(${table.outcome} is null) = (${table.decidedAt} is null)`),
  ],
);

/** A crossing that went on at another gate: one row at each of the two (rule 3). Written once. */
export const redirect = pgTable(
  'redirect',
  {
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** `left`: it went on there; `came`: it goes on here. */
    way: text('way').$type<'left' | 'came'>().notNull(),
    otherGate: text('other_gate').notNull(),
    otherCrossing: uuid('other_crossing').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    at: at('at').notNull(),
    /** The time of asking that it took along; null: none. */
    askedAt: at('asked_at'),
  },
  (table) => [primaryKey({ name: 'redirect_pk', columns: [table.gateId, table.crossingId] })],
);
