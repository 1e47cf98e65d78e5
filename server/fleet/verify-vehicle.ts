import { and, desc, eq, isNull, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate, type Transaction } from '@/db/client';
import { firm } from '@/db/schema/account';
import { chassisClaim, fleetVehicle, fleetVerification } from '@/db/schema/fleet';
import type { ContainerSize, VehicleKind } from '@/domain/fleet/entry';
import type { Verification } from '@/domain/fleet/verification';
import { parseChassis } from '@/domain/identifiers/chassis';
import { plateMatchKey } from '@/domain/identifiers/plate';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '../api/context';
import { namesOf } from '../auth/names-of';
import type { PersonContext } from '../control/person-context';
import { speakForFirms } from '../declaration/speak-for-firms';
import { readVerifications } from './fleet-rows';

/** A vehicle as an officer finds it: what its firm says it is, and who has looked. */
export type FoundVehicle = {
  readonly firmId: string;
  readonly firmName: string;
  readonly vehicleId: string;
  readonly kind: VehicleKind;
  readonly container: ContainerSize;
  readonly plate: string;
  readonly chassis: string;
  readonly verification: Verification;
  readonly log: readonly {
    readonly by: string;
    readonly at: number;
    readonly gateId: string;
    readonly evidence: string;
  }[];
};

const MOST_FOUND = 20;

/** Vehicles of all fleets with this chassis number or plate; a chassis number that two firms claim is found twice. */
export async function findVehicles(
  { db, accounts, actor }: PersonContext & Pick<Context, 'accounts'>,
  { gateId, text }: { readonly gateId: GateId; readonly text: string },
): Promise<readonly FoundVehicle[]> {
  const number = parseChassis(text);
  if (!number.ok && plateMatchKey(text) === '') return [];
  const plateKey = plateMatchKey(text);
  const found = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const claims = await tx
      .select({ claim: chassisClaim, firmName: firm.name })
      .from(chassisClaim)
      .innerJoin(firm, eq(firm.id, chassisClaim.firmId))
      .where(
        and(
          isNull(chassisClaim.retiredAt),
          or(
            number.ok ? eq(chassisClaim.chassis, number.value) : undefined,
            plateKey === '' ? undefined : eq(chassisClaim.plateKey, plateKey),
          ),
        ),
      )
      .orderBy(desc(chassisClaim.claimedAt))
      .limit(MOST_FOUND);
    const views: FoundVehicle[] = [];
    for (const { claim, firmName } of claims) {
      const view = await readFound(tx, claim.firmId, firmName, claim.vehicleId);
      if (view !== null) views.push(view);
    }
    return views;
  });
  const names = await namesOf(
    accounts,
    found.flatMap(({ log }) => log.map(({ by }) => by)),
  );
  return found.map((each) => ({
    ...each,
    log: each.log.map((line) => ({ ...line, by: names.get(line.by) ?? '' })),
  }));
}

async function readFound(
  tx: Transaction,
  firmId: string,
  firmName: string,
  vehicleId: string,
): Promise<FoundVehicle | null> {
  await speakForFirms(tx, [firmId]);
  const [row] = await tx
    .select()
    .from(fleetVehicle)
    .where(and(eq(fleetVehicle.firmId, firmId), eq(fleetVehicle.id, vehicleId)));
  if (row === undefined || row.chassis === null) return null;
  const log = await tx
    .select()
    .from(fleetVerification)
    .where(and(eq(fleetVerification.firmId, firmId), eq(fleetVerification.vehicleId, vehicleId)))
    .orderBy(desc(fleetVerification.at));
  const verifications = await readVerifications(tx, firmId, [row]);
  return {
    firmId,
    firmName,
    vehicleId,
    kind: row.kind,
    container: row.container,
    plate: row.plate,
    chassis: row.chassis,
    verification: verifications.get(vehicleId) ?? { kind: 'unverified', because: 'never' },
    log: log.map(({ by, at, seenAtGate, evidence }) => ({ by, at, gateId: seenAtGate, evidence })),
  };
}

/**
 * FV-5: an officer has seen this vehicle: chassis number, plate, kind and what it can carry. What the firm has changed since they were on the screen is
 * not what was seen.
 */
export async function verifyVehicle(
  { db, clock, actor }: PersonContext,
  input: {
    readonly gateId: GateId;
    readonly firmId: string;
    readonly vehicleId: string;
    readonly chassis: string;
    readonly plate: string;
    readonly kind: VehicleKind;
    readonly container: ContainerSize;
    readonly evidence: string;
  },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const { gateId, firmId, vehicleId, chassis, plate, kind, container, evidence } = input;
  const now = clock.now();
  return inGate(
    db,
    { gateId, actor: actor.id, firmId },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      const [row] = await tx
        .select()
        .from(fleetVehicle)
        .where(
          and(
            eq(fleetVehicle.firmId, firmId),
            eq(fleetVehicle.id, vehicleId),
            isNull(fleetVehicle.retiredAt),
          ),
        )
        .for('update');
      if (row === undefined) return err('AP-NONE');
      if (row.chassis !== chassis || row.plate !== plate) return err('AP-DONE');
      if (row.kind !== kind || row.container !== container) return err('AP-DONE');
      await tx.insert(fleetVerification).values({
        firmId,
        id: uuidv7({ msecs: now }),
        vehicleId,
        chassis,
        plate,
        kind,
        container,
        evidence,
        seenAtGate: gateId,
        by: actor.id,
        at: now,
      });
      await tx
        .update(chassisClaim)
        .set({ verifiedAt: now })
        .where(and(eq(chassisClaim.firmId, firmId), eq(chassisClaim.vehicleId, vehicleId)));
      return ok(null);
    },
  );
}
