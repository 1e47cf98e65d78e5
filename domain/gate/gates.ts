import * as z from 'zod';
import { type GateId, gateIdSchema } from '../shared/identity';
import table from './gates.json' with { type: 'json' };

/** Gates of the province from public reports (gates.json says which); `number` stands in the pass and is never reused. */
const yardSchema = z.object({
  name: z.string(),
  kind: z.enum(['inside', 'outside', 'staging']),
  /** Vehicles that can stand there. */
  capacity: z.int().positive().optional(),
  designPerDay: z.int().positive().optional(),
});

const gateSchema = z.object({
  code: gateIdSchema,
  number: z.int().positive(),
  /** North-west to south-east along the border, for a schematic only. */
  order: z.int().positive(),
  vi: z.string(),
  en: z.string(),
  zh: z.string(),
  kind: z.string(),
  counterpart: z.object({ vi: z.string(), zh: z.string() }),
  routes: z.array(z.string()),
  yards: z.array(yardSchema).default([]),
});
export type Gate = Readonly<z.infer<typeof gateSchema>>;

export const GATES: readonly Gate[] = z.array(gateSchema).parse(table.gates);

const byCode = new Map(GATES.map((gate) => [gate.code as string, gate]));
const byNumber = new Map(GATES.map((gate) => [gate.number, gate]));

export const gateById = (id: GateId | string): Gate | null => byCode.get(id) ?? null;
export const gateByNumber = (number: number): Gate | null => byNumber.get(number) ?? null;

/** IANA zones of both clocks (rule 12). */
export const HOME_ZONE = table.province.zone;
export const NEIGHBOUR_ZONE = table.neighbour.zone;
