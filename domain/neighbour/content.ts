import * as z from 'zod';
import { zoneSchema } from '../flow/zones';
import { gateIdSchema, hashSchema } from '../shared/identity';
import { GOODS_CLASSES } from '../shared/vocabulary';

/**
 * What two countries tell each other (docs/protocols/neighbour.md). No field takes free text: a name or the number of an
 * identity paper has nowhere to stand (rule 16, NE-1). Instants carry their offset, hours of a gate its zone (rule 12).
 */

/** Which way vehicles go: the same word on both sides of the border. */
export const FLOWS = ['vn-cn', 'cn-vn'] as const;
export const flowSchema = z.enum(FLOWS);
export type Flow = z.infer<typeof flowSchema>;

export const COUNTRIES = ['vn', 'cn'] as const;
export const countrySchema = z.enum(COUNTRIES);
export type Country = z.infer<typeof countrySchema>;

/**
 * By the codes of our list, which has each gate's name on both sides. The list grows (GA-6): that a code is in it is asked
 * where the statement is kept.
 */
export const gateSchema = gateIdSchema;
/** RFC 3339 with an offset; a time without one would be an hour off in one of the two countries. */
export const instantSchema = z.iso.datetime({ offset: true }).max(32);
const classSchema = z.enum(GOODS_CLASSES);
const countSchema = z.int().min(0).max(20_000);
const rateSchema = z.int().min(0).max(2_000);
const byClassSchema = z.partialRecord(classSchema, countSchema);
const vehiclesSchema = z.strictObject({ vehicles: countSchema, byClass: byClassSchema });
const perHourSchema = z.strictObject({
  perHour: rateSchema,
  /** What may go of each class; a class left out has no limit of its own. */
  byClass: z.partialRecord(classSchema, rateSchema),
});
const spanSchema = { from: instantSchema, until: instantSchema };
const openSpanSchema = { from: instantSchema, until: instantSchema.nullable() };
const at = { gate: gateSchema, flow: flowSchema };

/**
 * A plate of Viet Nam or of China, normalised: neither a name nor the number of a passport, an identity card or a telephone
 * has this form. A vehicle with another plate travels as a token.
 */
export const plateSchema = z
  .string()
  .regex(
    /^(?:[0-9]{2}[A-Z]{1,2}[0-9]{4,6}|[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼][A-Z][0-9A-Z]{4,6}[挂港澳]?)$/,
  );
/** HMAC of a normalised plate under the day's key (`plateToken`). */
export const tokenSchema = z.string().regex(/^[0-9a-f]{32}$/);
/** Number under which both countries signed that plates may be told. */
export const referenceSchema = z.string().regex(/^[0-9]{1,6}\/[0-9]{4}\/[A-Z]{2,6}-[A-Z]{2,6}$/);

export const MOST_VEHICLES = 1_000;
/** Plates under the agreement's reference, else tokens; never some of each. */
const namedSchema = <T extends z.ZodRawShape>(besides: T) =>
  z.discriminatedUnion('by', [
    z.strictObject({
      by: z.literal('token'),
      /** Day of the key, as its own country counts days. */
      day: z.iso.date(),
      list: z
        .array(z.strictObject({ token: tokenSchema, class: classSchema, ...besides }))
        .max(MOST_VEHICLES),
    }),
    z.strictObject({
      by: z.literal('plate'),
      reference: referenceSchema,
      list: z
        .array(z.strictObject({ plate: plateSchema, class: classSchema, ...besides }))
        .max(MOST_VEHICLES),
    }),
  ]);

