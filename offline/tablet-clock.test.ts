import { beforeEach, describe, expect, test } from 'vitest';
import { clockIncident } from '@/domain/sync/device-incidents';
import type { Tablet } from './tablet';
import type { SimulatedGate } from './testing/simulated-gate';
import { HOUR, twoTablets } from './testing/two-tablets';

let gate: SimulatedGate;
let tablet: Tablet;
beforeEach(async () => {
  ({ gate, tablet } = await twoTablets());
});

describe('a clock that was turned back', () => {
  test('OF-11 a wall clock turned back by two days moves neither order nor time', async () => {
    for (const ms of [-48 * HOUR, 24 * HOUR, 24 * HOUR]) {
      gate.tablets[0]?.turnClock(ms);
      const { at } = await tablet.scan('x', 'camera');
      expect(Math.abs(at - gate.now())).toBeLessThan(1000);
      gate.pass(1000);
    }
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map((event) => event.seq)).toEqual([1, 2, 3]);
    expect([...own].sort((a, b) => (a.hlc < b.hlc ? -1 : 1))).toEqual(own);
    expect(own.every((event) => Math.abs(event.wall + (event.offset ?? 0) - gate.now()) < 10_000)).toBe(true);
  });
});

describe('a clock that went ahead', () => {
  test('OF-11 IN-7 turned forward it passes for a sleep until the centre is asked; the order stays, the centre tells of it', async () => {
    gate.tablets[0]?.turnClock(4 * HOUR);
    expect((await tablet.scan('x', 'camera')).at - gate.now()).toBeGreaterThan(3 * HOUR);
    await tablet.exchange();
    expect(Math.abs((await tablet.scan('x', 'camera')).at - gate.now())).toBeLessThan(1000);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect([...own].sort((a, b) => (a.hlc < b.hlc ? -1 : 1))).toEqual(own);
    expect(own.map((event) => clockIncident(event, gate.now())?.kind)).toContain('clock-suspect');
  });
});
