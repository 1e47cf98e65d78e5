import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { VERDICTS, type Verdict } from '../shared/vocabulary';
import { Device, deviceNo, MINUTE, MORNING } from '../testing/build-events';
import {
  clockIncident,
  forgedIncident,
  lateIncident,
  sequenceIncidents,
  verdictIncident,
} from './device-incidents';
import type { GateEvent } from './event';
import { incidentSchema } from './incident';

const HN = gateIdSchema.parse('HN');
const fact = { type: 'step.confirmed' as const, body: { note: null } };
const written = (count: number, device = new Device(1)): readonly GateEvent[] =>
  Array.from({ length: count }, (_, n) => device.write(MORNING + n * MINUTE, fact));

describe('IN devices', () => {
  test('IN-5 a hole is told by the first number missing, and is gone when it is filled', () => {
    const events = written(10);
    const holed = events.filter(({ seq }) => ![1, 4, 5, 10].includes(seq));
    const holes = sequenceIncidents(HN, deviceNo(1), holed);
    expect(holes.map(({ kind, severity, events: ids }) => [kind, severity, ids])).toEqual([
      ['sequence-gap', 'warning', [events[1]?.id]],
      ['sequence-gap', 'warning', [events[5]?.id]],
    ]);
    expect(sequenceIncidents(HN, deviceNo(1), events)).toEqual([]);
    expect(sequenceIncidents(HN, deviceNo(2), events)).toEqual([]);
  });

  test('IN-6 one number written twice is a fork; both events are named', () => {
    const device = new Device(1);
    const events = [...written(3, device)];
    const { tail } = device;
    events.push(device.write(MORNING, fact));
    device.rewind(tail);
    events.push(device.write(MORNING, fact));
    const [fork, ...none] = sequenceIncidents(HN, deviceNo(1), [...events, ...events]);
    expect(none).toEqual([]);
    expect(fork).toMatchObject({ kind: 'fork', severity: 'serious' });
    expect(fork?.events.toSorted()).toEqual([events[3]?.id, events[4]?.id].sort());
  });

  test('IN-5 IN-6 the same events in any order give the same incidents', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...written(12)]), fc.nat(11), (held, forked) => {
        const twin = held[forked];
        const all =
          twin === undefined ? held : [...held, { ...twin, hash: twin.hash.replace(/^./, 'x') as never }];
        const expected = sequenceIncidents(HN, deviceNo(1), all);
        expect(sequenceIncidents(HN, deviceNo(1), all.toReversed())).toEqual(expected);
        for (const incident of expected) expect(incidentSchema.safeParse(incident).success).toBe(true);
        const numbers = new Set(held.map(({ seq }) => seq));
        const holes = [...numbers].filter((seq) => seq > 1 && !numbers.has(seq - 1)).length;
        expect(expected.filter(({ kind }) => kind === 'sequence-gap')).toHaveLength(holes);
        expect(expected.filter(({ kind }) => kind === 'fork')).toHaveLength(twin === undefined ? 0 : 1);
      }),
    );
  });

  test('IN-4 where the centre judges otherwise both stand; not knowing contradicts nobody', () => {
    const table: Record<string, string> = {
      'proceed refuse': 'serious',
      'refuse proceed': 'warning',
      'proceed check': 'notice',
      'check proceed': 'notice',
      'check refuse': 'notice',
      'refuse check': 'notice',
    };
    const [event] = written(1);
    if (event === undefined) throw new Error('one event');
    for (const verdict of [null, ...VERDICTS])
      for (const centre of VERDICTS as readonly Verdict[]) {
        const incident = verdictIncident({ ...event, verdict }, centre);
        expect(incident?.severity ?? null).toBe(table[`${verdict} ${centre}`] ?? null);
        if (incident !== null)
          expect(incident).toMatchObject({ kind: 'verdict-differs', events: [event.id] });
      }
  });

  test('IN-7 an event from the future is told once per start of the app; late ones are no suspicion', () => {
    const device = new Device(1);
    device.skewMs = 3 * MINUTE;
    const [one, two] = [device.write(MORNING, fact), device.write(MORNING + 1, fact)];
    expect(clockIncident(one, MORNING)).toMatchObject({ kind: 'clock-suspect', severity: 'notice' });
    expect(clockIncident(one, MORNING)?.id).toBe(clockIncident(two, MORNING)?.id);
    expect(clockIncident(one, MORNING + MINUTE)).toBeNull();
    expect(clockIncident(one, MORNING + 14 * 24 * 60 * MINUTE)).toBeNull();
    expect(clockIncident(one, MORNING - 48 * 60 * MINUTE)?.severity).toBe('warning');
  });

  test('IN-20 another agency’s name is told once per start of the app and agency claimed', () => {
    const [one, two] = written(2);
    if (one === undefined || two === undefined) throw new Error('two events');
    const claimed = (event: GateEvent, agency: GateEvent['agency']) => forgedIncident({ ...event, agency });
    expect(claimed(one, 'customs')).toMatchObject({ kind: 'agency-forged', severity: 'serious' });
    expect(claimed(one, 'customs').id).toBe(claimed(two, 'customs').id);
    expect(claimed(one, 'customs').id).not.toBe(claimed(one, null).id);
    expect(incidentSchema.safeParse(claimed(one, null)).success).toBe(true);
  });

  test('IN-21 a withdrawn tablet: what it recorded before is no incident, what it recorded after is, whatever its clock says', () => {
    const [event] = written(1);
    if (event === undefined) throw new Error('one event');
    const at = event.wall;
    const told = (revokedAt: number | null, lastSeenAt: number | null = null, headSeq = 0) =>
      lateIncident(event, { revokedAt, lastSeenAt, headSeq })?.kind ?? null;
    expect(told(null)).toBeNull();
    expect(told(at + 1)).toBeNull();
    expect(told(at - 1)).toBe('after-device-revocation');
    // Clock set back: seen after the withdrawal with a head below this number, it wrote this afterwards.
    expect(told(at + 1, at + 2, 0)).toBe('after-device-revocation');
    expect(told(at + 1, at + 2, 1)).toBeNull();
    expect(told(at + 1, at, 0)).toBeNull();
  });
});
