import { bigint, integer, jsonb, pgTable, text } from 'drizzle-orm/pg-core';
import type { GateEntry } from '@/domain/gate/gate-entry';

/** Which gates there are, as versions that are never changed (GA-3). Of the province. Times in ms. */
export const gateTableVersion = pgTable('gate_table', {
  version: integer('version').primaryKey(),
  madeAt: bigint('made_at', { mode: 'number' }).notNull(),
  madeBy: text('made_by').notNull(),
  reason: text('reason').notNull(),
  /** The version whose content it brings back. */
  sameAs: integer('same_as'),
  content: jsonb('content').$type<readonly GateEntry[]>().notNull(),
});
