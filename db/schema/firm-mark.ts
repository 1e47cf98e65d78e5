import { bigint, boolean, index, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import { firm } from './account';

/**
 * That a firm is a trusted trader, or no longer, said by an officer with a reason; the newest mark counts (AC-15). Written
 * once, for the whole province: order at every gate follows it.
 */
export const firmMark = pgTable(
  'firm_mark',
  {
    /** UUIDv7. */
    markId: uuid('mark_id').primaryKey(),
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    isTrusted: boolean('is_trusted').notNull(),
    reason: text('reason').notNull(),
    by: text('by').notNull(),
    /** ms since the epoch. */
    at: bigint('at', { mode: 'number' }).notNull(),
  },
  (table) => [index('firm_mark_newest').on(table.firmId, table.at.desc())],
);
