import { describe, expect, test } from 'vitest';
import { STAY_WARNING_MS, stayOf } from './stay';

const HOUR = 3_600_000;
const LEFT = Date.UTC(2026, 10, 27, 3);
const trip = { direction: 'export', kind: 'loaded', plate: '12C12345', twoWay: false } as const;
const at = (hours: number, over: Partial<Parameters<typeof stayOf>[0]> = {}) =>
  stayOf({ ...trip, leftAt: LEFT, backAt: null, ...over }, LEFT + hours * HOUR);

describe('the stay beyond the line', () => {
  test('DE-8 36 hours for a lorry that brings goods back, 24 for any other', () => {
    expect(at(0, { twoWay: true })).toMatchObject({ limitHours: 36, endsAt: LEFT + 36 * HOUR });
    expect(at(0)).toMatchObject({ limitHours: 24, endsAt: LEFT + 24 * HOUR });
  });

  test('DE-8 warned of before the end, over after it, to the millisecond', () => {
    const warned = 24 - STAY_WARNING_MS / HOUR;
    const millisecond = 1 / HOUR;
    expect(at(warned)?.status).toBe('within');
    expect(at(warned + millisecond)?.status).toBe('ending');
    expect(at(24)?.status).toBe('ending');
    expect(at(24 + millisecond)?.status).toBe('over');
    expect(at(24 + millisecond, { twoWay: true })?.status).toBe('within');
  });

  test('DE-8 the clock stops when it is seen at a gate again; what was before it left is another trip', () => {
    expect(at(48, { backAt: LEFT + 24 * HOUR })).toMatchObject({ status: 'back', backAt: LEFT + 24 * HOUR });
    expect(at(48, { backAt: LEFT + 24 * HOUR + 1 })?.status).toBe('back-late');
    expect(at(25, { backAt: LEFT - 1 })).toMatchObject({ status: 'over', backAt: null });
  });

  test('DE-8 counted is a Vietnamese vehicle that left and comes back', () => {
    expect(at(1, { leftAt: null })).toBeNull();
    expect(at(1, { direction: 'import' })).toBeNull();
    expect(at(1, { plate: '桂F12345' })).toBeNull();
    expect(at(1, { kind: 'new-vehicle' })).toBeNull();
    expect(at(1, { kind: 'transit' })).toBeNull();
    expect(at(1, { kind: 'empty' })).not.toBeNull();
  });
});
