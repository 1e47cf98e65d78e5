import { and, eq, isNotNull, isNull } from 'drizzle-orm';
import { chassisClaim, fleetDriver, fleetVehicle, goodsTemplate } from '@/db/schema/fleet';
import type { EntryKind } from '@/domain/fleet/entry';
import { err, ok, type Result } from '@/domain/shared/result';
import { forFirm } from '../intake/import-row';
import type { FleetKeeper } from './fleet-keeper';
import { noteChanges } from './fleet-rows';
import { lockFleet } from './lock-fleet';

const TABLES = { vehicle: fleetVehicle, driver: fleetDriver, template: goodsTemplate } as const;

/**
 * Takes an entry out of use, or back into it: nothing is deleted, what was declared with it stays understandable. A vehicle
 * comes back only while no other of the fleet bears its plate or chassis number.
 */
export async function retireEntry(
  ctx: Omit<FleetKeeper, 'keys'>,
  { entry, id, retired }: { readonly entry: EntryKind; readonly id: string; readonly retired: boolean },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const { firmId, actor } = ctx;
  const now = ctx.clock.now();
  const table = TABLES[entry];
  const retiredAt = retired ? now : null;
  return forFirm(ctx, async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
    await lockFleet(tx, firmId);
    if (entry === 'vehicle' && !retired) {
      const own = await tx.select().from(fleetVehicle).where(eq(fleetVehicle.firmId, firmId));
      const back = own.find((row) => row.id === id);
      const isThere = own.some(
        (row) =>
          row.id !== id &&
          row.retiredAt === null &&
          (row.plate === back?.plate || (row.chassis !== null && row.chassis === back?.chassis)),
      );
      if (isThere) return err('AP-DONE');
    }
    const changed = await tx
      .update(table)
      .set({ retiredAt })
      .where(
        and(
          eq(table.firmId, firmId),
          eq(table.id, id),
          retired ? isNull(table.retiredAt) : isNotNull(table.retiredAt),
        ),
      )
      .returning({ id: table.id });
    if (changed.length === 0) return err('AP-NONE');
    if (entry === 'vehicle')
      await tx
        .update(chassisClaim)
        .set({ retiredAt })
        .where(and(eq(chassisClaim.firmId, firmId), eq(chassisClaim.vehicleId, id)));
    const kind = retired ? 'retired' : 'restored';
    await noteChanges(tx, { firmId, entry, entryId: id, by: actor.id, now }, [{ kind }]);
    return ok(null);
  });
}
