import { expect, test } from 'vitest';
import { gateEntrySchema } from './gate-entry';
import { BUILT_IN_GATES, GATES, gateById, gateByNumber } from './gates';

test('the table of gates is what its type says', () => {
  expect(GATES.length).toBeGreaterThan(5);
  for (const gate of BUILT_IN_GATES) expect(gateEntrySchema.safeParse(gate).error, gate.code).toBeUndefined();
});

test('no code and no number stands for two gates, and either finds its gate', () => {
  for (const gate of GATES) {
    expect(gateById(gate.code)).toBe(gate);
    expect(gateByNumber(gate.number)).toBe(gate);
  }
});
