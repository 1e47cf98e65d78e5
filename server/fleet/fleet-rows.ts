import { and, eq, inArray, ne } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import {
  chassisClaim,
  type FLEET_CHANGES,
  fleetChange,
  type fleetVehicle,
  fleetVerification,
} from '@/db/schema/fleet';
import type { FleetVehicle } from '@/domain/fleet/check-vehicle';
import type { EntryKind } from '@/domain/fleet/entry';
import { type Rival, type Verification, verificationOf } from '@/domain/fleet/verification';
import type { FleetKeeper } from './fleet-keeper';

export type VehicleRow = typeof fleetVehicle.$inferSelect;

export const vehicleOfRow = (row: VehicleRow): FleetVehicle => ({
  kind: row.kind,
  plate: row.plate,
  rawPlate: row.rawPlate,
  chassis: row.chassis,
  container: row.container,
  maxLoadKg: row.maxLoadKg,
  licence: { number: row.licenceNumber, until: row.licenceUntil },
  insurance: { number: row.insuranceNumber, until: row.insuranceUntil },
  inspectionUntil: row.inspectionUntil,
});

/** How each of these vehicles of one firm stands with the officers (FV-5, FV-6). The transaction speaks for that firm. */
export async function readVerifications(
  tx: Transaction,
  firmId: string,
  vehicles: readonly VehicleRow[],
): Promise<ReadonlyMap<string, Verification>> {
  if (vehicles.length === 0) return new Map();
  const seen = await tx
    .select()
    .from(fleetVerification)
    .where(
      and(
        eq(fleetVerification.firmId, firmId),
        inArray(
          fleetVerification.vehicleId,
          vehicles.map(({ id }) => id),
        ),
      ),
    );
  const rivals = await readRivals(
    tx,
    firmId,
    vehicles.flatMap(({ chassis }) => chassis ?? []),
  );
  return new Map(
    vehicles.map(({ id, chassis, plate, kind, container }) => [
      id,
      verificationOf(
        { chassis, plate, kind, container },
        seen.filter(({ vehicleId }) => vehicleId === id),
        (chassis === null ? undefined : rivals.get(chassis)) ?? [],
      ),
    ]),
  );
}

/** Who else has these chassis numbers, without who it is. */
async function readRivals(
  tx: Transaction,
  firmId: string,
  numbers: readonly string[],
): Promise<ReadonlyMap<string, readonly Rival[]>> {
  const found = new Map<string, Rival[]>();
  if (numbers.length === 0) return found;
  const rows = await tx
    .select()
    .from(chassisClaim)
    .where(and(inArray(chassisClaim.chassis, [...new Set(numbers)]), ne(chassisClaim.firmId, firmId)));
  for (const { chassis, claimedAt, verifiedAt, retiredAt } of rows)
    if (retiredAt === null) found.set(chassis, [...(found.get(chassis) ?? []), { claimedAt, verifiedAt }]);
  return found;
}

export type FleetDeed = {
  readonly firmId: string;
  readonly entry: EntryKind;
  readonly entryId: string;
  readonly by: string;
  readonly now: number;
};

export const deedOf = (
  { firmId, actor, clock }: Pick<FleetKeeper, 'firmId' | 'actor' | 'clock'>,
  entry: EntryKind,
  entryId: string,
): FleetDeed => ({ firmId, entry, entryId, by: actor.id, now: clock.now() });

/** FV-7: every change of a fleet is kept. */
export async function noteChanges(
  tx: Transaction,
  { firmId, entry, entryId, by, now }: FleetDeed,
  changes: readonly {
    readonly kind: (typeof FLEET_CHANGES)[number];
    readonly before?: string | null;
    readonly after?: string | null;
  }[],
): Promise<void> {
  if (changes.length === 0) return;
  await tx.insert(fleetChange).values(
    changes.map(({ kind, before = null, after = null }) => ({
      firmId,
      id: uuidv7({ msecs: now }),
      entry,
      entryId,
      kind,
      before,
      after,
      by,
      at: now,
    })),
  );
}
