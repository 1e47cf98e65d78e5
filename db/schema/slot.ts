import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  uuid,
} from 'drizzle-orm/pg-core';
import type { DrawProof } from '@/domain/slot/draw';
import type { Why } from '@/domain/slot/public-record';
import type { ClassCapacity } from '@/domain/slot/slot-capacity';

/**
 * A slot and how much of it is gone (rule 6). The row is the lock of its places: `booked` is only ever raised in the
 * statement that also asks whether it may be, and the constraint holds whatever a statement says. Times in ms.
 */
export const slot = pgTable(
  'slot',
  {
    gateId: text('gate_id').notNull(),
    direction: text('direction').notNull(),
    class: text('class').notNull(),
    hourStart: bigint('hour_start', { mode: 'number' }).notNull(),
    /** What the plan in force allows; it may fall below what is booked, and then late places have later live times. */
    capacity: integer('capacity').notNull(),
    limitedBy: text('limited_by').$type<ClassCapacity['limitedBy']>().notNull(),
    /** Given out so far; never less than booked. */
    released: integer('released').notNull(),
    booked: integer('booked').notNull().default(0),
  },
  (table) => [
    primaryKey({
      name: 'slot_pk',
      columns: [table.gateId, table.direction, table.class, table.hourStart],
    }),
    check('slot_not_overbooked', sql`${table.booked} >= 0 and ${table.booked} <= ${table.released}`),
    index('slot_hour').on(table.gateId, table.hourStart),
  ],
);

/** How much of an hour a firm holds (SL-3). */
export const slotFirm = pgTable(
  'slot_firm',
  {
    gateId: text('gate_id').notNull(),
    direction: text('direction').notNull(),
    hourStart: bigint('hour_start', { mode: 'number' }).notNull(),
    firm: text('firm').notNull(),
    booked: integer('booked').notNull(),
  },
  (table) => [
    primaryKey({
      name: 'slot_firm_pk',
      columns: [table.gateId, table.direction, table.hourStart, table.firm],
    }),
    check('slot_firm_not_negative', sql`${table.booked} >= 0`),
  ],
);

/** One place, or wish for one, per crossing; and a vehicle has one live crossing per direction (`vehicle_claim`). */
export const slotPlace = pgTable(
  'slot_place',
  {
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** Made by chance: the public record knows the place by it, and only this row says whose it is. */
    reference: text('reference').notNull(),
    firm: text('firm').notNull(),
    direction: text('direction').notNull(),
    class: text('class').notNull(),
    state: text('state').$type<'asked' | 'booked' | 'came' | 'gone'>().notNull(),
    hourStart: bigint('hour_start', { mode: 'number' }).notNull(),
    untilHour: bigint('until_hour', { mode: 'number' }).notNull(),
    askedAt: bigint('asked_at', { mode: 'number' }).notNull(),
    /** Given up then, and still to be taken back. */
    leavingAt: bigint('leaving_at', { mode: 'number' }),
    goneBecause: text('gone_because'),
    postponed: boolean('postponed').notNull().default(false),
    /** Behind everybody else of its hour: another class of vehicle came in its stead (FV-12). */
    lastInHour: boolean('last_in_hour').notNull().default(false),
  },
  (table) => [
    primaryKey({ name: 'slot_place_pk', columns: [table.gateId, table.crossingId] }),
    check('slot_place_gone', sql`(${table.state} = 'gone') = (${table.goneBecause} is not null)`),
    // The waiting list in its order, and everything that may go by itself.
    index('slot_place_live')
      .on(table.gateId, table.direction, table.class, table.askedAt)
      .where(sql`state in ('asked', 'booked')`),
  ],
);

/** A moment of release: the seed's hash is public from the beginning, the seed once its draws are made (SL-5). */
export const slotRound = pgTable(
  'slot_round',
  {
    gateId: text('gate_id').notNull(),
    releaseAt: bigint('release_at', { mode: 'number' }).notNull(),
    commitment: text('commitment').notNull(),
    committedAt: bigint('committed_at', { mode: 'number' }).notNull(),
    /** Told to nobody before `drawnAt`. */
    seed: text('seed').notNull(),
    drawnAt: bigint('drawn_at', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ name: 'slot_round_pk', columns: [table.gateId, table.releaseAt] }),
    index('slot_round_to_draw').on(table.releaseAt).where(sql`drawn_at is null`),
  ],
);

/** A draw with everything that is needed to make it again (SL-6). */
export const slotDraw = pgTable(
  'slot_draw',
  {
    gateId: text('gate_id').notNull(),
    releaseAt: bigint('release_at', { mode: 'number' }).notNull(),
    direction: text('direction').notNull(),
    class: text('class').notNull(),
    hourStart: bigint('hour_start', { mode: 'number' }).notNull(),
    proof: jsonb('proof').$type<DrawProof>().notNull(),
  },
  (table) => [
    primaryKey({
      name: 'slot_draw_pk',
      columns: [table.gateId, table.releaseAt, table.direction, table.class, table.hourStart],
    }),
  ],
);

/** The public record (SL-10): only ever added to. */
export const slotRecord = pgTable(
  'slot_record',
  {
    gateId: text('gate_id').notNull(),
    /** UUIDv7. */
    id: uuid('id').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    direction: text('direction').notNull(),
    class: text('class').notNull(),
    hourStart: bigint('hour_start', { mode: 'number' }).notNull(),
    reference: text('reference').notNull(),
    why: jsonb('why').$type<Why>().notNull(),
  },
  (table) => [
    primaryKey({ name: 'slot_record_pk', columns: [table.gateId, table.id] }),
    index('slot_record_reference').on(table.gateId, table.reference),
  ],
);

/** What vehicles did with their places (FL-30); read over all gates, or a vehicle that is blocked goes next door. */
export const slotConduct = pgTable(
  'slot_conduct',
  {
    gateId: text('gate_id').notNull(),
    id: uuid('id').notNull(),
    plateKey: text('plate_key').notNull(),
    kind: text('kind').$type<'came' | 'postponed' | 'no-show'>().notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    behindMinutes: integer('behind_minutes').notNull(),
  },
  (table) => [
    primaryKey({ name: 'slot_conduct_pk', columns: [table.gateId, table.id] }),
    index('slot_conduct_plate').on(table.plateKey, table.at),
  ],
);
