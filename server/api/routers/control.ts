import * as z from 'zod';
import { deviceIdSchema, eventIdSchema, passIdSchema } from '@/domain/shared/identity';
import { agencySchema } from '@/domain/shared/vocabulary';
import { OVERRIDE_OUTCOMES } from '@/domain/sync/event';
import { listCrossings } from '@/server/control/list-crossings';
import { listDevices } from '@/server/control/list-devices';
import { listIncidents } from '@/server/control/list-incidents';
import { listQuarantine } from '@/server/control/list-quarantine';
import { lookAtQuarantined } from '@/server/control/look-at-quarantined';
import { makeEnrolment } from '@/server/control/make-enrolment';
import { readCrossing } from '@/server/control/read-crossing';
import { requestRevocation } from '@/server/control/request-revocation';
import { resolveIncident } from '@/server/control/resolve-incident';
import { moveDevice } from '@/server/device/move-device';
import { wipeDevice, withdrawDevice } from '@/server/device/withdraw-device';
import { answerHelp } from '@/server/help/answer-help';
import { listHelp } from '@/server/help/list-help';
import { readPhoto } from '@/server/photo/read-photo';
import { checkOverride } from '@/server/release/check-override';
import { endApprovalKey } from '@/server/release/end-approval-key';
import { listApprovalKeys } from '@/server/release/list-approval-keys';
import { listOverrides } from '@/server/release/list-overrides';
import { readFeedStanding } from '@/server/release/read-standing';
import { setApprovalKey } from '@/server/release/set-approval-key';
import { uploadList } from '@/server/release/upload-list';
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
  photo: gateProcedure
    .input(z.object({ event: z.uuid() }))
    .query(async ({ ctx, input }) => give(await readPhoto(ctx, input))),
  incidents: gateProcedure.query(({ ctx, input }) => listIncidents(ctx, input)),
  resolveIncident: gateProcedure
    .input(z.object({ incident: z.string().regex(/^[0-9a-f]{32}$/), reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await resolveIncident(ctx, input))),
  revokePass: gateProcedure
    .input(z.object({ passId: passIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await requestRevocation(ctx, input))),
  overrides: gateProcedure.query(({ ctx, input }) => listOverrides(ctx, input)),
  checkOverride: gateProcedure
    .input(z.object({ override: eventIdSchema, outcome: z.enum(OVERRIDE_OUTCOMES), note: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await checkOverride(ctx, input))),
  eligibility: gateProcedure.query(({ ctx, input }) => readFeedStanding(ctx, input)),
  importEligibility: gateProcedure
    .input(
      z.object({
        /** Base64; with what is around it below the limit of a request. */
        file: z.base64().max(3_500_000),
        madeAt: z.int().nonnegative().nullable(),
        store: z.boolean(),
      }),
    )
    .mutation(({ ctx, input }) => uploadList(ctx, input)),
  approvalKeys: gateProcedure.query(({ ctx, input }) => listApprovalKeys(ctx, input)),
  setApprovalKey: gateProcedure
    .input(z.object({ publicKey: z.string().regex(/^[A-Za-z0-9_-]{43}$/) }))
    .mutation(async ({ ctx, input }) => give(await setApprovalKey(ctx, input))),
  endApprovalKey: gateProcedure
    .input(z.object({ person: z.string().min(1).max(60) }))
    .mutation(async ({ ctx, input }) => give(await endApprovalKey(ctx, input))),
  makeEnrolment: gateProcedure
    .input(z.object({ name: lineSchema(1, 60), checkpoint: lineSchema(1, 60), agency: agencySchema }))
    .mutation(({ ctx, input }) => makeEnrolment(ctx, input)),
  devices: gateProcedure.query(({ ctx, input }) => listDevices(ctx, input)),
  withdrawDevice: gateProcedure
    .input(z.object({ device: deviceIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await withdrawDevice(ctx, input))),
  wipeDevice: gateProcedure
    .input(z.object({ device: deviceIdSchema, reason: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await wipeDevice(ctx, input))),
  moveDevice: gateProcedure
    .input(
      z.object({
        device: deviceIdSchema,
        name: lineSchema(1, 60),
        checkpoint: lineSchema(1, 60),
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await moveDevice(ctx, input))),
  help: gateProcedure.query(({ ctx, input }) => listHelp(ctx, input)),
  answerHelp: gateProcedure
    .input(z.object({ request: eventIdSchema, words: reasonSchema }))
    .mutation(async ({ ctx, input }) => give(await answerHelp(ctx, input))),
  quarantine: gateProcedure.query(({ ctx, input }) => listQuarantine(ctx, input)),
  lookAtQuarantined: gateProcedure
    .input(
      z.object({
        device: deviceIdSchema,
        seq: z.int().positive(),
        rawHash: z.string().regex(/^[0-9a-f]{64}$/),
        reason: reasonSchema,
      }),
    )
    .mutation(async ({ ctx, input }) => give(await lookAtQuarantined(ctx, input))),
});
