import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { DIRECTIONS } from '../shared/vocabulary';
import { type Lever, leverLimit, leverSchema, liftedFor } from './levers';

const NOW = 1_000;
const gateId = gateIdSchema.parse('HN');
const lever = (over: Partial<Lever> = {}): Lever => ({
  ...leverSchema.parse({ class: 'perishable', from: 0, to: 5_000, perHour: 0, reason: 'x' }),
  ...over,
});
const limits = (levers: readonly Lever[], at: number) =>
  DIRECTIONS.map((direction) => leverLimit(levers, { gateId, route: null, direction }, 'perishable', at));

describe('FL levers', () => {
  test('FL-22 lifted for one direction a lever ends there now, and stays over the other until its own end', () => {
    for (const directions of [null, [...DIRECTIONS]]) {
      const left = liftedFor(lever({ directions }), 'export', NOW);
      expect([NOW - 1, NOW, 4_999, 5_000].map((at) => limits(left, at))).toEqual([
        [0, 0],
        [null, 0],
        [null, 0],
        [null, null],
      ]);
    }
    expect(limits(liftedFor(lever({ directions: ['export'] }), 'export', NOW), NOW)).toEqual([null, null]);
  });

  test('FL-22 one that has not begun goes, and leaves nothing of the direction behind', () => {
    expect(liftedFor(lever({ from: NOW + 1, directions: ['export'] }), 'export', NOW)).toEqual([]);
    expect(liftedFor(lever({ from: NOW + 1 }), 'export', NOW)).toEqual([
      lever({ from: NOW + 1, directions: ['import'] }),
    ]);
  });
});
