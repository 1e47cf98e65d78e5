import { and, desc, eq } from 'drizzle-orm';
import { fleetChange, fleetDriver, fleetVehicle, goodsTemplate } from '@/db/schema/fleet';
import type { GoodsTemplate } from '@/domain/fleet/check-template';
import type { FleetVehicle } from '@/domain/fleet/check-vehicle';
import { MOST_ENTRIES } from '@/domain/fleet/entry';
import { type PaperStanding, paperStanding } from '@/domain/fleet/papers';
import type { Verification } from '@/domain/fleet/verification';
import { dateOf, HOME } from '@/domain/flow/zones';
import { forFirm } from '../intake/import-row';
import { type DriverPerson, openDriver } from './driver-seal';
import type { FleetKeeper } from './fleet-keeper';
import { readVerifications, vehicleOfRow } from './fleet-rows';

export type VehicleView = FleetVehicle & {
  readonly id: string;
  readonly verification: Verification;
  readonly licenceStands: PaperStanding;
  readonly insuranceStands: PaperStanding;
  readonly inspectionStands: PaperStanding;
  /** Plates it bore before, the last one first (FV-7). */
  readonly plates: readonly { readonly plate: string; readonly until: number }[];
  readonly retiredAt: number | null;
};
export type DriverView = {
  readonly id: string;
  /** Null: erased. */
  readonly person: DriverPerson | null;
  readonly licenceUntil: string | null;
  readonly licenceStands: PaperStanding;
  readonly retiredAt: number | null;
};
export type TemplateView = GoodsTemplate & { readonly id: string; readonly retiredAt: number | null };
export type Fleet = {
  readonly vehicles: readonly VehicleView[];
  readonly drivers: readonly DriverView[];
  readonly templates: readonly TemplateView[];
};

/** The firm's whole fleet, what was added last first; the retired ones too, so that they can come back. */
export async function listFleet(ctx: FleetKeeper): Promise<Fleet> {
  const { firmId } = ctx;
  const today = dateOf(ctx.clock.now(), HOME);
  const ring = await ctx.keys();
  const rows = await forFirm(ctx, async (tx) => {
    const vehicles = await tx
      .select()
      .from(fleetVehicle)
      .where(eq(fleetVehicle.firmId, firmId))
      .orderBy(desc(fleetVehicle.addedAt), desc(fleetVehicle.id))
      .limit(MOST_ENTRIES);
    return {
      vehicles,
      verifications: await readVerifications(tx, firmId, vehicles),
      plates: await tx
        .select({ entryId: fleetChange.entryId, before: fleetChange.before, at: fleetChange.at })
        .from(fleetChange)
        .where(
          and(
            eq(fleetChange.firmId, firmId),
            eq(fleetChange.entry, 'vehicle'),
            eq(fleetChange.kind, 'plate'),
          ),
        )
        .orderBy(desc(fleetChange.at), desc(fleetChange.id)),
      drivers: await tx
        .select()
        .from(fleetDriver)
        .where(eq(fleetDriver.firmId, firmId))
        .orderBy(desc(fleetDriver.addedAt), desc(fleetDriver.id))
        .limit(MOST_ENTRIES),
      templates: await tx
        .select()
        .from(goodsTemplate)
        .where(eq(goodsTemplate.firmId, firmId))
        .orderBy(desc(goodsTemplate.addedAt), desc(goodsTemplate.id))
        .limit(MOST_ENTRIES),
    };
  });
  return {
    vehicles: rows.vehicles.map((row) => {
      const vehicle = vehicleOfRow(row);
      return {
        ...vehicle,
        id: row.id,
        verification: rows.verifications.get(row.id) ?? { kind: 'unverified', because: 'never' },
        licenceStands: paperStanding(vehicle.licence.until, today),
        insuranceStands: paperStanding(vehicle.insurance.until, today),
        inspectionStands: paperStanding(vehicle.inspectionUntil, today),
        plates: rows.plates.flatMap(({ entryId, before, at }) =>
          entryId === row.id && before !== null ? [{ plate: before, until: at }] : [],
        ),
        retiredAt: row.retiredAt,
      };
    }),
    drivers: await Promise.all(
      rows.drivers.map(async ({ id, sealed, licenceUntil, retiredAt }) => ({
        id,
        person: await openDriver(ring, id, sealed),
        licenceUntil,
        licenceStands: paperStanding(licenceUntil, today),
        retiredAt,
      })),
    ),
    templates: rows.templates.map(({ id, name, goods, retiredAt }) => ({ id, name, goods, retiredAt })),
  };
}
