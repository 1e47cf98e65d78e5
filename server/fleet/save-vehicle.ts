import { and, count, eq, isNull, ne, or } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { chassisClaim, fleetVehicle } from '@/db/schema/fleet';
import { checkVehicle, type FleetVehicle } from '@/domain/fleet/check-vehicle';
import { type FleetFault, MOST_ENTRIES, type Typed, type VehicleField } from '@/domain/fleet/entry';
import { plateMatchKey } from '@/domain/identifiers/plate';
import { err, ok, type Result } from '@/domain/shared/result';
import { forFirm } from '../intake/import-row';
import type { FleetKeeper } from './fleet-keeper';
import { deedOf, type FleetDeed, noteChanges, type VehicleRow } from './fleet-rows';
import { lockFleet } from './lock-fleet';

export type SaveOutcome<F extends string> =
  | { readonly kind: 'saved'; readonly id: string }
  | { readonly kind: 'faults'; readonly faults: readonly FleetFault<F>[] };

/**
 * Adds a vehicle, or changes it: the same id is the same vehicle, and what it was before stays in its history (FV-7). Within
 * a fleet a chassis number stands once and a plate once; elsewhere it may stand as well (FV-6).
 */
export async function saveVehicle(
  ctx: FleetKeeper,
  { id, typed }: { readonly id: string; readonly typed: Typed<VehicleField> },
): Promise<Result<SaveOutcome<VehicleField>, 'AP-MANY'>> {
  return forFirm(ctx, async (tx) => {
    await lockFleet(tx, ctx.firmId);
    return keepVehicle(tx, deedOf(ctx, 'vehicle', id), typed);
  });
}

/** What of a vehicle was given takes the place of what stood there; the rest stays as it was typed. */
export async function changeVehicle(
  ctx: FleetKeeper,
  { id, given }: { readonly id: string; readonly given: Partial<Typed<VehicleField>> },
): Promise<Result<SaveOutcome<VehicleField>, 'AP-MANY' | 'AP-NONE'>> {
  return forFirm(ctx, async (tx): Promise<Result<SaveOutcome<VehicleField>, 'AP-MANY' | 'AP-NONE'>> => {
    await lockFleet(tx, ctx.firmId);
    const before = await readVehicle(tx, ctx.firmId, id);
    if (before === undefined) return err('AP-NONE');
    return keepVehicle(tx, deedOf(ctx, 'vehicle', id), { ...typedOf(before), ...given });
  });
}

export const readVehicle = async (
  tx: Transaction,
  firmId: string,
  id: string,
): Promise<VehicleRow | undefined> =>
  (
    await tx
      .select()
      .from(fleetVehicle)
      .where(and(eq(fleetVehicle.firmId, firmId), eq(fleetVehicle.id, id)))
  )[0];

/** As it would be typed. */
const typedOf = (row: VehicleRow): Typed<VehicleField> => ({
  kind: row.kind,
  plate: row.rawPlate,
  chassis: row.chassis ?? '',
  container: row.container,
  maxLoad: row.maxLoadKg === null ? '' : String(row.maxLoadKg),
  licenceNumber: row.licenceNumber ?? '',
  licenceUntil: row.licenceUntil ?? '',
  insuranceNumber: row.insuranceNumber ?? '',
  insuranceUntil: row.insuranceUntil ?? '',
  inspectionUntil: row.inspectionUntil ?? '',
});

