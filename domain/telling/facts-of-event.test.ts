import { describe, expect, test } from 'vitest';
import { crossingIdSchema } from '../shared/identity';
import type { GateEvent } from '../sync/event';
import { factsOfEvent } from './facts-of-event';

const id = (n: number) => `01939a5c-0000-7000-8000-00000000000${n}`;
const [first, second] = [crossingIdSchema.parse(id(1)), crossingIdSchema.parse(id(2))];
const event = (type: GateEvent['type'], body: object, over: object = {}): GateEvent =>
  ({
    id: id(9),
    type,
    body,
    actor: 'officer',
    agency: 'customs',
    hlc: '0193a0000000-0000',
    wall: 5,
    offset: 0,
    ...over,
  }) as GateEvent;
const proposal = (count: number, secondPersonFrom: number) =>
  event('call.proposed', {
    secondPersonFrom,
    allocations: [first, second].slice(0, count).map((crossingId) => ({ crossingId })),
  }) as Extract<GateEvent, { type: 'call.proposed' }>;
const kinds = (said: GateEvent, proposalOf = () => null as never) =>
  factsOfEvent(said, first, proposalOf).map(({ kind, crossingId }) => [kind, crossingId]);

describe('what an event of the log tells', () => {
  test('TE-1 a call is told when it goes out: a small one at once, a large one when it is approved', () => {
    expect(kinds(proposal(2, 5))).toEqual([
      ['called', first],
      ['called', second],
    ]);
    expect(kinds(proposal(2, 2))).toEqual([]);
    const approved = event('call.approved', { call: id(8) });
    expect(factsOfEvent(approved, null, () => proposal(2, 2)).map(({ kind }) => kind)).toEqual([
      'called',
      'called',
    ]);
    expect(factsOfEvent(approved, null, () => null)).toEqual([]);
  });

  test('TE-1 a recall is about the call it takes back, a correction about its field', () => {
    const recalled = event('call.recalled', { call: id(9), crossingIds: [second], reason: 'jam' });
    const [fact] = factsOfEvent(recalled, null, () => null);
    const [called] = factsOfEvent(proposal(2, 5), null, () => null);
    expect(fact).toMatchObject({ kind: 'call-recalled', crossingId: second });
    expect(fact?.about).toBe(called?.about);
    const corrected = event('crossing.corrected', {
      path: 'binding.seal',
      from: 'a',
      to: 'b',
      reason: 'typed',
    });
    expect(factsOfEvent(corrected, first, () => null)[0]?.about).toBe('field binding.seal');
  });

  test('TE-1 the first pass is no news, a later revision is; ticks and scans tell nobody', () => {
    expect(kinds(event('pass.issued', { revision: 0 }))).toEqual([]);
    expect(kinds(event('pass.issued', { revision: 1 }))).toEqual([['pass-reissued', first]]);
    expect(kinds(event('step.confirmed', { note: null }))).toEqual([]);
    expect(factsOfEvent(event('hold.placed', { reason: 'x' }), null, () => null)).toEqual([]);
  });

  test('TE-6 the same event gives the same keys, two vehicles of it different ones; no word of anybody is in them', () => {
    const said = proposal(2, 5);
    const [once, again] = [factsOfEvent(said, null, () => null), factsOfEvent(said, null, () => null)];
    expect(once).toEqual(again);
    expect(new Set(once.map(({ key }) => key)).size).toBe(2);
    const held = factsOfEvent(event('hold.placed', { reason: 'Đỗ Hữu Cường' }), first, () => null);
    expect(JSON.stringify(held)).not.toContain('Cường');
  });
});