/** What its sender takes in, by stretch of time: what it offers, and what it took where that is over or under way. */
export const acceptanceSchema = z.strictObject({
  ...at,
  periods: z
    .array(z.strictObject({ ...openSpanSchema, offered: perHourSchema, actual: vehiclesSchema.nullable() }))
    .min(1)
    .max(48),
});
/** When its sender is open within `from` … `until`; outside of the windows it is closed. */
export const hoursSchema = z.strictObject({
  ...at,
  ...spanSchema,
  zone: zoneSchema,
  windows: z.array(z.strictObject({ ...spanSchema, lanes: z.int().min(0).max(60).nullable() })).max(62),
});
export const CLOSURE_REASONS = [
  'holiday',
  'epidemic',
  'weather',
  'congestion',
  'system',
  'security',
  'works',
  'other',
] as const;
/** No classes: all of them. The same `closure` said again replaces what was said of it. */
export const closureSchema = z.strictObject({
  ...at,
  closure: z.uuid(),
  ...openSpanSchema,
  classes: z.array(classSchema).max(GOODS_CLASSES.length),
  reason: z.enum(CLOSURE_REASONS),
  lifted: z.boolean(),
});
export const yardSchema = z.strictObject({
  gate: gateSchema,
  at: instantSchema,
  places: countSchema,
  standing: countSchema,
});
/** A longer wait is said as this one. */
export const LONGEST_WAIT_MINUTES = 100_000;
export const queueSchema = z.strictObject({
  ...at,
  at: instantSchema,
  waiting: vehiclesSchema,
  longestWaitMinutes: z.int().min(0).max(LONGEST_WAIT_MINUTES).nullable(),
});
/** What its sender is about to release towards the other side. */
export const manifestSchema = z.strictObject({
  ...at,
  ...spanSchema,
  coming: vehiclesSchema,
  named: namedSchema({ expectedAt: instantSchema.nullable() }),
});
/** What its sender took over within a stretch; said again it replaces what was said of the same stretch. */
export const receiptSchema = z.strictObject({
  ...at,
  ...spanSchema,
  taken: vehiclesSchema,
  named: namedSchema({ at: instantSchema }),
});
export const INCIDENT_CODES = [
  'accident',
  'breakdown',
  'fire',
  'dangerous-goods',
  'inspection',
  'network',
  'power',
  'other',
] as const;
export const incidentSchema = z.strictObject({
  ...at,
  incident: z.uuid(),
  at: instantSchema,
  code: z.enum(INCIDENT_CODES),
  over: z.boolean(),
});

export const keyIdSchema = z.string().regex(/^[0-9a-f]{16}$/);
export const publicKeySchema = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
export const signatureSchema = z.string().regex(/^[A-Za-z0-9_-]{86}$/);

export const termsSchema = z.discriminatedUnion('about', [
  z.strictObject({ about: z.literal('quota'), ...at, ...spanSchema, quota: perHourSchema }),
  z.strictObject({
    about: z.literal('hours'),
    ...at,
    ...spanSchema,
    zone: zoneSchema,
    windows: z.array(z.strictObject(spanSchema)).max(62),
  }),
]);
export const DEEDS = ['propose', 'counter', 'accept', 'withdraw'] as const;
export const MOST_STEPS = 20;
/** One step of a negotiation; `signature` is over the canonical JSON of everything else in it. */
export const stepSchema = z.strictObject({
  agreement: z.uuid(),
  step: z.int().min(1).max(MOST_STEPS),
  deed: z.enum(DEEDS),
  by: countrySchema,
  terms: termsSchema,
  /** SHA-256 of the step before, signature included; null for the first. */
  previous: hashSchema.nullable(),
  signedAt: instantSchema,
  keyId: keyIdSchema,
  signature: signatureSchema,
});
/** The whole negotiation every time: whoever missed a step, or lost it, has it again. */
export const agreementSchema = z.strictObject({
  gate: gateSchema,
  steps: z.array(stepSchema).min(1).max(MOST_STEPS),
});

export const contentSchemas = {
  acceptance: acceptanceSchema,
  hours: hoursSchema,
  closure: closureSchema,
  yard: yardSchema,
  queue: queueSchema,
  manifest: manifestSchema,
  receipt: receiptSchema,
  incident: incidentSchema,
  agreement: agreementSchema,
} as const;
export type StatementKind = keyof typeof contentSchemas;
export const STATEMENT_KINDS = Object.keys(contentSchemas) as readonly StatementKind[] as readonly [
  StatementKind,
  ...StatementKind[],
];

/** What is said, with its kind. */
export type Content = {
  readonly [K in StatementKind]: { readonly kind: K; readonly said: z.infer<(typeof contentSchemas)[K]> };
}[StatementKind];
export type ContentOf<K extends StatementKind> = Extract<Content, { kind: K }>['said'];
export type Terms = z.infer<typeof termsSchema>;
export type Step = z.infer<typeof stepSchema>;

const contentOf = <K extends StatementKind>(kind: K) =>
  z.strictObject({ kind: z.literal(kind), said: contentSchemas[kind] });
export const contentSchema = z.discriminatedUnion('kind', [
  contentOf('acceptance'),
  contentOf('hours'),
  contentOf('closure'),
  contentOf('yard'),
  contentOf('queue'),
  contentOf('manifest'),
  contentOf('receipt'),
  contentOf('incident'),
  contentOf('agreement'),
]);
