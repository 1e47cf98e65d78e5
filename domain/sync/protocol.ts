import * as z from 'zod';
import { gatesSchema } from '../gate/gate-entry';
import { processSchema } from '../process/process';
import { crossingIdSchema, deviceIdSchema, gateIdSchema, hashSchema, passIdSchema } from '../shared/identity';
import { agencySchema } from '../shared/vocabulary';
import { conditionSchema } from './condition';
import { gateEventSchema } from './event';
import { incidentSchema } from './incident';

/**
 * The wire between tablet and centre (exchange.md). Any change here raises PROTOCOL_VERSION and adds a line to the
 * history; a hash test of the JSON Schema fails otherwise.
 * History: 1 (2026-11) first · 2 (2026-11) officers' work, shifts, paper mode and their incidents; epoch of the log,
 * standing and condition of a tablet, head of the log · 3 (2026-11) call-ups and announcements; a tablet's name and
 * checkpoint as they are now, and whose post ended · 4 (2026-11) details of a declaration, the table of gates, the yard of
 * a tick, and the print of what a call knew.
 */
export const PROTOCOL_VERSION = 4;
/** Oldest version that is still served; below it the answer is `needs-update`. */
export const PROTOCOL_FLOOR = 1;

export const PUSH_MAX_EVENTS = 200;
export const PUSH_MAX_BYTES = 256 * 1024;
export const PULL_PAGE_SIZE = 500;

/**
 * Names one history of a gate's log: changed when the centre was restored from a backup, so that a tablet notices even
 * when the log has meanwhile grown past its cursors (OF-47).
 */
export const epochSchema = z.uuid();
/** The last one this tablet was told of; null before the first. Version 1 does not know it. */
const knownEpoch = epochSchema.nullable().default(null);

/**
 * A place in the history of a gate's log: its last position and the chain's hash there. A tablet brings back the last
 * one it was told; a centre that was set back to a copy does not know it, however far it has counted on since (EV-20).
 */
export const markSchema = z.object({ position: z.int().positive(), hash: hashSchema });
export type Mark = z.infer<typeof markSchema>;

/** POST /api/sync/push. Events are parsed one by one: a bad one is quarantined, it never blocks the others. */
export const pushRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  /** `seq` of the first event; equals the device's ackSeq + 1 unless events are repeated. */
  from: z.int().positive(),
  events: z.array(z.unknown()).max(PUSH_MAX_EVENTS),
  /** Hash of the device's newest event (not only of this batch), null for an empty log. */
  head: hashSchema.nullable(),
  headSeq: z.int().nonnegative(),
  /** Device wall clock when sent, ms. */
  t0: z.int(),
  epoch: knownEpoch,
  /** Never a reason to refuse the facts beside it: what cannot be read counts as not said. */
  condition: conditionSchema.nullable().default(null).catch(null),
});
export type PushRequest = z.infer<typeof pushRequestSchema>;

export const QUARANTINE_CODES = [
  'shape',
  'hash',
  'chain',
  'gate',
  'clock',
  'size',
  'device',
  'approval',
] as const;
export const eventVerdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('applied'), seq: z.int() }),
  z.object({ kind: z.literal('duplicate'), seq: z.int() }),
  z.object({ kind: z.literal('quarantined'), seq: z.int(), code: z.enum(QUARANTINE_CODES) }),
  z.object({ kind: z.literal('fork'), seq: z.int() }),
]);
export type EventVerdict = z.infer<typeof eventVerdictSchema>;

/** `withdrawn`: what it sends is still taken in, nothing is told to it. `wipe`: and it shall forget everything once sent. */
export const STANDINGS = ['active', 'withdrawn', 'wipe'] as const;
export const standingSchema = z.enum(STANDINGS);
export type DeviceStanding = z.infer<typeof standingSchema>;

export const pushResponseSchema = z.object({
  protocol: z.int(),
  /** Everything up to here is durable at the centre (applied, duplicate, quarantined or fork). */
  ackSeq: z.int().nonnegative(),
  /**
   * Greatest number it had of this device before this request: less than it had before means that it was set back,
   * also where a hole keeps the acknowledgement low. Absent from version 1.
   */
  hadSeq: z.int().nonnegative().optional(),
  verdicts: z.array(eventVerdictSchema),
  incidents: z.array(incidentSchema),
  /** Server clock when the request arrived and when the answer left, ms: with t0 and the arrival time, four timestamps. */
  t1: z.int(),
  t2: z.int(),
  epoch: epochSchema,
  standing: standingSchema,
});
export type PushResponse = z.infer<typeof pushResponseSchema>;

export const STREAMS = ['passes', 'events', 'lists', 'processes', 'incidents'] as const;
export const streamSchema = z.enum(STREAMS);
export type Stream = z.infer<typeof streamSchema>;

