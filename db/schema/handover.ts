import { bigint, index, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/** What one shift tells the next. Written once: what was handed over is not changed afterwards. */
export const handoverNote = pgTable(
  'handover_note',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    noteId: uuid('note_id').notNull(),
    words: text('words').notNull(),
    writtenBy: text('written_by').notNull(),
    /** ms since the epoch. */
    writtenAt: bigint('written_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'handover_note_pk', columns: [table.gateId, table.noteId] }),
    index('handover_note_newest').on(table.gateId, table.writtenAt.desc()),
  ],
);
