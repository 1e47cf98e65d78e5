import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { Incident } from '@/domain/sync/incident';

/**
 * Conflicts between facts. `fold`: follows from a crossing's events, so it is a projection and can be withdrawn when
 * an event is undone. `exchange`: seen once, while a device's events came in (fork, gap, clock, other verdict).
 */
export const incident = pgTable(
  'incident',
  {
    gateId: text('gate_id').notNull(),
    id: text('id').notNull(),
    origin: text('origin').$type<'fold' | 'exchange'>().notNull(),
    kind: text('kind').notNull(),
    severity: text('severity').notNull(),
    crossingId: uuid('crossing_id'),
    /** Device-corrected time of the latest fact, ms since the epoch. */
    at: bigint('at', { mode: 'number' }).notNull(),
    resolvedAt: bigint('resolved_at', { mode: 'number' }),
    withdrawnAt: bigint('withdrawn_at', { mode: 'number' }),
    incident: jsonb('incident').$type<Incident>().notNull(),
    /** `gate_head.change` of its last change. */
    change: bigint('change', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'incident_pk', columns: [table.gateId, table.id] }),
    index('incident_change').on(table.gateId, table.change),
    index('incident_crossing').on(table.gateId, table.crossingId),
    index('incident_open')
      .on(table.gateId, table.at)
      .where(sql`resolved_at is null and withdrawn_at is null`),
  ],
);
