import * as z from 'zod';
import { inGate } from '@/db/client';
import { MOST_CODES } from '@/domain/neighbour/bulletin-qr';
import { MOST_BYTES } from '@/domain/neighbour/cloud-event';
import {
  contentSchema,
  DEEDS,
  INCIDENT_CODES,
  keyIdSchema,
  STATEMENT_KINDS,
  termsSchema,
} from '@/domain/neighbour/content';
import { SPOKEN_CHANNELS } from '@/domain/neighbour/heard';
import { err } from '@/domain/shared/result';
import { directionSchema } from '@/domain/shared/vocabulary';
import { agreementFile } from '@/server/neighbour/agreement-file';
import { BULLETIN_FORMATS, bulletinFile } from '@/server/neighbour/bulletin/bulletin-file';
import { currentBulletin } from '@/server/neighbour/bulletin/current-bulletin';
import { previewBulletin, takeBulletin } from '@/server/neighbour/bulletin/take-bulletin';
import { fetchKey } from '@/server/neighbour/fetch-key';
import { readNegotiations } from '@/server/neighbour/keep-steps';
import { compareReceipts, listStatements } from '@/server/neighbour/list-statements';
import { endIncident, tellIncident } from '@/server/neighbour/own-incidents';
import { readLink } from '@/server/neighbour/read-link';
import { readNeighbour } from '@/server/neighbour/read-neighbour';
import { recordStatement } from '@/server/neighbour/record-statement';
import { takeStep } from '@/server/neighbour/take-step';
import { confirmKey } from '@/server/neighbour/their-keys';
import { give } from '../errors';
import { knownGateSchema, lineSchema } from '../inputs';
import { gateProcedure, placeProcedure, publicProcedure, router } from '../trpc';

const sheetSchema = z.object({
  sheet: z.discriminatedUnion('way', [
    // Longer is said to be too large, in words (BU-2).
    z.object({ way: z.literal('file'), text: z.string().max(MOST_BYTES + 1) }),
    z.object({ way: z.literal('print'), codes: z.array(z.string().max(2_100)).min(1).max(MOST_CODES) }),
  ]),
});

/** The neighbouring side: what it says, however it comes, and what we say to it. */
export const neighbourRouter = router({
  picture: gateProcedure.query(async ({ ctx, input }) =>
    readNeighbour(await ctx.neighbour(), ctx.accounts, input.gateId),
  ),
  link: gateProcedure.query(async ({ ctx }) => readLink(await ctx.neighbour())),
  statements: gateProcedure
    .input(z.object({ kind: z.enum(STATEMENT_KINDS).nullable() }))
    .query(({ ctx, input }) => listStatements(ctx, input)),
  receipts: gateProcedure
    .input(z.object({ hours: z.int().min(1).max(72) }))
    .query(({ ctx, input }) => compareReceipts({ db: ctx.db, now: ctx.clock.now }, input)),
  record: gateProcedure
    .input(
      z.object({
        content: contentSchema,
        saidAt: z.int().nonnegative(),
        toldBy: lineSchema(1, 120),
        channel: z.enum(SPOKEN_CHANNELS),
        note: lineSchema(1, 300).nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) =>
      give(await recordStatement(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
    ),
  tellIncident: gateProcedure
    .input(
      z.object({
        incidentId: z.uuid(),
        code: z.enum(INCIDENT_CODES),
        direction: directionSchema.nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) => tellIncident(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
  endIncident: gateProcedure
    .input(z.object({ incidentId: z.uuid() }))
    .mutation(async ({ ctx, input }) =>
      give(await endIncident(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
    ),
  agreements: gateProcedure.query(({ ctx, input }) =>
    inGate(ctx.db, { gateId: input.gateId, actor: ctx.actor.id }, (tx) => readNegotiations(tx, input.gateId)),
  ),
  step: gateProcedure
    .input(
      z.object({
        agreementId: z.uuid().nullable(),
        deed: z.enum(DEEDS),
        terms: termsSchema.nullable(),
      }),
    )
    .mutation(async ({ ctx, input }) =>
      give(await takeStep(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
    ),
  agreementFile: gateProcedure
    .input(z.object({ agreementId: z.uuid() }))
    .mutation(async ({ ctx, input }) => give(await agreementFile(await ctx.neighbour(), input))),
  fetchKey: placeProcedure.mutation(async ({ ctx }) => give(await fetchKey(await ctx.neighbour()))),
  confirmKey: placeProcedure
    .input(z.object({ keyId: keyIdSchema, fingerprint: z.string().max(60) }))
    .mutation(async ({ ctx, input: { keyId, fingerprint } }) => {
      const link = await ctx.neighbour();
      const asked = { source: link.other.source, keyId, fingerprint, by: ctx.actor.id };
      const confirmed = await confirmKey(link.db, asked, link.now());
      return give(confirmed.ok ? confirmed : err(confirmed.error === 'NE-KEY' ? 'AP-NONE' : 'AP-CODE'));
    }),
  turnKey: placeProcedure.mutation(async ({ ctx }) => ({
    keyId: (await (await ctx.neighbour()).keys.prepare()).keyId,
  })),
  bulletinFile: gateProcedure
    .input(z.object({ number: z.int().positive().nullable(), format: z.enum(BULLETIN_FORMATS) }))
    .mutation(async ({ ctx, input }) =>
      give(await bulletinFile(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
    ),
  previewBulletin: gateProcedure
    .input(sheetSchema)
    .mutation(async ({ ctx, input }) => previewBulletin(await ctx.neighbour(), input)),
  takeBulletin: gateProcedure
    .input(sheetSchema)
    .mutation(async ({ ctx, input }) => takeBulletin(await ctx.neighbour(), { ...input, by: ctx.actor.id })),
  current: publicProcedure
    .input(z.object({ gateId: knownGateSchema }))
    .query(async ({ ctx, input }) => currentBulletin(await ctx.neighbour(), input)),
});
