import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { hashSchema } from '../shared/identity';
import { arbitraryScene } from '../testing/arbitrary-events';
import { Device, deviceNo, eventNo, MINUTE, MORNING } from '../testing/build-events';
import { canonicalJson } from './canonical-json';
import { chainEvent, checkLink, emptyTail, eventHash, firstBrokenLink } from './chain';
import { type GateEvent, gateEventSchema } from './event';

const DEVICE = deviceNo(1);
const written = (count: number): readonly GateEvent[] => {
  const device = new Device(1);
  return Array.from({ length: count }, (_, n) =>
    device.write(MORNING + n * MINUTE, { type: 'step.confirmed', body: { note: `n ${n}` } }),
  );
};
const at = <T>(list: readonly T[], index: number): T => list[index] as T;

/** Every way to touch one leaf of an event. */
const FLIPS: readonly ((event: GateEvent) => GateEvent)[] = [
  (event) => ({ ...event, wall: event.wall + 1 }),
  (event) => ({ ...event, actor: null }),
  (event) => ({ ...event, codes: [...event.codes, 'AD-OK'] }),
  (event) => ({ ...event, offset: 0 }),
  (event) => ({ ...event, sealed: 'AA' }),
  (event) => ({ ...event, id: eventNo(5) }),
  (event) => ({ ...event, prev: hashSchema.parse('0'.repeat(64)) }),
  (event) => ({ ...event, hash: hashSchema.parse('0'.repeat(64)) }),
  (event) => (event.type === 'step.confirmed' ? { ...event, body: { note: 'other' } } : event),
];

