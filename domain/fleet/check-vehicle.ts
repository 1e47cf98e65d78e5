import { parseChassis } from '../identifiers/chassis';
import { isBlank, tidyCode, tidyText } from '../identifiers/fold-text';
import { parsePlate } from '../identifiers/plate';
import { parseWeight } from '../identifiers/weight';
import {
  type Checked,
  CONTAINER_SIZES,
  type ContainerSize,
  type FleetFault,
  type Typed,
  VEHICLE_FIELDS,
  VEHICLE_KINDS,
  type VehicleField,
  type VehicleKind,
} from './entry';
import { paperDaySchema } from './papers';

const MOST_NUMBER = 40;

export type Paper = {
  readonly number: string | null;
  /** Its last day, `2027-03-31`; null: not known yet. */
  readonly until: string | null;
};

/** A vehicle of a fleet. */
export type FleetVehicle = {
  readonly kind: VehicleKind;
  /** Normalised. */
  readonly plate: string;
  /** As typed; kept (rule 12). */
  readonly rawPlate: string;
  /** Normalised; null: not known yet, and then nobody can verify it. */
  readonly chassis: string | null;
  readonly container: ContainerSize;
  readonly maxLoadKg: number | null;
  /** To cross the border. */
  readonly licence: Paper;
  readonly insurance: Paper;
  /** Last day of the technical inspection, which its certificate names; null: not known yet. */
  readonly inspectionUntil: string | null;
};

/** FV-1, FV-2: what was typed about a vehicle, or its faults at their fields. Only kind and plate are needed (rule 12). */
export function checkVehicle(raw: Typed<VehicleField>): Checked<FleetVehicle, VehicleField> {
  const faults = new Map<VehicleField, FleetFault<VehicleField>>();
  const complain = (field: VehicleField, code: FleetFault<VehicleField>['code'], detail = {}) => {
    if (!faults.has(field)) faults.set(field, { field, code, detail });
  };
  const kind = VEHICLE_KINDS.find((each) => each === raw.kind) ?? null;
  if (kind === null)
    complain('kind', isBlank(raw.kind) ? 'ID-EMPTY' : 'ID-CHOICE', { typed: raw.kind.slice(0, 40) });
  const plate = parsePlate(raw.plate);
  if (!plate.ok) complain('plate', plate.error.code, plate.error.detail);
  else if (kind !== null && (plate.value.kind === 'trailer') !== (kind === 'trailer'))
    complain('plate', 'PL-KIND', { kind: plate.value.kind });
  const chassis = isBlank(raw.chassis) ? null : parseChassis(raw.chassis);
  if (chassis !== null && !chassis.ok) complain('chassis', chassis.error.code, chassis.error.detail);
  const container = CONTAINER_SIZES.find((each) => each === (raw.container || 'none')) ?? null;
  if (container === null) complain('container', 'ID-CHOICE', { typed: raw.container.slice(0, 40) });
  const load = isBlank(raw.maxLoad) ? null : parseWeight(raw.maxLoad, 'kg');
  if (load !== null && !load.ok) complain('maxLoad', load.error.code, load.error.detail);
  const lastDay = (until: VehicleField): string | null => {
    const day = readDay(raw[until]);
    if (day === undefined) complain(until, 'DT-SHAPE', { typed: tidyText(raw[until]).slice(0, 40) });
    return day ?? null;
  };
  const paper = (number: VehicleField, until: VehicleField): Paper => {
    const code = tidyCode(raw[number]);
    if (code.length > MOST_NUMBER)
      complain(number, 'ID-LONG', { max: String(MOST_NUMBER), length: String(code.length) });
    return { number: code === '' ? null : code, until: lastDay(until) };
  };
  const licence = paper('licenceNumber', 'licenceUntil');
  const insurance = paper('insuranceNumber', 'insuranceUntil');
  const inspectionUntil = lastDay('inspectionUntil');
  if (faults.size > 0 || kind === null || container === null || !plate.ok)
    return { accepted: null, faults: VEHICLE_FIELDS.flatMap((field) => faults.get(field) ?? []) };
  return {
    faults: [],
    accepted: {
      kind,
      plate: plate.value.normalised,
      rawPlate: raw.plate.replace(/\p{Cc}/gu, ' ').slice(0, 40),
      chassis: chassis?.ok ? chassis.value : null,
      container,
      maxLoadKg: load?.ok ? load.value.kg : null,
      licence,
      insurance,
      inspectionUntil,
    },
  };
}

/** Null: nothing typed; undefined: not a day. */
export function readDay(raw: string): string | null | undefined {
  const typed = tidyText(raw);
  if (typed === '') return null;
  const day = paperDaySchema.safeParse(typed);
  return day.success ? day.data : undefined;
}
