import * as z from 'zod';
import { processSchema } from '../process/process';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  gateIdSchema,
  hashSchema,
  passIdSchema,
  stepIdSchema,
} from '../shared/identity';
import {
  agencySchema,
  crossingKindSchema,
  directionSchema,
  goodsClassSchema,
  verdictSchema,
} from '../shared/vocabulary';

/**
 * The wire of version 1 as it went out, frozen: what a tablet of then sends, and the schemas with which it reads an
 * answer. `old-clients.test.ts` proves by its print that this is it. Never edited; a shared schema that changes is
 * copied here first.
 */
const hlcSchema = z
  .string()
  .regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/)
  .brand<'Hlc'>();
const bindingSchema = z.object({
  plate: z.string().min(1).max(24),
  trailer: z.string().max(24).nullable(),
  container: z.string().max(11).nullable(),
  seal: z.string().max(24).nullable(),
  customsDeclaration: z
    .string()
    .regex(/^\d{11}$/)
    .nullable(),
});
const declaredBodySchema = z.object({
  process: z.object({ id: z.string().max(60), version: z.int().positive() }),
  kind: crossingKindSchema,
  route: z.string().max(24).nullable(),
  binding: bindingSchema,
  rawPlate: z.string().max(40),
  firm: z.object({
    id: z.string().max(40),
    name: z.string().max(200),
    taxCode: z.string().max(14).nullable(),
  }),
  goods: z.object({
    class: goodsClassSchema,
    name: z.string().max(200),
    hsCode: z.string().max(12).nullable(),
    grossWeightKg: z.number().nonnegative().max(200_000).nullable(),
  }),
  plannedArrivalAt: z.int().nonnegative().nullable(),
  regime: z.string().max(8).nullable(),
});
const eventBodySchemas = {
  'crossing.declared': declaredBodySchema,
  'crossing.corrected': z.object({
    path: z.string().max(60),
    from: z.union([z.string().max(200), z.number(), z.null()]),
    to: z.union([z.string().max(200), z.number(), z.null()]),
    reason: z.string().max(300),
  }),
  'crossing.cancelled': z.object({ reason: z.string().max(300) }),
  'crossing.turned-back': z.object({ reason: z.string().max(300) }),
  'pass.issued': z.object({ revision: z.int().nonnegative(), notBefore: z.int(), notAfter: z.int() }),
  'pass.revoked': z.object({ reason: z.string().max(300) }),
  'pass.scanned': z.object({
    revision: z.int().nonnegative().nullable(),
    source: z.enum(['camera', 'trigger', 'lookup', 'paper']),
    confirmation: z.enum(['local', 'confirmed']),
  }),
  'step.confirmed': z.object({ note: z.string().max(300).nullable() }),
  'event.undone': z.object({ event: eventIdSchema, reason: z.string().max(300).nullable() }),
  'hold.placed': z.object({ reason: z.string().max(300) }),
  'hold.lifted': z.object({ reason: z.string().max(300) }),
  'release.eligibility': z.object({ eligible: z.boolean(), source: z.enum(['officer', 'list', 'vasscm']) }),
  'release.overridden': z.object({ reason: z.string().min(1).max(300), approvedBy: z.string().max(60) }),
  'neighbour.acceptance': z.object({
    direction: directionSchema,
    vehiclesPerHour: z.number().nonnegative().max(1000),
    validFrom: z.int(),
    validTo: z.int().nullable(),
    toldBy: z.string().max(120),
    channel: z.enum(['hotline', 'letter', 'meeting', 'measured']),
    note: z.string().max(300).nullable(),
  }),
  'incident.resolved': z.object({ incident: z.string().max(64), reason: z.string().min(1).max(300) }),
} as const;
const listVersionsSchema = z.object({
  keys: z.int().nonnegative(),
  revocation: z.int().nonnegative(),
  passes: z.int().nonnegative(),
});

const envelopeShape = {
  v: z.literal(1),
  gateId: gateIdSchema,
  device: deviceIdSchema,
  seq: z.int().positive(),
  id: eventIdSchema,
  hlc: hlcSchema,
  wall: z.int(),
  mono: z.number().nonnegative(),
  boot: z.string().max(36),
  offset: z.number().nullable(),
  actor: z.string().max(60).nullable(),
  agency: agencySchema.nullable(),
  shift: z.string().max(60).nullable(),
  crossingId: crossingIdSchema.nullable(),
  passId: passIdSchema.nullable(),
  step: stepIdSchema.nullable(),
  direction: directionSchema.nullable(),
  verdict: verdictSchema.nullable(),
  codes: z.array(z.string().max(16)).max(16),
  lists: listVersionsSchema.nullable(),
  sealed: z.string().max(4096).nullable(),
  prev: hashSchema.nullable(),
  hash: hashSchema,
} as const;

const variant = <T extends keyof typeof eventBodySchemas>(type: T) =>
  z.object({ ...envelopeShape, type: z.literal(type), body: eventBodySchemas[type] });

