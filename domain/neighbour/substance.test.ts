import { describe, expect, test } from 'vitest';
import { type Content, gateSchema } from './content';
import { saysNew } from './substance';

const gate = gateSchema.parse('HN');
const flow = 'cn-vn' as const;
const at = (hour: number) => `2026-11-27T${String(hour).padStart(2, '0')}:00:00+07:00`;
const acceptance = (hour: number, perHour: number): Content => ({
  kind: 'acceptance',
  said: {
    gate,
    flow,
    periods: [{ from: at(hour), until: null, offered: { perHour, byClass: {} }, actual: null }],
  },
});
const queue = (hour: number, vehicles: number): Content => ({
  kind: 'queue',
  said: { gate, flow, at: at(hour), waiting: { vehicles, byClass: {} }, longestWaitMinutes: null },
});
const closure = (lifted: boolean): Content => ({
  kind: 'closure',
  said: {
    gate,
    flow,
    closure: '01940000-0000-7000-8000-0000000000c1',
    from: at(7),
    until: null,
    classes: [],
    reason: 'other',
    lifted,
  },
});

describe('BU what is new on a bulletin', () => {
  test('BU-10 the same figures at a later hour are nothing new, another figure is', () => {
    const sheet = [acceptance(7, 40), queue(7, 3)];
    expect(saysNew(sheet, [acceptance(8, 40), queue(9, 3)])).toBe(false);
    expect(saysNew(sheet, [acceptance(7, 41), queue(7, 3)])).toBe(true);
    expect(saysNew(sheet, [acceptance(7, 40), queue(7, 4)])).toBe(true);
  });

  test('BU-10 what is no longer told is nothing new, a closure and its end are', () => {
    expect(saysNew([acceptance(7, 40), queue(7, 3)], [queue(8, 3)])).toBe(false);
    expect(saysNew([queue(7, 3)], [queue(7, 3), closure(false)])).toBe(true);
    expect(saysNew([closure(false)], [closure(true)])).toBe(true);
  });
});