describe('EV chain', () => {
  test('EV-2 the hash does not depend on the order of members and survives a store', {
    timeout: 60_000,
  }, () => {
    fc.assert(
      fc.property(arbitraryScene, ({ events }) => {
        for (const event of events) {
          const backwards = Object.fromEntries(Object.entries(event).reverse()) as GateEvent;
          expect(eventHash(backwards)).toBe(eventHash(event));
          expect(eventHash(JSON.parse(JSON.stringify(event)) as GateEvent)).toBe(eventHash(event));
        }
      }),
      { numRuns: 100 },
    );
  });

  test('EV-2 the published example: anybody can repeat it', () => {
    const event = at(written(1), 0);
    const { hash, ...unhashed } = event;
    expect(canonicalJson(unhashed)).toBe(
      '{"actor":"officer-1","agency":null,"body":{"note":"n 0"},"boot":"boot-1","codes":[],"crossingId":"01980001-0000-7000-8000-000000000001","device":"01980002-0000-7000-8000-000000000001","direction":null,"gateId":"HN","hlc":"01a20621ad00-0000","id":"01980003-0000-7000-8000-00000010c8e1","lists":null,"mono":0,"offset":null,"passId":null,"prev":null,"sealed":null,"seq":1,"shift":null,"step":null,"type":"step.confirmed","v":1,"verdict":null,"wall":1795399200000}',
    );
    expect(hash).toBe('27ee35d079f070492752fdd5102021201796464425a9d1bd3755137dd2527de4');
  });

  test('EV-2 canonical JSON after RFC 8785', () => {
    const value = { b: [1e21, -0, 0.1, null], a: { é: 'x\u0000"', z: true, A: '\u20ac' }, ' ': undefined };
    expect(canonicalJson(value)).toBe('{"a":{"A":"€","z":true,"é":"x\\u0000\\""},"b":[1e+21,0,0.1,null]}');
    fc.assert(
      fc.property(fc.jsonValue(), (json) => {
        expect(JSON.parse(canonicalJson(json))).toEqual(JSON.parse(JSON.stringify(json)));
      }),
    );
  });

  test('EV-3 what our devices write is whole, and is an event by the schema', () => {
    let tail = emptyTail(DEVICE);
    const events = written(20);
    for (const event of events) {
      expect(gateEventSchema.safeParse(event).success).toBe(true);
      const link = checkLink(tail, event);
      if (!link.ok) throw new Error(link.error);
      tail = link.value;
    }
    expect(tail).toMatchObject({ seq: 20, hash: events.at(-1)?.hash, hlc: events.at(-1)?.hlc });
    expect(firstBrokenLink(DEVICE, events)).toBeNull();
  });

  test('EV-3 a flip, a deletion, an exchange of places or a repeat names the first bad row', {
    timeout: 60_000,
  }, () => {
    const change = fc.constantFrom('flip', 'delete', 'reorder', 'repeat', 'stranger');
    fc.assert(
      fc.property(change, fc.nat(18), fc.nat(FLIPS.length - 1), (what, index, flip) => {
        const events = [...written(20)];
        const event = at(events, index);
        if (what === 'flip') events[index] = at(FLIPS, flip)(event);
        if (what === 'delete') events.splice(index, 1);
        if (what === 'reorder') events.splice(index, 2, at(events, index + 1), event);
        if (what === 'repeat') events.splice(index, 0, event);
        if (what === 'stranger') events[index] = { ...event, device: deviceNo(2) };
        const bad = what === 'delete' || what === 'reorder' ? index + 2 : index + 1;
        expect(firstBrokenLink(DEVICE, events)?.seq).toBe(bad);
      }),
      { numRuns: 1000 },
    );
  });

  test('EV-3 another history under the same number is a fork, a hole is not', () => {
    const device = new Device(1);
    const fact = { type: 'step.confirmed' as const, body: { note: null } };
    device.write(MORNING, fact);
    const copy = device.tail;
    const second = device.write(MORNING + MINUTE, fact);
    const tail = device.tail;
    const third = device.write(MORNING + 2 * MINUTE, fact);
    device.rewind(copy);
    const otherSecond = device.write(MORNING + 3 * MINUTE, fact);
    const otherThird = device.write(MORNING + 4 * MINUTE, fact);
    expect(checkLink(tail, second)).toEqual({ ok: true, value: tail });
    expect(checkLink(tail, otherSecond)).toEqual({ ok: false, error: 'fork' });
    expect(checkLink(tail, otherThird)).toEqual({ ok: false, error: 'fork' });
    expect(checkLink(copy, third)).toEqual({ ok: false, error: 'chain' });
    expect(checkLink(tail, { ...third, seq: 2 })).toEqual({ ok: false, error: 'hash' });
  });

  test('EV-6 after an event in quarantine, whose hash is not known, the chain goes on', () => {
    const [, second, third] = written(3);
    if (second === undefined || third === undefined) throw new Error('three events');
    const quarantined = { ...emptyTail(DEVICE), seq: 1 };
    const link = checkLink(quarantined, second);
    expect(link.ok).toBe(true);
    if (link.ok) expect(checkLink(link.value, third).ok).toBe(true);
  });

  test('EV-1 the clock of a chain grows though the wall clock was set back', () => {
    const device = new Device(1);
    const fact = { type: 'step.confirmed' as const, body: { note: null } };
    const first = device.write(MORNING, fact);
    device.skewMs = -48 * 60 * MINUTE;
    const second = device.write(MORNING + MINUTE, fact);
    expect(second.hlc > first.hlc).toBe(true);
    expect(second.wall).toBeLessThan(first.wall);
  });

  test('EV-2 a draft cannot set what the chain sets', () => {
    const stamp = { id: at(written(1), 0).id, wall: MORNING, mono: 0, boot: 'b', offset: null };
    const draft = { ...at(written(1), 0), device: deviceNo(9), seq: 77 };
    const { event } = chainEvent(emptyTail(DEVICE), draft, stamp);
    expect(event).toMatchObject({ device: DEVICE, seq: 1, prev: null });
    expect(checkLink(emptyTail(DEVICE), event).ok).toBe(true);
  });
});
