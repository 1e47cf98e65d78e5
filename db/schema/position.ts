import { bigint, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';

/**
 * Where a vehicle is by its driver's own word: one row, the newest, as coarse as a field of a kilometre; gone after a day,
 * at once when the driver says so, and when it has come (PO-9). No part of the log. Times in ms.
 */
export const vehiclePosition = pgTable(
  'vehicle_position',
  {
    gateId: text('gate_id').notNull(),
    crossingId: uuid('crossing_id').notNull(),
    /** Hundredths of a degree. */
    north: integer('north').notNull(),
    east: integer('east').notNull(),
    at: bigint('at', { mode: 'number' }).notNull(),
    nearSince: bigint('near_since', { mode: 'number' }),
  },
  (table) => [
    primaryKey({ name: 'vehicle_position_pk', columns: [table.gateId, table.crossingId] }),
    index('vehicle_position_at').on(table.gateId, table.at),
  ],
);

/** A code that prints a pass at the gate's kiosk: the newest of a pass alone, hashed, for one use (PO-5). */
export const kioskCode = pgTable(
  'kiosk_code',
  {
    gateId: text('gate_id').notNull(),
    passId: text('pass_id').notNull(),
    plateKey: text('plate_key').notNull(),
    codeHash: text('code_hash').notNull(),
    expiresAt: bigint('expires_at', { mode: 'number' }).notNull(),
  },
  (table) => [
    primaryKey({ name: 'kiosk_code_pk', columns: [table.gateId, table.passId] }),
    index('kiosk_code_plate').on(table.gateId, table.plateKey),
  ],
);
