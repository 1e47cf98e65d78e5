import {
  bigint,
  boolean,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  smallint,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { Late } from '@/domain/sync/declared-details';
import { firm } from './account';

/**
 * Who filed what: one row per declaration that became a crossing, the firm's own list and the guard against filing
 * twice. Keyed by the firm because a client key is unique to the firm whatever gate the declaration names.
 */
export const filing = pgTable(
  'filing',
  {
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    /** Made by the phone (or the sheet's row) before the first attempt: the same key is the same declaration. */
    clientKey: uuid('client_key').notNull(),
    /** SHA-256 of what was submitted: the same key with other content is an error, not a second truth. */
    contentHash: text('content_hash').notNull(),
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** Null for the installation's own import. */
    filedBy: uuid('filed_by'),
    /** ms since the epoch. */
    filedAt: bigint('filed_at', { mode: 'number' }).notNull(),
    /** Client key of the first vehicle of the same declaration, and the declaration's number. */
    declarationKey: uuid('declaration_key'),
    declarationNo: text('declaration_no'),
    part: smallint('part'),
    parts: smallint('parts'),
    /** The lorry brings goods back; of a trip back, the crossing out that it ends. */
    twoWay: boolean('two_way'),
    continues: uuid('continues'),
    /** What was not known when it was filed, with owner and deadline (DE-10). */
    late: jsonb('late').$type<readonly Late[]>(),
  },
  (table) => [
    primaryKey({ name: 'filing_pk', columns: [table.firmId, table.clientKey] }),
    index('filing_newest').on(table.firmId, table.filedAt.desc()),
    index('filing_crossing').on(table.gateId, table.crossingId),
    index('filing_declaration').on(table.firmId, table.declarationKey),
  ],
);

/** Last serial of declarations of a gate's day (DE-5); `day` is `yyyymmdd` in Hà Nội. */
export const declarationDay = pgTable(
  'declaration_day',
  {
    gateId: text('gate_id').notNull(),
    day: text('day').notNull(),
    last: integer('last').notNull(),
  },
  (table) => [primaryKey({ name: 'declaration_day_pk', columns: [table.gateId, table.day] })],
);

/**
 * One live crossing per vehicle identity and direction, in the whole province (rule 6). The row is the lock: whoever
 * inserts it has the vehicle; a row whose crossing has ended is taken over.
 */
export const vehicleClaim = pgTable(
  'vehicle_claim',
  {
    /** Normalised plate. */
    plate: text('plate').notNull(),
    direction: text('direction').notNull(),
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
  },
  (table) => [primaryKey({ name: 'vehicle_claim_pk', columns: [table.plate, table.direction] })],
);
