import { bigint, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from 'drizzle-orm/pg-core';
import type { Process } from '@/domain/process/process';

/** Process documents of a gate. A version is never changed: crossings keep the one they began with (rule 3). */
export const process = pgTable(
  'process',
  {
    gateId: text('gate_id').notNull(),
    processId: text('process_id').notNull(),
    version: integer('version').notNull(),
    document: jsonb('document').$type<Process>().notNull(),
    /** `gate_head.change` when it was published. */
    change: bigint('change', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'process_pk', columns: [table.gateId, table.processId, table.version] }),
    uniqueIndex('process_change').on(table.gateId, table.change),
  ],
);
