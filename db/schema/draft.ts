import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import { firm } from './account';

/**
 * A declaration that still has faults, of one firm. It belongs to the firm and not to a gate: the gate may be the very
 * thing that cannot be read. What was typed holds names and numbers of people, so it lies sealed.
 */
export const draft = pgTable(
  'draft',
  {
    firmId: uuid('firm_id')
      .notNull()
      .references(() => firm.id),
    /** UUIDv7; becomes the client key of the declaration, so that correcting twice declares once. */
    id: uuid('draft_id').notNull(),
    /** `sheet` or `form`. */
    source: text('source').$type<'sheet' | 'form'>().notNull(),
    /** The sheet's own first column; null for a form. */
    row: text('sheet_row'),
    /** Sealed JSON `{submission, faults, form}`. */
    sealed: text('sealed').notNull(),
    /** ms since the epoch. */
    savedAt: bigint('saved_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'draft_pk', columns: [table.firmId, table.id] }),
    index('draft_newest').on(table.firmId, table.savedAt.desc()),
  ],
);
