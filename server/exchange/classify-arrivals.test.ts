import fc from 'fast-check';
import { v7 as uuidv7 } from 'uuid';
import { describe, expect, test } from 'vitest';
import { crossingIdSchema, eventIdSchema, hashSchema } from '@/domain/shared/identity';
import type { EventDraft, EventType, GateEventOf } from '@/domain/sync/event';
import { declaredBody } from '@/domain/testing/build-events';
import { FakeTablet } from '../testing/fake-tablet';
import { HN, MORNING } from '../testing/gate-house';
import { holeOf, standingAfter } from './acknowledgement';
import { classifyArrivals, type Held } from './classify-arrivals';

const crossing = crossingIdSchema.parse(uuidv7());
const tablet = new FakeTablet(HN, 'border-guard', MORNING);
for (let n = 0; n < 12; n++) tablet.confirm(crossing, 'called');
const nothing: Held = {
  gateId: HN,
  device: tablet.id,
  agency: tablet.agency,
  hashes: new Map(),
  ids: new Map(),
  unapproved: new Set(),
};

test('whatever is sent, there is one verdict per thing, in order, and no throw', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(fc.anything(), fc.constantFrom(...tablet.events)), { maxLength: 20 }),
      (sent) => {
        const arrivals = classifyArrivals(nothing, 1, sent);
        expect(arrivals).toHaveLength(sent.length);
      },
    ),
  );
});

test('a flipped character anywhere in an event is never applied as it is', () => {
  const [, event] = tablet.events;
  const text = JSON.stringify(event);
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: text.length - 2 }),
      fc.constantFrom('0', 'a', 'x', ' ', '"', '9'),
      (at, other) => {
        const flipped = text.slice(0, at) + other + text.slice(at + 1);
        let sent: unknown;
        try {
          sent = JSON.parse(flipped);
        } catch {
          return;
        }
        const [arrival] = classifyArrivals(nothing, 2, [sent]);
        if (arrival?.kind === 'applied') expect(arrival.event).toEqual(event);
      },
    ),
  );
});

test('with poison in any places, every sound event is applied and the acknowledgement covers all (invariant 8)', () => {
  fc.assert(
    fc.property(fc.subarray([...tablet.events.keys()]), (poisoned) => {
      const sent = tablet.events.map((event, at) => (poisoned.includes(at) ? { broken: at } : event));
      const arrivals = classifyArrivals(nothing, 1, sent);
      expect(arrivals.map((arrival) => arrival.kind)).toEqual(
        sent.map((_, at) => (poisoned.includes(at) ? 'quarantined' : 'applied')),
      );
      expect(arrivals.map((arrival) => arrival.seq)).toEqual(sent.map((_, at) => at + 1));
    }),
  );
});

test('the acknowledgement never passes a hole and does not depend on how the numbers came in', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 1, max: 30 }));
  fc.assert(
    fc.property(numbers, fc.infiniteStream(fc.boolean()), (received, cuts) => {
      let standing = { ackSeq: 0, maxSeq: 0 };
      const all: number[] = [];
      let batch: number[] = [];
      for (const seq of received) {
        all.push(seq);
        batch.push(seq);
        if (!cuts.next().value) continue;
        standing = standingAfter(standing, holeOf(standing) === null ? batch : all);
        batch = [];
      }
      standing = standingAfter(standing, all);
      let contiguous = 0;
      while (received.includes(contiguous + 1)) contiguous++;
      expect(standing).toEqual({ ackSeq: contiguous, maxSeq: Math.max(0, ...received) });
      expect(holeOf(standing)).toBe(contiguous < Math.max(0, ...received) ? contiguous + 1 : null);
    }),
  );
});

