import * as z from 'zod';
import {
  FAULT_CODES,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from '@/domain/declaration/submission';
import { type Extras, GOODS_FIELDS, NO_EXTRAS } from '@/domain/declaration/whole';
import { FLEET_FAULTS, MOST_ENTRIES } from '@/domain/fleet/entry';
import { gateIdSchema } from '@/domain/shared/identity';
import { crossingKindSchema, directionSchema, partySchema, stageSchema } from '@/domain/shared/vocabulary';
import { MOST_GOODS } from '@/domain/sync/declared-details';

/**
 * What firms' own systems send and get. Both the handler and the OpenAPI document are made of these, so that what is
 * written is what is done. The fields are those of the form, as text or as a number, and the same rules judge them.
 */
const ABOUT: Readonly<Record<SubmissionField, string>> = {
  direction:
    'export or import, seen from Vietnam; the words of the form in three languages are understood too',
  gate: 'Code or name of the gate, e.g. HN',
  route: 'e.g. 1119-1120',
  kind: 'loaded, transshipment, line-exchange, transit, empty, new-vehicle, storage or tractor-change; found out when left empty',
  plate: 'Plate of the tractor, e.g. 51C-123.45 or 桂F12345',
  trailer: 'Plate of the trailer',
  container: 'ISO 6346, e.g. CSQU3054383',
  seal: 'Number of the seal',
  driverName: 'Kept sealed',
  driverIdNumber: 'Identity card or passport; kept sealed',
  driverPhone: 'Kept sealed',
  firmName: 'Name or tax code is needed',
  taxCode: '10, 12 or 13 digits',
  customsDeclaration: '12 digits, or the first 11',
  regime: 'e.g. B11',
  hsCode: 'HS code',
  goodsName: 'Name or HS code is needed, unless the vehicle is empty',
  weight: 'Weight of the load',
  weightUnit: 'kg when left empty',
  arrivalDate: 'Day of arrival, e.g. 2026-11-22 or 22/11/2026',
  arrivalTime: 'Time of arrival in Hanoi, e.g. 07:45',
  note: 'Anything else; kept sealed',
  yard: 'Yard or area where it is unloaded, stored or transshipped',
  transportLicence: 'International transport licence of a foreign vehicle',
  nextTractor: 'Plate of the tractor that takes the trailer over; needed for tractor-change',
  storageUntil: 'Day until which the goods are stored',
  tripBack: 'yes: the lorry exports and brings goods back, so that it may stay 36 h instead of 24 h',
  origin: 'Country of origin of the goods',
  quantity: 'With its unit, e.g. 1200 cartons',
  goodsValue: 'With its currency: VND, CNY or USD, e.g. 45000 USD',
};

const value = z.union([z.string().max(300), z.number()]);
const valuesOf = <F extends SubmissionField>(fields: readonly F[]) =>
  Object.fromEntries(fields.map((field) => [field, value.optional().describe(ABOUT[field])])) as Record<
    F,
    z.ZodOptional<typeof value>
  >;
export const declareSchema = z
  .strictObject({
    ...valuesOf(SUBMISSION_FIELDS),
    goods: z
      .array(z.strictObject(valuesOf(GOODS_FIELDS)))
      .max(MOST_GOODS)
      .optional()
      .describe('Further lines of goods; papers and owner are those of the declaration when left out'),
  })
  .describe('A declaration. What is not known yet is left out; what is given must be right.');

/** As the rules read it: text, empty where nothing was given. */
export const submissionOf = (asked: z.infer<typeof declareSchema>): Submission =>
  Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, String(asked[field] ?? '')])) as Submission;

export const extrasOf = ({ goods = [] }: z.infer<typeof declareSchema>): Extras => ({
  ...NO_EXTRAS,
  goods: goods.map(
    (line) =>
      Object.fromEntries(
        GOODS_FIELDS.map((field) => [field, String(line[field] ?? '')]),
      ) as Extras['goods'][number],
  ),
});

const moment = z.iso.datetime();
const passSchema = z.object({
  id: z.string(),
  status: z.enum(['live', 'revoked', 'superseded', 'used-up']),
  text: z.string().describe('What the QR holds'),
  url: z.string().describe('To be sent to the driver; opened once it needs no network'),
});
export const declarationSchema = z.object({
  id: z.uuid(),
  number: z.string().nullable().describe('Of the declaration: day and serial at the gate'),
  gate: gateIdSchema,
  direction: directionSchema,
  kind: crossingKindSchema,
  plate: z.string().describe('Normalised'),
  trailer: z.string().nullable(),
  container: z.string().nullable(),
  seal: z.string().nullable(),
  customsDeclaration: z.string().nullable(),
  goodsName: z.string(),
  declaredAt: moment,
  plannedArrivalAt: moment.nullable(),
  stage: stageSchema,
  stageSince: moment.nullable(),
  waitingFor: z.array(z.object({ party: partySchema, since: moment })),
  ended: z.object({ kind: z.enum(['completed', 'cancelled', 'turned-back']), at: moment }).nullable(),
  twoWay: z.boolean().describe('The lorry brings goods back'),
  pass: passSchema.nullable(),
});
export type Declaration = z.infer<typeof declarationSchema>;

/** Problems by code: status and the one English sentence of it; screens have their own words. */
export const PROBLEMS = {
  'AP-INPUT': { status: 400, title: 'The request was not understood.' },
  'AP-SIGN': { status: 401, title: 'No key, or one that is unknown or revoked.' },
  'AP-NONE': { status: 404, title: 'The firm has nothing by this id.' },
  'AP-SIZE': { status: 413, title: 'The body is too large.' },
  'AP-KEY': { status: 422, title: 'This Idempotency-Key was used for another body.' },
  'AP-FAULTS': { status: 422, title: 'What was sent has faults. Nothing was stored.' },
  'AP-FULL': { status: 422, title: `The fleet has its ${MOST_ENTRIES} entries, the retired ones too.` },
  'AP-MANY': { status: 429, title: 'Too many requests with this key.' },
  'AP-LATER': { status: 503, title: 'The centre cannot answer now. The same request may be sent again.' },
} as const;
export type ProblemCode = keyof typeof PROBLEMS;

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.enum(Object.keys(PROBLEMS) as [ProblemCode, ...ProblemCode[]]),
    detail: z.string().optional(),
    faults: z
      .array(
        z.object({
          path: z.string().describe('JSON pointer into the body, e.g. /plate'),
          code: z.enum([...FAULT_CODES, ...FLEET_FAULTS]),
          message: z.string().describe('In the language that Accept-Language asks for: vi, en or zh'),
          detail: z.record(z.string(), z.string()),
        }),
      )
      .optional(),
  })
  .describe('RFC 9457');
export type Problem = z.infer<typeof problemSchema>;
