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
    /** Who published it, when (ms) and why; null for what the installation began with. */
    publishedBy: text('published_by'),
    publishedAt: bigint('published_at', { mode: 'number' }),
    reason: text('reason'),
  },
  (table) => [
    primaryKey({ name: 'process_pk', columns: [table.gateId, table.processId, table.version] }),
    uniqueIndex('process_change').on(table.gateId, table.change),
  ],
);

/** A document being written: one per process, for whoever works on it next. It becomes a version by being published. */
export const processDraft = pgTable(
  'process_draft',
  {
    gateId: text('gate_id').notNull(),
    processId: text('process_id').notNull(),
    /** As far as it is written; faults and all. */
    document: jsonb('document').$type<Process>().notNull(),
    /** Times it was saved: who saves over another's work is told. */
    revision: integer('revision').notNull(),
    savedBy: text('saved_by').notNull(),
    savedAt: bigint('saved_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'process_draft_pk', columns: [table.gateId, table.processId] })],
);