describe('EV-21 who may say what', () => {
  const id = eventIdSchema.parse(uuidv7());
  const allocation = {
    crossingId: crossing,
    class: 'ordinary',
    placeAt: 0,
    spoilsAt: null,
    rank: 'place',
    turn: 'ordinary',
    position: 0,
    turnsInRound: 1,
  } as const;
  const text = { vi: 'a', en: 'a', zh: 'a' };
  /** Total: a new type needs a body here, and a word on who may say it. */
  const SAYS: { readonly [T in EventType]: readonly ['applied' | 'device', GateEventOf<T>['body']] } = {
    'pass.scanned': ['applied', { revision: 0, source: 'camera', confirmation: 'local' }],
    'step.confirmed': ['applied', { note: null }],
    'event.undone': ['applied', { event: id, reason: null }],
    'hold.placed': ['applied', { reason: 'seal' }],
    'hold.lifted': ['applied', { reason: 'seal' }],
    'release.eligibility': ['applied', { eligible: true, source: 'officer' }],
    // Its approval is looked at before (RE-1): `unapproved` of what is held.
    'release.overridden': ['applied', { reason: 'r', approvedBy: 's' }],
    'crossing.turned-back': ['applied', { reason: 'papers' }],
    'inspection.ordered': ['applied', { places: ['scanner'], reason: 'risk' }],
    'inspection.reported': ['applied', { place: 'scanner', result: 'passed' }],
    'quarantine.requested': ['applied', { kind: 'plant' }],
    'quarantine.reported': ['applied', { kind: 'plant', result: 'passed' }],
    'information.requested': ['applied', { about: 'seal' }],
    'transshipment.paired': ['applied', { receiving: [crossing] }],
    'binding.checked': ['applied', { which: 'seal', matches: true }],
    'note.added': ['applied', {}],
    'photo.taken': [
      'applied',
      { photo: uuidv7(), hash: hashSchema.parse('a'.repeat(64)), bytes: 10, subject: 'other' },
    ],
    'help.asked': ['applied', { screen: 'scan' }],
    'shift.opened': ['applied', { by: 'pin', second: null, silentMs: null }],
    'shift.ended': ['applied', { why: 'locked', to: null }],
    'crossing.declared': ['device', declaredBody()],
    'crossing.corrected': ['device', { path: 'regime', from: null, to: 'B11', reason: 'r' }],
    'crossing.cancelled': ['device', { reason: 'r' }],
    'pass.issued': ['device', { revision: 0, notBefore: 0, notAfter: 1 }],
    'pass.revoked': ['device', { reason: 'r' }],
    'override.checked': ['device', { override: id, outcome: 'justified', note: 'n' }],
    'neighbour.acceptance': [
      'device',
      {
        direction: 'export',
        vehiclesPerHour: 1,
        validFrom: 0,
        validTo: null,
        toldBy: 't',
        channel: 'hotline',
        note: null,
      },
    ],
    'incident.resolved': ['device', { incident: 'i', reason: 'r' }],
    'information.given': ['device', { request: id }],
    'help.answered': ['device', { request: id, words: 'w' }],
    'continuity.declared': ['device', { firstSerial: 1, lastSerial: 9, reason: 'r' }],
    'continuity.ended': ['device', { continuity: id, reason: 'r' }],
    'paper.entered': ['device', { continuity: id, serial: 1, at: 0, conflict: null }],
    'call.proposed': ['device', { yard: 'y', secondPersonFrom: 1, allocations: [allocation], next: 0 }],
    'call.approved': ['device', { call: id }],
    'call.recalled': ['device', { call: id, crossingIds: [crossing], reason: 'jam' }],
    'call.reached': ['device', { call: id, message: 'call', recipient: { kind: 'yard', yard: 'y' } }],
    'call.acknowledged': ['device', { call: id, by: 'yard', crossingIds: [crossing] }],
    'announcement.made': ['device', { text, until: null }],
    'announcement.ended': ['device', { announcement: id }],
  };

  test.each(Object.entries(SAYS))('%s', (type, [says, body]) => {
    const sender = new FakeTablet(HN, 'border-guard', MORNING);
    const event = sender.write({ ...sender.envelope(crossing), type, body } as EventDraft);
    const held = { ...nothing, device: sender.id };
    const [arrival] = classifyArrivals(held, 1, [event]);
    expect(arrival?.kind === 'quarantined' ? arrival.code : arrival?.kind).toBe(says);
  });
});
