import * as z from 'zod';
import { passIdSchema } from '@/domain/shared/identity';
import { agencySchema, directionSchema } from '@/domain/shared/vocabulary';
import { listCrossings } from '@/server/control/list-crossings';
import { listDevices } from '@/server/control/list-devices';
import { listIncidents } from '@/server/control/list-incidents';
import { makeEnrolment } from '@/server/control/make-enrolment';
import { readCrossing } from '@/server/control/read-crossing';
import { requestRevocation } from '@/server/control/request-revocation';
import { resolveIncident } from '@/server/control/resolve-incident';
import { recordAcceptance } from '@/server/neighbour/record-acceptance';
import { give } from '../errors';
import { lineSchema, reasonSchema } from '../inputs';
import { gateProcedure, router } from '../trpc';

export const controlRouter = router({
  crossings: gateProcedure
    .input(z.object({ search: lineSchema(0, 40).optional() }))
    .query(({ ctx, input }) => listCrossings(ctx, input)),
  crossing: gateProcedure
    .input(z.object({ crossingId: z.uuid() }))
    .query(async ({ ctx, input }) => give(await readCrossing(ctx, input))),
  incidents: gateProcedure.query(({ ctx, input }) => listIncidents(ctx, input)),
  resolveIncident: gateProcedure
    .input(z.object({ incident: z.string().regex(/^[0-9a-f]{32}$/), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await resolveIncident(ctx, input))),
  recordAcceptance: gateProcedure
    .input(
      z.object({
        direction: directionSchema,
        vehiclesPerHour: z.number().nonnegative().max(1000),
        validTo: z.int().nullable(),
        toldBy: lineSchema(1, 120),
        channel: z.enum(['hotline', 'letter', 'meeting']),
        note: lineSchema(0, 300).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await recordAcceptance(ctx, input))),
  revokePass: gateProcedure
    .input(z.object({ passId: passIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await requestRevocation(ctx, input))),
  makeEnrolment: gateProcedure
    .input(z.object({ name: lineSchema(1, 60), checkpoint: lineSchema(1, 60), agency: agencySchema }))
    .mutation(({ ctx, input }) => makeEnrolment(ctx, input)),
  devices: gateProcedure.query(({ ctx, input }) => listDevices(ctx, input)),
});
