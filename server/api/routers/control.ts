import * as z from 'zod';
import { passIdSchema } from '@/domain/shared/identity';
import { directionSchema } from '@/domain/shared/vocabulary';
import { listCrossings } from '@/server/control/list-crossings';
import { listDevices } from '@/server/control/list-devices';
import { listIncidents } from '@/server/control/list-incidents';
import { readCrossing } from '@/server/control/read-crossing';
import { resolveIncident } from '@/server/control/resolve-incident';
import { recordAcceptance } from '@/server/neighbour/record-acceptance';
import { requestRevocation } from '@/server/pass/request-revocation';
import { give } from '../errors';
import { knownGateSchema, reasonSchema } from '../inputs';
import { procedure, router } from '../trpc';

const atGate = z.object({ gateId: knownGateSchema });

export const controlRouter = router({
  crossings: procedure
    .input(atGate.extend({ search: z.string().trim().max(40).optional() }))
    .query(({ ctx, input }) => listCrossings(ctx, input)),
  crossing: procedure
    .input(atGate.extend({ crossingId: z.uuid() }))
    .query(async ({ ctx, input }) => give(await readCrossing(ctx, input))),
  incidents: procedure.input(atGate).query(({ ctx, input }) => listIncidents(ctx, input)),
  resolveIncident: procedure
    .input(atGate.extend({ incident: z.string().regex(/^[0-9a-f]{32}$/), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await resolveIncident(ctx, input))),
  recordAcceptance: procedure
    .input(
      atGate.extend({
        direction: directionSchema,
        vehiclesPerHour: z.number().nonnegative().max(1000),
        validTo: z.int().nullable(),
        toldBy: z.string().trim().min(1).max(120),
        channel: z.enum(['hotline', 'letter', 'meeting']),
        note: z.string().trim().max(300).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => give(await recordAcceptance(ctx, input))),
  revokePass: procedure
    .input(atGate.extend({ passId: passIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await requestRevocation(ctx, input))),
  devices: procedure.input(atGate).query(({ ctx, input }) => listDevices(ctx, input)),
});
