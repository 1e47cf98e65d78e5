import * as z from 'zod';
import {
  CONTAINER_SIZES,
  driverTypedSchema,
  ENTRY_KINDS,
  templateTypedSchema,
  VEHICLE_KINDS,
  vehicleTypedSchema,
} from '@/domain/fleet/entry';
import { eraseDriver } from '@/server/fleet/erase-driver';
import { listFleet } from '@/server/fleet/list-fleet';
import { retireEntry } from '@/server/fleet/retire-entry';
import { saveDriver } from '@/server/fleet/save-driver';
import { saveTemplate } from '@/server/fleet/save-template';
import { saveVehicle } from '@/server/fleet/save-vehicle';
import { findVehicles, verifyVehicle } from '@/server/fleet/verify-vehicle';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { firmProcedure, gateProcedure, router } from '../trpc';

const entrySchema = z.object({ id: z.uuid() });

export const fleetRouter = router({
  list: firmProcedure.query(({ ctx }) => listFleet(ctx)),
  saveVehicle: firmProcedure
    .input(entrySchema.extend({ typed: vehicleTypedSchema }))
    .mutation(async ({ ctx, input }) => give(await saveVehicle(ctx, input))),
  saveDriver: firmProcedure
    .input(entrySchema.extend({ typed: driverTypedSchema }))
    .mutation(async ({ ctx, input }) => give(await saveDriver(ctx, input))),
  saveTemplate: firmProcedure
    .input(entrySchema.extend({ typed: templateTypedSchema }))
    .mutation(async ({ ctx, input }) => give(await saveTemplate(ctx, input))),
  retire: firmProcedure
    .input(entrySchema.extend({ entry: z.enum(ENTRY_KINDS), retired: z.boolean() }))
    .mutation(async ({ ctx, input }) => give(await retireEntry(ctx, input))),
  eraseDriver: firmProcedure
    .input(entrySchema)
    .mutation(async ({ ctx, input }) => give(await eraseDriver(ctx, input))),
  find: gateProcedure
    .input(z.object({ text: lineSchema(3, 40) }))
    .query(({ ctx, input }) => findVehicles(ctx, input)),
  verify: gateProcedure
    .input(
      z.object({
        firmId: z.uuid(),
        vehicleId: z.uuid(),
        chassis: z.string().min(1).max(20),
        plate: z.string().min(1).max(24),
        kind: z.enum(VEHICLE_KINDS),
        container: z.enum(CONTAINER_SIZES),
        evidence: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await verifyVehicle(ctx, input))),
});
