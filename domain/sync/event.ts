import * as z from 'zod';
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
import { callBodySchemas } from './call-bodies';
import { declaredDetailsSchema } from './declared-details';
import { workBodySchemas } from './work-bodies';

/**
 * The one definition of an event (exchange.md). An event is a fact that somebody recorded; it is never changed and
 * never refused. State is a fold over the *set* of events of a crossing.
 */

/** Hybrid logical clock, sorts as text: 12 hex digits of ms since the epoch, `-`, 4 hex digits of counter. */
export const hlcSchema = z
  .string()
  .regex(/^[0-9a-f]{12}-[0-9a-f]{4}$/)
  .brand<'Hlc'>();
export type Hlc = z.infer<typeof hlcSchema>;

/** What a vehicle carries as identity; the pass binds all of it (rule 5). Plates in normalised form. */
export const bindingSchema = z.object({
  plate: z.string().min(1).max(24),
  trailer: z.string().max(24).nullable(),
  container: z.string().max(11).nullable(),
  seal: z.string().max(24).nullable(),
  /** First 11 digits of the customs declaration number. */
  customsDeclaration: z
    .string()
    .regex(/^\d{11}$/)
    .nullable(),
});
export type Binding = z.infer<typeof bindingSchema>;

/** Declared facts without personal data; driver's name, identity number and phone travel in `sealed`. */
export const declaredBodySchema = z.object({
  process: z.object({ id: z.string().max(60), version: z.int().positive() }),
  kind: crossingKindSchema,
  route: z.string().max(24).nullable(),
  binding: bindingSchema,
  /** As typed, before normalisation. */
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
  /** Customs regime code, e.g. B11. */
  regime: z.string().max(8).nullable(),
  /** Since version 4; a tablet before keeps the declaration without it. */
  details: declaredDetailsSchema.optional(),
});

export const ELIGIBILITY_SOURCES = ['officer', 'list', 'vasscm'] as const;
/** What an after-check finds: right to let it go, wrong but without harm, or to be followed up. */
export const OVERRIDE_OUTCOMES = ['justified', 'unjustified', 'follow-up'] as const;

/** Body by event type. Every body is small and free of personal data. */
export const eventBodySchemas = {
  'crossing.declared': declaredBodySchema,
  /** One field corrected, the filing untouched (rule 13). `path` is dotted into the declared body. */
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
  /** A pass was shown and judged: verdict and codes stand in the envelope. */
  'pass.scanned': z.object({
    revision: z.int().nonnegative().nullable(),
    source: z.enum(['camera', 'trigger', 'lookup', 'paper']),
    confirmation: z.enum(['local', 'confirmed']),
  }),
  /** An officer's tick: `agency` and `step` stand in the envelope. */
  'step.confirmed': z.object({
    note: z.string().max(300).nullable(),
    /** The yard where it was ticked (GA-9), by its name in the table of gates. Absent before protocol 4. */
    yard: z.string().min(1).max(60).optional(),
  }),
  /** Takes back one earlier event of the same device or a supervisor's (undo for five seconds, or with a reason). */
  'event.undone': z.object({ event: eventIdSchema, reason: z.string().max(300).nullable() }),
  'hold.placed': z.object({ reason: z.string().max(300) }),
  'hold.lifted': z.object({ reason: z.string().max(300) }),
  /**
   * Customs' answer to "eligible to pass the supervised area?" (rule 4). `asOf`: when customs' own system said so, ms;
   * absent when it was said in this very event.
   */
  'release.eligibility': z.object({
    eligible: z.boolean(),
    source: z.enum(ELIGIBILITY_SOURCES),
    asOf: z.int().nonnegative().optional(),
  }),
  /** `approval`: a supervisor's signature made on the tablet (RE-1); absent when the centre itself says it. */
  'release.overridden': z.object({
    reason: z.string().min(1).max(300),
    approvedBy: z.string().max(60),
    approval: z
      .object({ signedAt: z.int().nonnegative(), signature: z.string().regex(/^[A-Za-z0-9_-]{86}$/) })
      .optional(),
  }),
  /** After-check of an override by somebody who had no part in it (RE-5). */
  'override.checked': z.object({
    override: eventIdSchema,
    outcome: z.enum(OVERRIDE_OUTCOMES),
    note: z.string().min(1).max(300),
  }),
  /** The neighbour's acceptance rate, as entered by hand (rule 7). Belongs to a gate, not to a crossing. */
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
  ...workBodySchemas,
  ...callBodySchemas,
} as const;
export type EventType = keyof typeof eventBodySchemas;

/** Versions of the lists a tablet held when it judged: "revoked while offline" is then judged fairly. */
export const listVersionsSchema = z.object({
  keys: z.int().nonnegative(),
  revocation: z.int().nonnegative(),
  passes: z.int().nonnegative(),
});
export type ListVersions = z.infer<typeof listVersionsSchema>;

const envelopeShape = {
  v: z.literal(1),
  gateId: gateIdSchema,
  device: deviceIdSchema,
  /** The device's own sequence, from 1, without gaps. */
  seq: z.int().positive(),
  id: eventIdSchema,
  hlc: hlcSchema,
  /** Device wall clock, ms since the epoch, uncorrected. */
  wall: z.int(),
  /** Monotonic clock of this boot, ms. */
  mono: z.number().nonnegative(),
  /** Random id of this boot of the app: `mono` compares only within one boot. */
  boot: z.string().max(36),
  /** Server clock minus device clock as last measured, ms; null when never measured. */
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
  /** Personal fields, sealed to a key only the centre holds; base64url. The chain hashes the ciphertext. */
  sealed: z.string().max(4096).nullable(),
  /** Hash of this device's previous event; null for seq 1. */
  prev: hashSchema.nullable(),
  hash: hashSchema,
} as const;

const variant = <T extends EventType>(type: T) =>
  z.object({ ...envelopeShape, type: z.literal(type), body: eventBodySchemas[type] });

export const gateEventSchema = z.discriminatedUnion('type', [
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
  variant('override.checked'),
  variant('neighbour.acceptance'),
  variant('incident.resolved'),
  variant('inspection.ordered'),
  variant('inspection.reported'),
  variant('quarantine.requested'),
  variant('quarantine.reported'),
  variant('information.requested'),
  variant('information.given'),
  variant('transshipment.paired'),
  variant('binding.checked'),
  variant('note.added'),
  variant('photo.taken'),
  variant('help.asked'),
  variant('help.answered'),
  variant('shift.opened'),
  variant('shift.ended'),
  variant('continuity.declared'),
  variant('continuity.ended'),
  variant('paper.entered'),
  variant('call.proposed'),
  variant('call.approved'),
  variant('call.recalled'),
  variant('call.reached'),
  variant('call.acknowledged'),
  variant('announcement.made'),
  variant('announcement.ended'),
]);
export type GateEvent = z.infer<typeof gateEventSchema>;
export type GateEventOf<T extends EventType> = Extract<GateEvent, { type: T }>;

type EnvelopeKeys =
  | 'v'
  | 'seq'
  | 'id'
  | 'hlc'
  | 'wall'
  | 'mono'
  | 'boot'
  | 'offset'
  | 'prev'
  | 'hash'
  | 'device';
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never;
/** What a caller says; the writer of the chain adds clock, sequence and hash. */
export type EventDraft = DistributiveOmit<GateEvent, EnvelopeKeys>;
