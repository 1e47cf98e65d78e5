import { expect, test } from 'vitest';
import * as z from 'zod';
import { gateIdSchema } from '../shared/identity';
import { GATES, gateById, gateByNumber } from './gates';

const yardSchema = z.object({
  name: z.string(),
  kind: z.enum(['inside', 'outside', 'staging']),
  capacity: z.int().positive().optional(),
  designPerDay: z.int().positive().optional(),
});
const gateSchema = z.object({
  code: gateIdSchema,
  number: z.int().positive(),
  order: z.int().positive(),
  vi: z.string().min(1),
  en: z.string().min(1),
  zh: z.string().min(1),
  kind: z.string().min(1),
  counterpart: z.object({ vi: z.string().min(1), zh: z.string().min(1) }),
  routes: z.array(z.string()),
  yards: z.array(yardSchema),
});

test('the table of gates is what its type says', () => {
  expect(GATES.length).toBeGreaterThan(5);
  for (const gate of GATES) expect(gateSchema.safeParse(gate).error, gate.code).toBeUndefined();
});

test('no code and no number stands for two gates, and either finds its gate', () => {
  for (const gate of GATES) {
    expect(gateById(gate.code)).toBe(gate);
    expect(gateByNumber(gate.number)).toBe(gate);
  }
});
