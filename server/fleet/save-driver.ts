import { and, count, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { fleetDriver } from '@/db/schema/fleet';
import { checkDriver } from '@/domain/fleet/check-driver';
import { type DriverField, MOST_ENTRIES, type Typed } from '@/domain/fleet/entry';
import { err, ok, type Result } from '@/domain/shared/result';
import { forFirm } from '../intake/import-row';
import type { KeyRing } from '../keys/key-ring';
import { type DriverPerson, openDriver, sealDriver } from './driver-seal';
import type { FleetKeeper } from './fleet-keeper';
import { deedOf, type FleetDeed, noteChanges } from './fleet-rows';
import { lockFleet } from './lock-fleet';
import type { SaveOutcome } from './save-vehicle';

type Saved = Result<SaveOutcome<DriverField>, 'AP-MANY' | 'AP-DONE'>;

/** Adds a driver, or changes one: the same id is the same person. One who was erased is entered anew, not filled in again. */
export async function saveDriver(
  ctx: FleetKeeper,
  { id, typed }: { readonly id: string; readonly typed: Typed<DriverField> },
): Promise<Saved> {
  const ring = await ctx.keys();
  return forFirm(ctx, async (tx) => {
    await lockFleet(tx, ctx.firmId);
    return keepDriver(tx, ring, deedOf(ctx, 'driver', id), typed);
  });
}

/** What of a driver was given takes the place of what stood there. One who was erased is not there. */
export async function changeDriver(
  ctx: FleetKeeper,
  { id, given }: { readonly id: string; readonly given: Partial<Typed<DriverField>> },
): Promise<Result<SaveOutcome<DriverField>, 'AP-MANY' | 'AP-DONE' | 'AP-NONE'>> {
  const ring = await ctx.keys();
  return forFirm(
    ctx,
    async (tx): Promise<Result<SaveOutcome<DriverField>, 'AP-MANY' | 'AP-DONE' | 'AP-NONE'>> => {
      await lockFleet(tx, ctx.firmId);
      const before = await readDriver(tx, ctx.firmId, id);
      const person = before === undefined ? null : await openDriver(ring, id, before.sealed);
      if (before === undefined || person === null) return err('AP-NONE');
      const typed = {
        name: person.name,
        phone: person.phone ?? '',
        licenceNumber: person.licenceNumber ?? '',
        licenceUntil: before.licenceUntil ?? '',
      };
      return keepDriver(tx, ring, deedOf(ctx, 'driver', id), { ...typed, ...given });
    },
  );
}

const readDriver = async (tx: Transaction, firmId: string, id: string) =>
  (
    await tx
      .select()
      .from(fleetDriver)
      .where(and(eq(fleetDriver.firmId, firmId), eq(fleetDriver.id, id)))
  )[0];

/** In a transaction that has locked the fleet. */
export async function keepDriver(
  tx: Transaction,
  ring: KeyRing,
  deed: FleetDeed,
  typed: Typed<DriverField>,
): Promise<Saved> {
  const { accepted, faults } = checkDriver(typed);
  if (accepted === null) return ok({ kind: 'faults', faults });
  const { firmId, entryId: id, now } = deed;
  const { licenceUntil } = accepted;
  const sealed = await sealDriver(ring, id, accepted);
  const before = await readDriver(tx, firmId, id);
  if (before?.sealed === null) return err('AP-DONE');
  const [held] = await tx
    .select({ entries: count() })
    .from(fleetDriver)
    .where(eq(fleetDriver.firmId, firmId));
  if (before === undefined && (held?.entries ?? 0) >= MOST_ENTRIES) return err('AP-MANY');
  await tx
    .insert(fleetDriver)
    .values({ firmId, id, sealed, licenceUntil, addedAt: now })
    .onConflictDoUpdate({
      target: [fleetDriver.firmId, fleetDriver.id],
      set: { sealed, licenceUntil },
    });
  if (before === undefined) await noteChanges(tx, deed, [{ kind: 'added' }]);
  else if (
    before.licenceUntil !== licenceUntil ||
    !isSame(await openDriver(ring, id, before.sealed), accepted)
  )
    await noteChanges(tx, deed, [{ kind: 'edited' }]);
  return ok({ kind: 'saved', id });
}

/** One that cannot be opened any more is not known to be the same. */
const isSame = (before: DriverPerson | null, after: DriverPerson): boolean =>
  before !== null &&
  before.name === after.name &&
  before.phone === after.phone &&
  before.licenceNumber === after.licenceNumber;
