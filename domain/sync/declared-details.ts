import * as z from 'zod';
import { crossingIdSchema } from '../shared/identity';

/** Why a loaded vehicle comes beside crossing: its goods are stored, or another tractor takes its trailer over. */
export const PURPOSES = ['storage', 'tractor-change'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Fields of a filed declaration that may be told later, each by a correction (rule 12, rule 13). */
export const LATE_FIELDS = [
  'trailer',
  'container',
  'seal',
  'customsDeclaration',
  'hsCode',
  'weight',
  'arrivalTime',
] as const;
export type LateField = (typeof LATE_FIELDS)[number];
/** Who will know: a closed set, since a person's name has no place in the log (rule 16). */
export const LATE_OWNERS = ['office', 'driver', 'agent', 'supplier'] as const;

export const lateSchema = z.object({
  field: z.enum(LATE_FIELDS),
  owner: z.enum(LATE_OWNERS),
  /** ms since the epoch. */
  dueAt: z.int().nonnegative(),
});
export type Late = Readonly<z.infer<typeof lateSchema>>;

export const CURRENCIES = ['VND', 'CNY', 'USD'] as const;
const goodsMoreSchema = z.object({
  origin: z.string().max(40).nullable(),
  /** With its unit, e.g. `1200 thùng`. */
  quantity: z.string().max(40).nullable(),
  value: z.object({ amount: z.number().positive(), currency: z.enum(CURRENCIES) }).nullable(),
});
export type GoodsMore = Readonly<z.infer<typeof goodsMoreSchema>>;

/** A further line of goods; its own customs declaration and owner make it another group. */
const goodsLineSchema = goodsMoreSchema.extend({
  name: z.string().max(200),
  hsCode: z.string().max(12).nullable(),
  grossWeightKg: z.number().nonnegative().max(200_000).nullable(),
  customsDeclaration: z
    .string()
    .regex(/^\d{11}$/)
    .nullable(),
  regime: z.string().max(8).nullable(),
  firm: z.object({ name: z.string().max(200), taxCode: z.string().max(14).nullable() }).nullable(),
});
export type GoodsLine = Readonly<z.infer<typeof goodsLineSchema>>;

/** A lorry that is to take the load over; its driver is sealed on its own crossing. */
const receivingSchema = z.object({
  plate: z.string().min(1).max(24),
  trailer: z.string().max(24).nullable(),
  container: z.string().max(11).nullable(),
  area: z.string().max(60).nullable(),
});

export const MOST_VEHICLES = 20;
export const MOST_GOODS = 20;
export const MOST_RECEIVING = 8;

/** What a declaration says beside what every one says. Absent: there is nothing to say. */
export const declaredDetailsSchema = z.object({
  /** Of the declaration: day in Hà Nội and serial of that day at the gate, shared by its vehicles. */
  number: z.string().regex(/^\d{13}$/),
  part: z.int().positive(),
  parts: z.int().positive(),
  purpose: z.enum(PURPOSES).optional(),
  yard: z.string().max(60).optional(),
  transportLicence: z.string().max(24).optional(),
  nextTractor: z.string().max(24).optional(),
  storageUntil: z.iso.date().optional(),
  twoWay: z.literal(true).optional(),
  /** The trip out that this trip back ends; when it left over the line, ms; whether it was to bring goods back. */
  continues: z
    .object({ crossingId: crossingIdSchema, leftAt: z.int().nullable(), twoWay: z.boolean() })
    .optional(),
  /** The crossing whose load this lorry comes for. */
  receivesFrom: crossingIdSchema.optional(),
  more: goodsMoreSchema.optional(),
  goods: z.array(goodsLineSchema).max(MOST_GOODS).optional(),
  receiving: z.array(receivingSchema).max(MOST_RECEIVING).optional(),
  late: z.array(lateSchema).max(LATE_FIELDS.length).optional(),
});
export type DeclaredDetails = Readonly<z.infer<typeof declaredDetailsSchema>>;