/** What a tablet holds of a live pass: enough to look it up by plate and to show the crossing when scanned. */
export const passRecordSchema = z.object({
  passId: passIdSchema,
  crossingId: crossingIdSchema,
  revision: z.int().nonnegative(),
  status: z.enum(['live', 'revoked', 'superseded', 'used-up']),
  /** The signed text `GP1:…`, so that a look-up by plate verifies the same bytes as a scan. */
  token: z.string().max(800),
  process: z.object({ id: z.string(), version: z.int() }),
  goodsName: z.string().max(200),
  grossWeightKg: z.number().nullable(),
  firmName: z.string().max(200),
  /** How and when its crossing ended, ms: the pass says so even where its events are not on board (OF-46). */
  ended: z
    .object({ kind: z.enum(['completed', 'cancelled', 'turned-back']), at: z.int() })
    .nullable()
    .default(null),
});
export type PassRecord = z.infer<typeof passRecordSchema>;

/** Signed documents as text: base64url of the bytes that were signed, and the signature over them. */
export const signedDocumentSchema = z.object({
  /** `approvers` since version 2. */
  kind: z.enum(['trust-list', 'revocation', 'approvers']),
  version: z.int().nonnegative(),
  signer: z.string().max(16),
  payload: z.string(),
  signature: z.string(),
});
export type SignedDocument = z.infer<typeof signedDocumentSchema>;

const page = <T extends z.ZodType>(upsert: T) =>
  z.object({
    upserts: z.array(upsert),
    tombstones: z.array(z.string()),
    /** Commit-safe position to ask from next time. */
    next: z.int().nonnegative(),
    done: z.boolean(),
    count: z.int().nonnegative(),
  });

/** POST /api/sync/pull `{protocol, device, cursors}`; cursors start at 0. */
export const pullRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
  cursors: z.record(streamSchema, z.int().nonnegative()),
  /** Absent from version 1. */
  mark: markSchema.nullable().optional(),
  t0: z.int(),
  epoch: knownEpoch,
  /** The version of the table of gates that it has; 0: what it came with. Absent before version 4. */
  gates: z.int().nonnegative().optional(),
});
export type PullRequest = z.infer<typeof pullRequestSchema>;

export const pullResponseSchema = z.object({
  protocol: z.int(),
  /** Streams the tablet must drop and read again from 0: the centre was set back, and its history is another one. */
  mustRefetch: z.array(streamSchema),
  /** Not older than the pages; null while the log is empty. Absent from version 1. */
  mark: markSchema.nullable().optional(),
  pages: z.object({
    passes: page(passRecordSchema),
    events: page(gateEventSchema),
    lists: page(signedDocumentSchema),
    processes: page(processSchema),
    incidents: page(incidentSchema),
  }),
  t1: z.int(),
  t2: z.int(),
  epoch: epochSchema,
  /** What this tablet is called now, and where it stands (DV-9). Absent before version 3. */
  home: z.object({ name: z.string(), checkpoint: z.string() }).optional(),
  /** Whose post at this gate ended, and when, ms: who signed in before opens nothing (AC-12). Absent before version 3. */
  ended: z.array(z.object({ person: z.string().max(60), at: z.int() })).optional(),
  /** Where the tablet's table of gates is another one than the centre's (GA-7). Absent before version 4. */
  gates: z.object({ version: z.int().positive(), gates: gatesSchema }).optional(),
  /** Where the log ends: `events` is counted by `position`, the other streams by `change`. Says how far there is to go. */
  head: z.object({ position: z.int().nonnegative(), change: z.int().nonnegative() }),
});
export type PullResponse = z.infer<typeof pullResponseSchema>;

/**
 * POST /api/sync/wake: signed like the others, answered by an event stream that carries no data, only `news` when the
 * gate's log has grown. The tablet then exchanges.
 */
export const wakeRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  gateId: gateIdSchema,
});

/** POST /api/sync/enrol, by a signed-in officer or supervisor of that gate. */
export const enrolRequestSchema = z.object({
  protocol: z.int().positive(),
  device: deviceIdSchema,
  name: z.string().min(1).max(60),
  gateId: gateIdSchema,
  checkpoint: z.string().min(1).max(60),
  agency: agencySchema,
  /** Raw Ed25519 public key of the tablet, base64url; the private key is not extractable. */
  publicKey: z.string().max(64),
});
export type EnrolRequest = z.infer<typeof enrolRequestSchema>;

export const enrolResponseSchema = z.object({
  device: deviceIdSchema,
  officer: z.object({ id: z.string(), name: z.string() }),
  /** Raw Ed25519 public keys of the trust roots, base64url. */
  roots: z.array(z.string()),
  /** Raw P-256 public key (65 bytes, base64url) to which personal fields are sealed. */
  sealingKey: z.string(),
  serverTime: z.int(),
});
export type EnrolResponse = z.infer<typeof enrolResponseSchema>;

/**
 * Authentication of push and pull: header `x-gate-signature` = base64url Ed25519 signature by the device key over
 * the UTF-8 bytes of `METHOD + ' ' + path + '\n' + SHA-256 hex of the raw body`. No session: a signed-out tablet uploads.
 */
export const SIGNATURE_HEADER = 'x-gate-signature';

/** Body of every non-200 answer of /api/sync. Anything else (HTML, captive portal) means "retry later". */
export const syncErrorSchema = z.object({
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
