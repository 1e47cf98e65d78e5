import * as z from 'zod';
import {
  CONTAINER_SIZES,
  DRIVER_FIELDS,
  type DriverField,
  VEHICLE_FIELDS,
  VEHICLE_KINDS,
  type VehicleField,
} from '@/domain/fleet/entry';
import { UNVERIFIED } from '@/domain/fleet/verification';
import type { DriverView, VehicleView } from '../fleet/list-fleet';

/** What firms' own systems say and are told of the fleet: the fields of the screens, judged by the same rules. */
const VEHICLE_ABOUT: Readonly<Record<VehicleField, string>> = {
  kind: 'tractor, rigid or trailer',
  plate: 'e.g. 51C-123.45',
  chassis: 'Chassis number; without it nobody can verify the vehicle',
  container: 'Longest container it takes: none, 20, 40 or 45',
  maxLoad: 'Load it may carry, kg',
  licenceNumber: 'Of the cross-border licence',
  licenceUntil: 'Its last day, e.g. 2027-03-31',
  insuranceNumber: 'Of the insurance',
  insuranceUntil: 'Its last day',
  inspectionUntil: 'Last day of the technical inspection',
};
const DRIVER_ABOUT: Readonly<Record<DriverField, string>> = {
  name: 'Kept sealed',
  phone: 'Kept sealed',
  licenceNumber: 'Of the driving licence; kept sealed',
  licenceUntil: 'Its last day, e.g. 2027-03-31',
};

const value = z.union([z.string().max(300), z.number()]);
const given = <F extends string>(fields: readonly F[], about: Readonly<Record<F, string>>) =>
  Object.fromEntries(fields.map((field) => [field, value.optional().describe(about[field])])) as Record<
    F,
    z.ZodOptional<typeof value>
  >;
const retired = z.boolean().optional().describe('Out of use: true; back in use: false');

export const vehicleSchema = z.strictObject(given(VEHICLE_FIELDS, VEHICLE_ABOUT));
export const driverSchema = z.strictObject(given(DRIVER_FIELDS, DRIVER_ABOUT));
export const vehicleChangeSchema = vehicleSchema.extend({ retired });
export const driverChangeSchema = driverSchema.extend({ retired });

type Given = Readonly<Record<string, string | number | boolean | undefined>>;
/** Of these fields what was given, as text. */
export const givenOf = <F extends string>(fields: readonly F[], asked: Given): Partial<Record<F, string>> =>
  Object.fromEntries(
    fields.flatMap((field) => (asked[field] === undefined ? [] : [[field, String(asked[field])]])),
  ) as Partial<Record<F, string>>;

const moment = z.iso.datetime();
const paper = z.object({ number: z.string().nullable(), until: z.string().nullable() });
export const vehicleEntrySchema = z.object({
  id: z.uuid(),
  kind: z.enum(VEHICLE_KINDS),
  plate: z.string().describe('Normalised'),
  chassis: z.string().nullable(),
  container: z.enum(CONTAINER_SIZES),
  maxLoadKg: z.int().nullable(),
  licence: paper,
  insurance: paper,
  inspectionUntil: z.string().nullable(),
  verifiedAt: moment.nullable().describe('When an officer saw it as it stands here'),
  unverified: z.enum(UNVERIFIED).nullable().describe('Why it is not verified'),
  retiredAt: moment.nullable(),
});
export const driverEntrySchema = z.object({
  id: z.uuid(),
  name: z.string().nullable().describe('Null: erased'),
  phone: z.string().nullable(),
  licenceNumber: z.string().nullable(),
  licenceUntil: z.string().nullable(),
  retiredAt: moment.nullable(),
});
export const vehicleListSchema = z.object({ vehicles: z.array(vehicleEntrySchema) });
export const driverListSchema = z.object({ drivers: z.array(driverEntrySchema) });

const iso = (at: number | null): string | null => (at === null ? null : new Date(at).toISOString());

export const vehicleEntry = (of: VehicleView): z.infer<typeof vehicleEntrySchema> => ({
  id: of.id,
  kind: of.kind,
  plate: of.plate,
  chassis: of.chassis,
  container: of.container,
  maxLoadKg: of.maxLoadKg,
  licence: of.licence,
  insurance: of.insurance,
  inspectionUntil: of.inspectionUntil,
  verifiedAt: of.verification.kind === 'verified' ? iso(of.verification.at) : null,
  unverified: of.verification.kind === 'verified' ? null : of.verification.because,
  retiredAt: iso(of.retiredAt),
});
export const driverEntry = (of: DriverView): z.infer<typeof driverEntrySchema> => ({
  id: of.id,
  name: of.person?.name ?? null,
  phone: of.person?.phone ?? null,
  licenceNumber: of.person?.licenceNumber ?? null,
  licenceUntil: of.licenceUntil,
  retiredAt: iso(of.retiredAt),
});
