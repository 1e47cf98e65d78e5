import * as z from 'zod';
import { gateIdSchema } from '../shared/identity';

/** What the law calls a gate's level, as public reports of the province name it. */
export const GATE_KINDS = [
  'international gate',
  'route of an international gate',
  'international rail gate',
  'bilateral gate',
  'sub-gate',
  'opening',
] as const;
export const YARD_KINDS = ['staging', 'outside', 'inside'] as const;

const name = z.string().min(1).max(60);
/** Degrees north and east. */
const positionSchema = z.tuple([z.number().min(-90).max(90), z.number().min(-180).max(180)]);

const routeSchema = z.object({
  /** As plans, calendars and declarations name it; never changes. */
  code: z.string().min(1).max(24),
  /** Empty: the code is its name. */
  vi: z.string().max(60),
  en: z.string().max(60),
  zh: z.string().max(60),
  closed: z.boolean(),
});
const yardSchema = z.object({
  name,
  kind: z.enum(YARD_KINDS),
  /** Vehicles that can stand there; null: nobody has said. */
  capacity: z.int().positive().max(20_000).nullable(),
  /** Vehicles a day it was designed for. */
  designPerDay: z.int().positive().max(100_000).nullable(),
  position: positionSchema.nullable(),
  /** How one gets there, for drivers. */
  access: z.string().max(300),
});

/** One gate as an administrator writes it (GA-1). */
export const gateEntrySchema = z.object({
  code: gateIdSchema,
  /** Stands in the pass; never changes and is never given to another gate. */
  number: z.int().positive().max(9_999),
  vi: name,
  en: name,
  zh: name,
  kind: z.enum(GATE_KINDS),
  counterpart: z.object({ vi: name, zh: name }),
  routes: z.array(routeSchema).max(40),
  yards: z.array(yardSchema).max(40),
  position: positionSchema.nullable(),
  /** A closed gate is offered nowhere and forgotten nowhere. */
  closed: z.boolean(),
});

/** The whole table, north-west to south-east along the border. */
export const gatesSchema = z.array(gateEntrySchema).min(1).max(200);

export type GateEntry = Readonly<z.infer<typeof gateEntrySchema>>;
export type Yard = GateEntry['yards'][number];
export type Route = GateEntry['routes'][number];
