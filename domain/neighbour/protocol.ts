import * as z from 'zod';
import { sourceSchema } from './cloud-event';
import {
  countrySchema,
  gateSchema,
  instantSchema,
  keyIdSchema,
  publicKeySchema,
  referenceSchema,
  STATEMENT_KINDS,
} from './content';

/** docs/protocols/neighbour.md. */
export const PROTOCOL = 'border-v1';
export const EVENTS_PATH = '/api/neighbour/v1/events';
export const CAPABILITIES_PATH = '/api/neighbour/v1/capabilities';
export const KEYS_PATH = '/api/neighbour/v1/keys';
export const BATCH_TYPE = 'application/cloudevents-batch+json';
/** Fields of every signed answer: up to where we have spoken, and what we have of the asker's. */
export const LAST_FIELD = 'border-last';
export const HEARD_FIELD = 'border-heard';

/** What a request is refused with: status by code; the code stands in a problem document (RFC 9457). */
export const REFUSALS = {
  'NL-SIZE': 413,
  'NL-TYPE': 415,
  'NL-METHOD': 405,
  'NL-UNSIGNED': 401,
  'NL-FORM': 400,
  'NL-COVER': 400,
  'NL-KEY': 401,
  'NL-CLOCK': 401,
  'NL-EXPIRED': 401,
  'NL-DIGEST': 400,
  'NL-SIGNATURE': 401,
  'NL-REPLAY': 401,
  'NL-SOURCE': 403,
  'NL-EVENTS': 422,
  'NL-SEQUENCE': 409,
  'NL-CURSOR': 400,
  'NL-BUSY': 503,
} as const;
export type RefusalCode = keyof typeof REFUSALS;

export const problemSchema = z.object({
  type: z.string().max(120),
  status: z.int(),
  code: z.enum(Object.keys(REFUSALS) as [RefusalCode, ...RefusalCode[]]),
  /** Place of the fault in what was sent; never a part of it. */
  at: z.string().max(200).optional(),
});

const offeredKeySchema = z.strictObject({ keyId: keyIdSchema, publicKey: publicKeySchema });
export const capabilitiesSchema = z.object({
  protocol: z.literal(PROTOCOL),
  source: sourceSchema,
  country: countrySchema,
  zone: z.string().max(40),
  gates: z.array(gateSchema).max(200),
  kinds: z.array(z.enum(STATEMENT_KINDS)).max(60),
  /** Number of the agreement under which plates are told; null: tokens. */
  plates: referenceSchema.nullable(),
  limits: z.object({ events: z.int(), bytes: z.int(), windowSeconds: z.int() }),
  key: offeredKeySchema,
  now: instantSchema,
});
export type Capabilities = z.infer<typeof capabilitiesSchema>;

/** A new key, in a request signed by the one before it (NE-12). */
export const newKeySchema = z.strictObject({ ...offeredKeySchema.shape, from: instantSchema });

export const takenSchema = z.object({ fresh: z.int().nonnegative(), known: z.int().nonnegative() });

/** What of an event must be readable even where its type is of a later version. */
export const envelopeSchema = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.uuid(),
  source: sourceSchema,
  type: z.string().max(60),
  epoch: z.string().regex(/^[1-9][0-9]{0,8}$/),
  sequence: z.string().regex(/^[1-9][0-9]{0,9}$/),
});
