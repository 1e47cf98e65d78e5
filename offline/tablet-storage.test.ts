import { beforeEach, describe, expect, test } from 'vitest';
import { StoreTrouble } from './store/trouble';
import type { Tablet } from './tablet';
import { tokenNo } from './testing/sample-passes';
import { type SimulatedGate, simulatedGate, subjectNo } from './testing/simulated-gate';
import { createTurnstile } from './testing/turnstile';
import { entry, twoTablets } from './testing/two-tablets';

let gate: SimulatedGate;
let tablet: Tablet;
beforeEach(async () => {
  ({ gate, tablet } = await twoTablets());
});

describe('storage', () => {
  test('OF-17 a full disk never says recorded; what waited is written in order when there is room', async () => {
    const { store } = gate.tablets[0] ?? {};
    if (store === undefined) throw new Error('no store');
    const append = store.append;
    let full = true;
    Object.assign(store, {
      append: (writing: Parameters<typeof append>[0]) =>
        full ? Promise.reject(new StoreTrouble('full', null)) : append(writing),
    });
    expect((await tablet.scan(await tokenNo(1), 'camera')).recorded).toEqual({
      kind: 'memory-only',
      reason: 'full',
    });
    expect((await tablet.confirmSteps(subjectNo(1), [entry])).kind).toBe('memory-only');
    expect(tablet.memoryOnly()).toBe(2);
    full = false;
    expect((await tablet.scan('x', 'camera')).recorded).toMatchObject({
      kind: 'recorded',
      events: [{ seq: 3 }],
    });
    expect(tablet.memoryOnly()).toBe(0);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map((event) => event.type)).toEqual(['pass.scanned', 'step.confirmed', 'pass.scanned']);
  });

  test('OF-17 a disk that no longer answers: the next vehicle is one nobody can tell of, and what is done waits in memory', async () => {
    const { store } = gate.tablets[0] ?? {};
    if (store === undefined) throw new Error('no store');
    const kept = { ...store };
    const gone = () => Promise.reject(new StoreTrouble('gone', null));
    expect((await tablet.scan(await tokenNo(1), 'camera')).decision.verdict).toBe('proceed');
    Object.assign(store, { append: gone, known: gone, dossier: gone, lists: gone, processes: gone });
    const { decision, vehicle, recorded } = await tablet.scan(await tokenNo(2), 'camera');
    expect(decision).toMatchObject({ verdict: 'cannot-tell', claims: null });
    expect(vehicle).toMatchObject({ passId: null, crossing: null, steps: [] });
    expect(recorded).toEqual({ kind: 'memory-only', reason: 'gone' });
    expect((await tablet.scan('x', 'camera')).decision.verdict).toBe('refuse');
    expect((await tablet.placeHold(subjectNo(1), 'seal')).kind).toBe('memory-only');
    // Whether a tick is the release, nobody can say: it is not taken.
    await expect(tablet.confirmSteps(subjectNo(1), [entry])).rejects.toThrow(StoreTrouble);
    expect(tablet.memoryOnly()).toBe(3);

    Object.assign(store, kept);
    await tablet.exchange();
    const own = gate.centre.events().filter((event) => event.device === tablet.enrolment.device);
    expect(own.map(({ type, verdict }) => `${type} ${verdict}`)).toEqual([
      'pass.scanned proceed',
      'pass.scanned cannot-tell',
      'pass.scanned refuse',
      'hold.placed null',
    ]);
    expect(own.map(({ offset }) => offset).every((offset) => offset === own[0]?.offset)).toBe(true);
  });

  test('OF-5 a tablet killed at any await of a scan has no event or a whole one', async () => {
    const token = await tokenNo(1);
    let whole = 0;
    for (let steps = 0; steps < 60; steps += 1) {
      const turnstile = createTurnstile();
      const world = await simulatedGate({ tablets: 1, passes: 1, pageSize: 50, turnstile });
      const [simulated] = world.tablets;
      if (simulated === undefined) throw new Error('no tablet');
      const { tablet: doomed, life } = simulated.open();
      void doomed.exchange();
      await turnstile.drain();
      let told = 0;
      void doomed.scan(token, 'camera').then(({ recorded }) => {
        told = recorded.kind === 'recorded' ? recorded.events.length : 0;
      });
      for (let step = 0; step < steps; step += 1) await turnstile.step(0);
      life.alive = false;
      const { headSeq, events } = await simulated.store.outbox(9);
      expect(events.map((event) => event.seq)).toEqual(headSeq === 0 ? [] : [1]);
      expect(told).toBeLessThanOrEqual(events.length);
      whole += events.length;
      if (told === 1) break;
    }
    expect(whole).toBeGreaterThan(0);
  });
});