const gateEventSchema = z.discriminatedUnion('type', [
  variant('crossing.declared'),
  variant('crossing.corrected'),
  variant('crossing.cancelled'),
  variant('crossing.turned-back'),
  variant('pass.issued'),
  variant('pass.revoked'),
  variant('pass.scanned'),
  variant('step.confirmed'),
  variant('event.undone'),
  variant('hold.placed'),
  variant('hold.lifted'),
  variant('release.eligibility'),
  variant('release.overridden'),
  variant('neighbour.acceptance'),
  variant('incident.resolved'),
]);

const INCIDENT_KINDS = [
  'double-use',
  'admitted-after-revocation',
  'superseded-revision',
  'verdict-differs',
  'sequence-gap',
  'fork',
  'clock-suspect',
] as const;
const incidentSchema = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  gateId: gateIdSchema,
  kind: z.enum(INCIDENT_KINDS),
  severity: z.enum(['notice', 'warning', 'serious']),
  crossingId: crossingIdSchema.nullable(),
  passId: passIdSchema.nullable(),
  devices: z.array(deviceIdSchema).max(16),
  events: z.array(eventIdSchema).max(64),
  at: z.int(),
  resolved: z.object({ reason: z.string(), by: z.string().nullable(), at: z.int() }).nullable(),
});

const PUSH_MAX_EVENTS = 200;
const pushRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  from: z.int().positive(),
  events: z.array(z.unknown()).max(PUSH_MAX_EVENTS),
  head: hashSchema.nullable(),
  headSeq: z.int().nonnegative(),
  t0: z.int(),
});

const QUARANTINE_CODES = ['shape', 'hash', 'chain', 'gate', 'clock', 'size', 'device'] as const;
const eventVerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied'), seq: z.int() }),
  z.object({ kind: z.literal('duplicate'), seq: z.int() }),
  z.object({ kind: z.literal('quarantined'), seq: z.int(), code: z.enum(QUARANTINE_CODES) }),
  z.object({ kind: z.literal('fork'), seq: z.int() }),
]);

const pushResponseSchema = z.object({
  protocol: z.int(),
  ackSeq: z.int().nonnegative(),
  verdicts: z.array(eventVerdictSchema),
  incidents: z.array(incidentSchema),
  t1: z.int(),
  t2: z.int(),
});

const STREAMS = ['passes', 'events', 'lists', 'processes', 'incidents'] as const;
const streamSchema = z.enum(STREAMS);
const passRecordSchema = z.object({
  passId: passIdSchema,
  crossingId: crossingIdSchema,
  revision: z.int().nonnegative(),
  status: z.enum(['live', 'revoked', 'superseded', 'used-up']),
  token: z.string().max(800),
  process: z.object({ id: z.string(), version: z.int() }),
  goodsName: z.string().max(200),
  grossWeightKg: z.number().nullable(),
  firmName: z.string().max(200),
});
const signedDocumentSchema = z.object({
  kind: z.enum(['trust-list', 'revocation']),
  version: z.int().nonnegative(),
  signer: z.string().max(16),
  payload: z.string(),
  signature: z.string(),
});

const page = <T extends z.ZodType>(upsert: T) =>
  z.object({
    upserts: z.array(upsert),
    tombstones: z.array(z.string()),
    next: z.int().nonnegative(),
    done: z.boolean(),
    count: z.int().nonnegative(),
  });
const pullRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  cursors: z.record(streamSchema, z.int().nonnegative()),
  t0: z.int(),
});

const pullResponseSchema = z.object({
  protocol: z.int(),
  mustRefetch: z.array(streamSchema),
  pages: z.object({
    passes: page(passRecordSchema),
    events: page(gateEventSchema),
    lists: page(signedDocumentSchema),
    processes: page(processSchema),
    incidents: page(incidentSchema),
  }),
  t1: z.int(),
  t2: z.int(),
});
const enrolRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  name: z.string().min(1).max(60),
  gateId: gateIdSchema,
  checkpoint: z.string().min(1).max(60),
  agency: agencySchema,
  publicKey: z.string().max(64),
});

const enrolResponseSchema = z.object({
  device: deviceIdSchema,
  officer: z.object({ id: z.string(), name: z.string() }),
  roots: z.array(z.string()),
  sealingKey: z.string(),
  serverTime: z.int(),
});
const syncErrorSchema = z.object({
  error: z.enum([
    'needs-sign-in',
    'needs-update',
    'device-unknown',
    'device-revoked',
    'bad-request',
    'retry-later',
  ]),
  protocol: z.int(),
});

/** In the order of the wire's print (`protocol.test.ts`). */
export const wire1 = {
  event: gateEventSchema,
  push: pushRequestSchema,
  pushed: pushResponseSchema,
  pull: pullRequestSchema,
  pulled: pullResponseSchema,
  enrol: enrolRequestSchema,
  enrolled: enrolResponseSchema,
  error: syncErrorSchema,
};
