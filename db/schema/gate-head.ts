import { bigint, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/**
 * One row per gate, locked as the last lock of every writing transaction until it commits. So whoever reads up to a
 * number has seen everything below it: a cursor never skips a row that commits late (exchange.md, invariant 11).
 */
export const gateHead = pgTable(
  'gate_head',
  {
    gateId: text('gate_id').notNull(),
    /** Last position in the log, without gaps. */
    position: bigint('position', { mode: 'number' }).notNull().default(0),
    /** Numbers every change of a row that tablets pull besides events: passes, incidents, lists, processes. */
    change: bigint('change', { mode: 'number' }).notNull().default(0),
    /** Hash of the gate's chain at `position`; null for an empty log. */
    chainHash: text('chain_hash'),
    /** Greatest hybrid clock seen at this gate, far futures left out. */
    hlc: text('hlc'),
    /** Names this history of the log; changed after a restore from a backup (`gate restored`), so that tablets notice. */
    epoch: uuid('epoch').notNull().defaultRandom(),
  },
  (table) => [primaryKey({ name: 'gate_head_pk', columns: [table.gateId] })],
);
