import { bigint, index, integer, jsonb, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { GoodsTemplate } from '@/domain/fleet/check-template';
import type { ContainerSize, EntryKind, VehicleKind } from '@/domain/fleet/entry';
import { firm } from './account';

/** What a firm keeps for its declarations: its own, and nobody else's to see. Times in ms, days as `2027-03-31`. */
const at = (name: string) => bigint(name, { mode: 'number' });
const ofFirm = () =>
  uuid('firm_id')
    .notNull()
    .references(() => firm.id);

export const fleetVehicle = pgTable(
  'fleet_vehicle',
  {
    firmId: ofFirm(),
    /** UUIDv7, made by the phone: saved twice it is one. */
    id: uuid('vehicle_id').notNull(),
    kind: text('kind').$type<VehicleKind>().notNull(),
    /** Normalised; beside it what was typed. */
    plate: text('plate').notNull(),
    rawPlate: text('raw_plate').notNull(),
    /** Normalised; null: not known yet. */
    chassis: text('chassis'),
    container: text('container').$type<ContainerSize>().notNull(),
    maxLoadKg: integer('max_load_kg'),
    licenceNumber: text('licence_number'),
    licenceUntil: text('licence_until'),
    insuranceNumber: text('insurance_number'),
    insuranceUntil: text('insurance_until'),
    inspectionUntil: text('inspection_until'),
    addedAt: at('added_at').notNull(),
    retiredAt: at('retired_at'),
  },
  (table) => [primaryKey({ name: 'fleet_vehicle_pk', columns: [table.firmId, table.id] })],
);

/** Name, phone and licence number lie sealed to the centre's key; erased, `sealed` is gone and the entry says nothing. */
export const fleetDriver = pgTable(
  'fleet_driver',
  {
    firmId: ofFirm(),
    id: uuid('driver_id').notNull(),
    sealed: text('sealed'),
    licenceUntil: text('licence_until'),
    addedAt: at('added_at').notNull(),
    retiredAt: at('retired_at'),
  },
  (table) => [primaryKey({ name: 'fleet_driver_pk', columns: [table.firmId, table.id] })],
);

export const goodsTemplate = pgTable(
  'goods_template',
  {
    firmId: ofFirm(),
    id: uuid('template_id').notNull(),
    name: text('name').notNull(),
    goods: jsonb('goods').$type<GoodsTemplate['goods']>().notNull(),
    addedAt: at('added_at').notNull(),
    retiredAt: at('retired_at'),
  },
  (table) => [primaryKey({ name: 'goods_template_pk', columns: [table.firmId, table.id] })],
);

export const FLEET_CHANGES = [
  'added',
  'plate',
  'chassis',
  'papers',
  'edited',
  'retired',
  'restored',
  'erased',
] as const;

/** Who changed what, written once. Of a driver never what it was: that is personal. */
export const fleetChange = pgTable(
  'fleet_change',
  {
    firmId: ofFirm(),
    /** UUIDv7. */
    id: uuid('change_id').notNull(),
    entry: text('entry').$type<EntryKind>().notNull(),
    entryId: uuid('entry_id').notNull(),
    kind: text('kind', { enum: FLEET_CHANGES }).notNull(),
    before: text('before'),
    after: text('after'),
    by: uuid('by_person_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'fleet_change_pk', columns: [table.firmId, table.id] }),
    index('fleet_change_entry').on(table.firmId, table.entryId, table.at),
  ],
);

/** An officer saw this chassis number, plate, kind and body of the vehicle: written once. */
export const fleetVerification = pgTable(
  'fleet_verification',
  {
    firmId: ofFirm(),
    id: uuid('verification_id').notNull(),
    vehicleId: uuid('vehicle_id').notNull(),
    chassis: text('chassis').notNull(),
    plate: text('plate').notNull(),
    /** Null: seen before these were looked at as well; what the firm says now stands for them. */
    kind: text('kind').$type<VehicleKind>(),
    container: text('container').$type<ContainerSize>(),
    /** What was looked at, in the officer's words. */
    evidence: text('evidence').notNull(),
    /** The gate at which it stood. */
    seenAtGate: text('seen_at_gate').notNull(),
    by: uuid('by_person_id').notNull(),
    at: at('at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'fleet_verification_pk', columns: [table.firmId, table.id] }),
    index('fleet_verification_vehicle').on(table.firmId, table.vehicleId),
  ],
);

/**
 * Which fleets a chassis number stands in: of the province, since two firms may claim one. Nothing in it is of a person, and
 * no firm is ever told what is not its own.
 */
export const chassisClaim = pgTable(
  'chassis_claim',
  {
    /** Not `firm_id`: the table is the province's. */
    firmId: uuid('of_firm').notNull(),
    vehicleId: uuid('vehicle_id').notNull(),
    chassis: text('chassis').notNull(),
    /** `plateMatchKey`, for officers who look a vehicle up. */
    plateKey: text('plate_key').notNull(),
    claimedAt: at('claimed_at').notNull(),
    verifiedAt: at('verified_at'),
    retiredAt: at('retired_at'),
  },
  (table) => [
    primaryKey({ name: 'chassis_claim_pk', columns: [table.firmId, table.vehicleId] }),
    index('chassis_claim_chassis').on(table.chassis),
    index('chassis_claim_plate').on(table.plateKey),
  ],
);
