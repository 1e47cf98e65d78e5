import * as z from 'zod';
import type { FaultCode } from '../declaration/submission';

/** What a firm keeps for its declarations. */
export const ENTRY_KINDS = ['vehicle', 'driver', 'template'] as const;
export type EntryKind = (typeof ENTRY_KINDS)[number];

/** `tractor` pulls a trailer, `rigid` carries by itself. */
export const VEHICLE_KINDS = ['tractor', 'rigid', 'trailer'] as const;
export type VehicleKind = (typeof VEHICLE_KINDS)[number];

/** Longest container that it takes, feet; `none`: a body of its own. */
export const CONTAINER_SIZES = ['none', '20', '40', '45'] as const;
export type ContainerSize = (typeof CONTAINER_SIZES)[number];

/** Entries of one kind that a firm may keep, the retired ones too. */
export const MOST_ENTRIES = 500;

export const VEHICLE_FIELDS = [
  'kind',
  'plate',
  'chassis',
  'container',
  'maxLoad',
  'licenceNumber',
  'licenceUntil',
  'insuranceNumber',
  'insuranceUntil',
  'inspectionUntil',
] as const;
export const DRIVER_FIELDS = ['name', 'phone', 'licenceNumber', 'licenceUntil'] as const;
export const TEMPLATE_FIELDS = ['name', 'goodsName', 'weight', 'weightUnit', 'hsCode'] as const;
export type VehicleField = (typeof VEHICLE_FIELDS)[number];
export type DriverField = (typeof DRIVER_FIELDS)[number];
export type TemplateField = (typeof TEMPLATE_FIELDS)[number];

const text = z.string().max(300).default('');
const typedSchema = <F extends string>(fields: readonly F[]) =>
  z.object(Object.fromEntries(fields.map((field) => [field, text])) as Record<F, typeof text>);
export const vehicleTypedSchema = typedSchema(VEHICLE_FIELDS);
export const driverTypedSchema = typedSchema(DRIVER_FIELDS);
export const templateTypedSchema = typedSchema(TEMPLATE_FIELDS);
export type Typed<F extends string> = Readonly<Record<F, string>>;

/** What only a fleet knows to complain of; the rest is said in the words of the declaration. */
export const FLEET_FAULTS = [
  'CH-SHAPE', // not a chassis number
  'CH-TWICE', // the firm has a vehicle with this chassis number
  'PL-KIND', // a trailer's plate on a lorry, or the other way round
  'PL-FLEET', // the firm has a vehicle with this plate
] as const;
export type FleetFaultCode = FaultCode | (typeof FLEET_FAULTS)[number];
export type FleetFault<F extends string> = {
  readonly field: F;
  readonly code: FleetFaultCode;
  readonly detail: Readonly<Record<string, string>>;
};
export type Checked<T, F extends string> = {
  readonly accepted: T | null;
  readonly faults: readonly FleetFault<F>[];
};
