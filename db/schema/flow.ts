import {
  bigint,
  doublePrecision,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { CallKnew } from '@/domain/flow/call-knew';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { MadeForecast } from '@/domain/flow/forecast-record';

/** What a gate's manager decides about its flow, as versions that are never changed (FL-13). Times in ms. */
export const flowPlan = pgTable(
  'flow_plan',
  {
    gateId: text('gate_id').notNull(),
    version: integer('version').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    madeBy: text('made_by').notNull(),
    reason: text('reason').notNull(),
    /** The version whose content it brings back. */
    sameAs: integer('same_as'),
    content: jsonb('content').$type<PlanContent>().notNull(),
  },
  (table) => [primaryKey({ name: 'flow_plan_pk', columns: [table.gateId, table.version] })],
);

/** What was forecast at a full hour, until it has shown itself: the band learns from it (FL-33). */
export const flowForecast = pgTable(
  'flow_forecast',
  {
    gateId: text('gate_id').notNull(),
    direction: text('direction').notNull(),
    madeFor: bigint('made_for', { mode: 'number' }).notNull(),
    hours: jsonb('hours').$type<MadeForecast>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'flow_forecast_pk', columns: [table.gateId, table.direction, table.madeFor] }),
  ],
);

/** How wide the band has to be so many hours ahead, and how often it held. */
export const flowBand = pgTable(
  'flow_band',
  {
    gateId: text('gate_id').notNull(),
    direction: text('direction').notNull(),
    hoursAhead: integer('hours_ahead').notNull(),
    width: doublePrecision('width').notNull(),
    seen: integer('seen').notNull(),
    held: integer('held').notNull(),
  },
  (table) => [
    primaryKey({ name: 'flow_band_pk', columns: [table.gateId, table.direction, table.hoursAhead] }),
  ],
);

/** What the rules were asked with when a call was made, word for word; its print stands in the event (GA-14). */
export const callKnew = pgTable(
  'call_knew',
  {
    gateId: text('gate_id').notNull(),
    callId: uuid('call_id').notNull(),
    madeAt: bigint('made_at', { mode: 'number' }).notNull(),
    knew: jsonb('knew').$type<CallKnew>().notNull(),
  },
  (table) => [primaryKey({ name: 'call_knew_pk', columns: [table.gateId, table.callId] })],
);
