import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../crossing/fold';
import { passIdSchema } from '../shared/identity';
import { arbitraryArrival, arbitraryScene } from '../testing/arbitrary-events';
import { Device, MINUTE, MORNING, passNo } from '../testing/build-events';
import { EXPORT, Gate } from '../testing/shift';
import { canonicalJson } from './canonical-json';
import type { GateEvent } from './event';
import { incidentSchema } from './incident';
import { incidentId } from './incident-id';
import { findIncidents } from './incidents';

const found = (gate: Gate) => findIncidents(fold(EXPORT, gate.events), gate.events);
const summary = (gate: Gate) => found(gate).map(({ kind, severity }) => [kind, severity]);
const PASS = passIdSchema.parse(passNo(1));

/** The pass of `Gate`: issued by the centre at minute 1. */
function issued(revision = 0, passId = PASS): Gate {
  const gate = new Gate();
  issue(gate, 1, revision, passId);
  return gate;
}
function issue(gate: Gate, minute: number, revision: number, passId = PASS): GateEvent {
  return gate.say(minute, 'centre', {
    type: 'pass.issued',
    body: { revision, notBefore: 0, notAfter: 1 },
    passId,
  });
}
function admit(gate: Gate, minute: number, tablet: string, over: object = {}): GateEvent {
  return gate.say(minute, tablet, {
    type: 'step.confirmed',
    body: { note: null },
    agency: 'border-guard',
    step: EXPORT.steps.find(({ usesPass }) => usesPass)?.id ?? null,
    passId: PASS,
    ...over,
  });
}
const revoke = (gate: Gate, minute: number, inListVersion: number | null) =>
  gate.say(minute, 'centre', {
    type: 'pass.revoked',
    body: { reason: 'swapped' },
    passId: PASS,
    lists: inListVersion === null ? null : { keys: 1, revocation: inListVersion, passes: 0 },
  });
const holding = (revocation: number) => ({ lists: { keys: 1, revocation, passes: 0 } });

describe('IN double use', () => {
  test('FO-13 uses that name the pass and no crossing conflict like any other', () => {
    const gate = issued();
    admit(gate, 60, 'lane 1', { crossingId: null });
    admit(gate, 75, 'lane 2', { crossingId: null });
    expect(found(gate)).toMatchObject([{ kind: 'double-use', severity: 'serious' }]);
  });

  test('IN-1 border guard and customs at one entry are no conflict', () => {
    const gate = issued();
    admit(gate, 60, 'lane 1');
    admit(gate, 61, 'customs', { agency: 'customs' });
    expect(found(gate)).toEqual([]);
  });

  test('IN-1 two tablets of one agency: severity by gap, device, pass and what the tablet knew', () => {
    for (const [minutes, tablet, over, severity] of [
      [1, 'lane 1', {}, 'notice'],
      [30, 'lane 1', {}, 'warning'],
      [5, 'lane 2', {}, 'warning'],
      [30, 'lane 2', {}, 'serious'],
      [1, 'lane 1', { codes: ['AD-USED'] }, 'serious'],
      [1, 'lane 1', { passId: passIdSchema.parse(passNo(2)) }, 'serious'],
    ] as const) {
      const gate = issued();
      admit(gate, 60, 'lane 1');
      admit(gate, 60 + minutes, tablet, over);
      expect(summary(gate)).toEqual([['double-use', severity]]);
    }
  });

  test('IN-1 each further use is one incident with both facts; an undone use withdraws it', () => {
    const gate = issued();
    const first = admit(gate, 60, 'lane 1');
    const second = admit(gate, 62, 'lane 2');
    const third = admit(gate, 64, 'lane 3');
    expect(found(gate).map(({ events }) => events)).toEqual([
      [first.id, second.id],
      [first.id, third.id],
    ]);
    const body = { event: third.id, reason: null };
    gate.say(64.05, 'lane 3', { type: 'event.undone', body, agency: 'border-guard' });
    expect(found(gate).map(({ events }) => events)).toEqual([[first.id, second.id]]);
  });

  test('IN-0 an earlier fact that arrives late renames nothing', () => {
    const gate = issued();
    const first = admit(gate, 60, 'lane 1');
    admit(gate, 62, 'lane 2');
    admit(gate, 64, 'lane 3');
    const without = gate.events.filter((event) => event !== first);
    const before = findIncidents(fold(EXPORT, without), without).map(({ id }) => id);
    const after = found(gate).map(({ id }) => id);
    expect(before).toHaveLength(1);
    expect(after).toEqual(expect.arrayContaining(before));
    expect(after).toHaveLength(2);
  });
});

