import { expect, test } from 'vitest';
import { countStages } from '@/domain/board/count-crossings';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { placeFigures, vehiclesWaiting } from './places';

const counts = countStages([], 0);
const snapshot = {
  counts: {
    export: { ...counts.export, declared: 50, staging: 6, called: 5, gate: 5, yard: 6, line: 3, left: 9 },
    import: { ...counts.import, gate: 7, yard: 29, line: 32 },
  },
  capacity: { staging: 900, gate: 450 },
} as Pick<GateSnapshot, 'counts' | 'capacity'> as GateSnapshot;

test('gate, yard and line are one area with the places of the gate; who is at home or gone stands nowhere', () => {
  expect(placeFigures(snapshot)).toMatchObject([
    { place: 'staging', total: 6, export: 6, import: 0, capacity: 900 },
    { place: 'called', total: 5, capacity: null, level: null },
    { place: 'inside', total: 82, export: 14, import: 68, capacity: 450, level: 'green' },
  ]);
  expect(vehiclesWaiting(snapshot)).toBe(93);
});
