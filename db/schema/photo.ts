import { bigint, customType, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Sealed bytes of a photograph as they came, part by part; written once. The event in the log says what they are. */
export const photoPart = pgTable(
  'photo_part',
  {
    gateId: text('gate_id').notNull(),
    /** The `photo.taken` event. */
    eventId: uuid('event_id').notNull(),
    part: integer('part').notNull(),
    data: bytea('data').notNull(),
    receivedAt: bigint('received_at', { mode: 'number' }).notNull(),
  },
  (table) => [primaryKey({ name: 'photo_part_pk', columns: [table.gateId, table.eventId, table.part] })],
);

/**
 * A photograph that is here whole. Its content key, sealed to the centre, stands here alone: deleting the row erases the
 * picture and leaves log and parts as they were (rule 16).
 */
export const photo = pgTable(
  'photo',
  {
    gateId: text('gate_id').notNull(),
    eventId: uuid('event_id').notNull(),
    photo: uuid('photo').notNull(),
    crossingId: uuid('crossing_id'),
    key: text('key').notNull(),
    wholeAt: bigint('whole_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'photo_pk', columns: [table.gateId, table.eventId] }),
    index('photo_crossing').on(table.gateId, table.crossingId),
  ],
);
