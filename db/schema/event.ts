import { sql } from 'drizzle-orm';
import { bigint, index, jsonb, pgTable, primaryKey, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { GateEvent } from '@/domain/sync/event';

/**
 * The log: one per gate, written once, never changed (the application's role has no UPDATE and no DELETE on it).
 * `position` has no gaps and follows the order of commits: it is handed out under the lock of `gate_head`.
 */
export const event = pgTable(
  'event',
  {
    gateId: text('gate_id').notNull(),
    position: bigint('position', { mode: 'number' }).notNull(),
    device: uuid('device').notNull(),
    seq: bigint('seq', { mode: 'number' }).notNull(),
    id: uuid('id').notNull(),
    hlc: text('hlc').notNull(),
    type: text('type').notNull(),
    crossingId: uuid('crossing_id'),
    passId: text('pass_id'),
    /** The device's own hash of the event, 64 hex characters. */
    hash: text('hash').notNull(),
    /** Server clock, ms since the epoch. */
    recordedAt: bigint('recorded_at', { mode: 'number' }).notNull(),
    /** Chain of the gate over all devices (server/log/gate-chain.ts). */
    gatePrev: text('gate_prev'),
    gateHash: text('gate_hash').notNull(),
    /** The event as it was hashed. */
    event: jsonb('event').$type<GateEvent>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'event_pk', columns: [table.gateId, table.position] }),
    uniqueIndex('event_id').on(table.gateId, table.id),
    // Not unique: of a fork both are kept. The same event twice has the same id.
    index('event_device_seq').on(table.gateId, table.device, table.seq),
    index('event_crossing')
      .on(table.gateId, table.crossingId, table.position)
      .where(sql`crossing_id is not null`),
    index('event_of_gate').on(table.gateId, table.type, table.position).where(sql`crossing_id is null`),
    index('event_shift')
      .on(table.gateId, table.device, table.seq.desc())
      .where(sql`type in ('shift.opened', 'shift.ended')`),
    index('event_resolution')
      .on(table.gateId, sql`(event -> 'body' ->> 'incident')`)
      .where(sql`type = 'incident.resolved'`),
    // The few that a lane report asks for among the many ticks (RP-13).
    index('event_exception')
      .on(table.gateId, table.position)
      .where(sql`type in ('hold.placed', 'event.undone', 'release.overridden')`),
    index('event_override').on(table.gateId, table.position).where(sql`type = 'release.overridden'`),
    index('event_override_check')
      .on(table.gateId, sql`(event -> 'body' ->> 'override')`)
      .where(sql`type = 'override.checked'`),
  ],
);
