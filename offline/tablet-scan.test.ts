import { beforeEach, describe, expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import type { Tablet } from './tablet';
import {
  falseTrustDocument,
  forgedToken,
  recordNo,
  revocationDocument,
  strangeToken,
  tokenNo,
  trustDocument,
} from './testing/sample-passes';
import { passNo } from './testing/samples';
import { type SimulatedGate, subjectNo } from './testing/simulated-gate';
import { entry, MINUTE, type TwoTablets, twoTablets } from './testing/two-tablets';

const HN_EXPORT = STANDARD_PROCESSES.find(({ id }) => id === 'hn-export-loaded') ?? STANDARD_PROCESSES[0];

let gate: SimulatedGate;
let tablet: Tablet;
let second: Tablet;
let judge: TwoTablets['judge'];
beforeEach(async () => {
  ({ gate, tablet, second, judge } = await twoTablets());
});

describe('scan', () => {
  test('OF-3 every code gets its verdict offline, and each is recorded', async () => {
    gate.tablets[0]?.setWeather('down');
    const good = await tokenNo(1);
    const altered = `${good.slice(0, -2)}${good.endsWith('0') ? '1' : '0'}${good.slice(-1)}`;
    expect(await judge(good)).toEqual({ verdict: 'proceed', code: 'AD-OK' });
    expect((await judge(altered)).verdict).toBe('refuse');
    expect(await judge(await forgedToken(2))).toEqual({ verdict: 'refuse', code: 'PS-SIG' });
    expect(await judge(await strangeToken(2))).toEqual({ verdict: 'cannot-tell', code: 'PS-KEY' });
    expect(await judge(await tokenNo(2, { gateNumber: 2 }))).toEqual({ verdict: 'refuse', code: 'AD-GATE' });
    expect(await judge('https://example.com')).toEqual({ verdict: 'refuse', code: 'PS-NOT' });
    expect(await judge('GP9:ABC')).toEqual({ verdict: 'cannot-tell', code: 'PS-VER' });
    expect((await tablet.recent(20)).map((line) => line.code)).toEqual([
      'PS-VER',
      'PS-NOT',
      'AD-GATE',
      'PS-KEY',
      'PS-SIG',
      expect.stringMatching(/^PS-/),
      'AD-OK',
    ]);
    expect((await tablet.standing()).unsyncedCount).toBe(7);
  });

  test('OF-46 a vehicle that left while the tablet was away is refused by its pass alone, events or none', async () => {
    const record = await recordNo(7);
    const ended = { kind: 'completed' as const, at: gate.now() - MINUTE };
    gate.centre.publish({ kind: 'pass', record: { ...record, status: 'used-up', ended } });
    await tablet.exchange();
    gate.tablets[0]?.setWeather('down');
    expect(await judge(await tokenNo(7))).toEqual({ verdict: 'refuse', code: 'AD-ENDED' });
    expect((await tablet.vehicle(subjectNo(7))).crossing?.ended).toEqual(ended);
    // Its end was undone: the pass says so again.
    gate.tablets[0]?.setWeather('fair');
    gate.centre.publish({ kind: 'pass', record });
    await tablet.exchange();
    expect(await judge(await tokenNo(7))).toEqual({ verdict: 'proceed', code: 'AD-OK' });
  });

  test('OF-3 of a pass that is not genuine nothing reaches the log of a crossing', async () => {
    const { vehicle } = await tablet.scan(await forgedToken(1), 'camera');
    expect(vehicle).toMatchObject({ passId: null, crossingId: null, claims: null, crossing: null });
    expect((await tablet.vehicle(subjectNo(1))).crossing?.lastEventAt).toBeLessThan(gate.now());
  });

  test('AD-9 no way around the scan ticks a release that is not eligible', async () => {
    const release = (HN_EXPORT?.steps ?? []).filter((step) => step.release).map(({ id }) => id);
    expect(release.length).toBeGreaterThan(0);
    const before = (await tablet.standing()).unsyncedCount;
    const [id] = release;
    if (id === undefined) return;
    expect(await tablet.confirmSteps(subjectNo(1), [entry, id])).toMatchObject({
      kind: 'blocked',
      decision: { verdict: 'refuse', code: 'AD-REL' },
    });
    // All or nothing: the tick beside it is not recorded either.
    expect((await tablet.standing()).unsyncedCount).toBe(before);
    expect(await tablet.confirmSteps(subjectNo(1), [entry])).toMatchObject({ kind: 'recorded' });
  });

  test('OF-4 a pass used here is used, before and after the centre heard of it', async () => {
    const token = await tokenNo(1);
    gate.tablets[0]?.setWeather('down');
    const { vehicle } = await tablet.scan(token, 'camera');
    expect(vehicle.stepHere).toBe(entry);
    await tablet.confirmSteps(vehicle, [entry]);
    expect(await judge(token)).toEqual({ verdict: 'refuse', code: 'AD-USED' });
    gate.tablets[0]?.setWeather('fair');
    await tablet.exchange();
    await second.exchange();
    expect((await second.scan(token, 'camera')).decision.code).toBe('AD-USED');
  });

  test('OF-4 a pass of a crossing nobody told of is used up here as well', async () => {
    const token = await tokenNo(9);
    const { decision, vehicle } = await tablet.scan(token, 'camera');
    expect(decision.evidence.map(({ code }) => code)).toContain('AD-UNKNOWN');
    expect(decision.verdict).toBe('proceed');
    await tablet.confirmSteps(vehicle, [entry]);
    expect(await judge(token)).toEqual({ verdict: 'refuse', code: 'AD-USED' });
  });

  test('OF-4 two tablets without a network both admit; both facts are kept', async () => {
    const token = await tokenNo(1);
    await second.exchange();
    for (const each of [tablet, second]) {
      const { decision, vehicle } = await each.scan(token, 'camera');
      expect(decision.verdict).toBe('proceed');
      await each.confirmSteps(vehicle, [entry]);
    }
    await tablet.exchange();
    await second.exchange();
    const ticks = gate.centre.events().filter((event) => event.type === 'step.confirmed');
    expect(new Set(ticks.map((event) => event.device)).size).toBe(2);
  });

  test('OF-13 a revocation that arrived is refused; the list on board stands in the event', async () => {
    gate.centre.publish({ kind: 'list', document: await revocationDocument(2, [passNo(1)]) });
    await tablet.exchange();
    expect(await judge(await tokenNo(1))).toEqual({ verdict: 'refuse', code: 'PS-REV' });
    await tablet.exchange();
    const scan = gate.centre.events().findLast((event) => event.type === 'pass.scanned');
    expect(scan?.lists).toMatchObject({ keys: 1, revocation: 2 });
  });

  test('OF-13 lists nobody signed, or older ones, change nothing', async () => {
    gate.centre.publish({ kind: 'list', document: await revocationDocument(5, [passNo(1)]) });
    gate.centre.publish({ kind: 'list', document: await trustDocument(3) });
    await tablet.exchange();
    gate.centre.publish({ kind: 'list', document: await falseTrustDocument() });
    gate.centre.publish({ kind: 'list', document: await revocationDocument(4, []) });
    gate.centre.publish({ kind: 'list', document: await trustDocument(2) });
    await tablet.exchange();
    expect((await judge(await tokenNo(1))).code).toBe('PS-REV');
    expect((await judge(await strangeToken(2))).code).toBe('PS-KEY');
  });

  test('OF-13 without any list on board nothing proceeds', async () => {
    const { decision } = await second.scan(await tokenNo(1), 'camera');
    expect(decision.verdict).toBe('cannot-tell');
  });
});