describe('IN passes that should not have been used', () => {
  test('IN-2 a list too old to know is nobody’s fault, one that could know is serious', () => {
    for (const [held, inList, codes, severity] of [
      [4, 5, [], 'warning'],
      [5, 5, [], 'serious'],
      [4, null, [], 'warning'],
      [4, 5, ['PS-REV'], 'serious'],
    ] as const) {
      const gate = issued();
      revoke(gate, 50, inList);
      admit(gate, 60, 'lane 1', { ...holding(held), codes: [...codes] });
      expect(summary(gate)).toEqual([['admitted-after-revocation', severity]]);
    }
  });

  test('IN-2 before the revocation, or refused because of it, is no incident; tick and scan are told once', () => {
    const gate = issued();
    admit(gate, 40, 'lane 1');
    revoke(gate, 50, 5);
    const scan = {
      type: 'pass.scanned' as const,
      body: { revision: 0, source: 'camera' as const, confirmation: 'local' as const },
      passId: PASS,
    };
    gate.say(60, 'lane 1', { ...scan, verdict: 'refuse', ...holding(5) });
    expect(found(gate)).toEqual([]);
    gate.say(61, 'lane 2', { ...scan, verdict: 'proceed', ...holding(4) });
    gate.say(61.1, 'lane 2', {
      type: 'step.confirmed',
      body: { note: null },
      agency: 'customs',
      passId: PASS,
    });
    expect(summary(gate)).toEqual([['admitted-after-revocation', 'warning']]);
  });

  test('IN-3 a pass that a newer one had replaced', () => {
    const newer = passIdSchema.parse(passNo(2));
    const gate = issued(0);
    admit(gate, 40, 'lane 1');
    issue(gate, 50, 1, newer);
    expect(found(gate)).toEqual([]);
    admit(gate, 60, 'customs', { agency: 'customs' });
    expect(summary(gate)).toEqual([['superseded-revision', 'warning']]);
    admit(gate, 61, 'yard', { agency: 'yard', passId: newer });
    expect(found(gate)).toHaveLength(1);
  });

  test('IN-3 the same pass in an older revision; a pass whose issue has not arrived is not judged', () => {
    const gate = issued(0);
    issue(gate, 50, 1);
    const shown = (revision: number) => ({
      type: 'pass.scanned' as const,
      body: { revision, source: 'camera' as const, confirmation: 'local' as const },
      passId: PASS,
      verdict: 'proceed' as const,
    });
    gate.say(60, 'lane 1', shown(1));
    admit(gate, 61, 'lane 1', { passId: passIdSchema.parse(passNo(9)) });
    expect(found(gate)).toEqual([]);
    gate.say(62, 'lane 2', shown(0));
    expect(summary(gate)).toEqual([['superseded-revision', 'notice']]);
  });
});

describe('IN sets', () => {
  test('IN-0 the same set in any order gives the same incidents, each with its own id', {
    timeout: 60_000,
  }, () => {
    const kinds = new Map<string, number>();
    const scenes = arbitraryScene.chain((scene) =>
      arbitraryArrival(scene.events).map((arrival) => ({ ...scene, arrival })),
    );
    fc.assert(
      fc.property(scenes, ({ process, events, arrival }) => {
        const incidents = findIncidents(fold(process, events), events);
        const other = findIncidents(fold(process, arrival), arrival);
        expect(canonicalJson(other)).toBe(canonicalJson(incidents));
        expect(new Set(incidents.map(({ id }) => id)).size).toBe(incidents.length);
        for (const incident of incidents) {
          expect(incidentSchema.safeParse(incident).success).toBe(true);
          kinds.set(incident.kind, (kinds.get(incident.kind) ?? 0) + 1);
        }
      }),
      { numRuns: 400 },
    );
    for (const kind of ['double-use', 'admitted-after-revocation', 'superseded-revision'])
      expect([kind, (kinds.get(kind) ?? 0) > 15]).toEqual([kind, true]);
  });

  test('IN-8 a resolution is a fact: the first word stands, and what is resolved stays resolved', {
    timeout: 60_000,
  }, () => {
    let resolved = 0;
    fc.assert(
      fc.property(arbitraryScene, fc.nat(), ({ process, events }, pick) => {
        const before = findIncidents(fold(process, events), events);
        const target = before[pick % Math.max(1, before.length)];
        if (target === undefined) return;
        const centre = new Device(90);
        const word = (at: number, reason: string): GateEvent =>
          centre.write(at, {
            type: 'incident.resolved',
            body: { incident: target.id, reason },
            crossingId: target.crossingId,
          });
        const late = MORNING + 100_000 * MINUTE;
        const [first, second] = [word(late, 'same lorry'), word(late + MINUTE, 'other word')];
        const all = [second, ...events, first];
        const after = findIncidents(fold(process, all), all);
        expect(after.map(({ id }) => id)).toEqual(before.map(({ id }) => id));
        expect(after.find(({ id }) => id === target.id)?.resolved).toMatchObject({ reason: 'same lorry' });
        expect(after.filter(({ resolved: word_ }) => word_ !== null)).toHaveLength(1);
        resolved += 1;
      }),
      { numRuns: 200 },
    );
    expect(resolved).toBeGreaterThan(50);
  });

  test('IN-0 the id is half a SHA-256 over kind and cause, one per line', () => {
    expect(incidentId('fork', 'a', 2)).toBe('68f13a19a8f7cb2dc12ea271085e523d');
  });
});