/** In a transaction that has locked the fleet. */
export async function keepVehicle(
  tx: Transaction,
  deed: FleetDeed,
  typed: Typed<VehicleField>,
): Promise<Result<SaveOutcome<VehicleField>, 'AP-MANY'>> {
  const { accepted, faults } = checkVehicle(typed);
  if (accepted === null) return ok({ kind: 'faults', faults });
  const { firmId, entryId: id, now } = deed;
  const twice = await findTwice(tx, firmId, id, accepted);
  if (twice.length > 0) return ok({ kind: 'faults', faults: twice });
  const before = await readVehicle(tx, firmId, id);
  if (before === undefined) {
    const [held] = await tx
      .select({ entries: count() })
      .from(fleetVehicle)
      .where(eq(fleetVehicle.firmId, firmId));
    if ((held?.entries ?? 0) >= MOST_ENTRIES) return err('AP-MANY');
  }
  const columns = columnsOf(accepted);
  await tx
    .insert(fleetVehicle)
    .values({ firmId, id, ...columns, addedAt: now })
    .onConflictDoUpdate({ target: [fleetVehicle.firmId, fleetVehicle.id], set: columns });
  await noteChanges(tx, deed, before === undefined ? [{ kind: 'added' }] : differences(before, columns));
  await claimChassis(tx, deed, accepted, before);
  return ok({ kind: 'saved', id });
}

type Columns = Omit<VehicleRow, 'firmId' | 'id' | 'addedAt' | 'retiredAt'>;
const columnsOf = ({ licence, insurance, ...vehicle }: FleetVehicle): Columns => ({
  ...vehicle,
  licenceNumber: licence.number,
  licenceUntil: licence.until,
  insuranceNumber: insurance.number,
  insuranceUntil: insurance.until,
});

function differences(before: VehicleRow, after: Columns): Parameters<typeof noteChanges>[2] {
  const paper = (row: Columns) =>
    [row.licenceNumber, row.licenceUntil, row.insuranceNumber, row.insuranceUntil, row.inspectionUntil]
      .map((each) => each ?? '–')
      .join(' ');
  const rest = (row: Columns) => [row.kind, row.container, row.maxLoadKg ?? '–'].join(' ');
  const change = (kind: 'plate' | 'chassis' | 'papers' | 'edited', was: string | null, is: string | null) =>
    was === is ? [] : [{ kind, before: was, after: is }];
  return [
    ...change('plate', before.plate, after.plate),
    ...change('chassis', before.chassis, after.chassis),
    ...change('papers', paper(before), paper(after)),
    ...change('edited', rest(before), rest(after)),
  ];
}

async function findTwice(
  tx: Transaction,
  firmId: string,
  id: string,
  { plate, chassis }: FleetVehicle,
): Promise<readonly FleetFault<VehicleField>[]> {
  const same = chassis === null ? undefined : eq(fleetVehicle.chassis, chassis);
  const others = await tx
    .select({ plate: fleetVehicle.plate, chassis: fleetVehicle.chassis })
    .from(fleetVehicle)
    .where(
      and(
        eq(fleetVehicle.firmId, firmId),
        ne(fleetVehicle.id, id),
        isNull(fleetVehicle.retiredAt),
        or(eq(fleetVehicle.plate, plate), same),
      ),
    );
  return [
    ...(others.some((other) => other.plate === plate)
      ? [{ field: 'plate', code: 'PL-FLEET', detail: { plate } } as const]
      : []),
    ...(chassis !== null && others.some((other) => other.chassis === chassis)
      ? [{ field: 'chassis', code: 'CH-TWICE', detail: { typed: chassis } } as const]
      : []),
  ];
}

/** The chassis number as the province knows it; a plate that changed makes no new claim. */
async function claimChassis(
  tx: Transaction,
  { firmId, entryId, now }: FleetDeed,
  { chassis, plate }: FleetVehicle,
  before: VehicleRow | undefined,
): Promise<void> {
  if (chassis === null) {
    await tx
      .delete(chassisClaim)
      .where(and(eq(chassisClaim.firmId, firmId), eq(chassisClaim.vehicleId, entryId)));
    return;
  }
  const isNew = before?.chassis !== chassis;
  const plateKey = plateMatchKey(plate);
  await tx
    .insert(chassisClaim)
    .values({ vehicleId: entryId, firmId, chassis, plateKey, claimedAt: now })
    .onConflictDoUpdate({
      target: [chassisClaim.firmId, chassisClaim.vehicleId],
      set: { plateKey, ...(isNew ? { chassis, claimedAt: now, verifiedAt: null } : {}) },
    });
}
