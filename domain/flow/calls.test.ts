import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { EventId } from '../shared/identity';
import type { GateEvent } from '../sync/event';
import { crossingNo, Device, MINUTE, MORNING } from '../testing/build-events';
import { callsOf, stateOfCall } from './calls';

const gate = { crossingId: null, direction: 'export' } as const;
const allocation = (n: number) => ({
  crossingId: crossingNo(n),
  class: 'perishable' as const,
  placeAt: MORNING,
  spoilsAt: null,
  rank: 'place' as const,
  turn: 'perishable' as const,
  position: n,
  turnsInRound: 17,
});
const centre = new Device(1);
const propose = (count: number, at = MORNING) =>
  centre.write(at, {
    ...gate,
    type: 'call.proposed',
    actor: 'manager',
    body: {
      yard: 'Viettel',
      secondPersonFrom: 3,
      allocations: Array.from({ length: count }, (_, n) => allocation(n)),
      next: count % 17,
    },
  });
const fact = (at: number, fields: Parameters<Device['write']>[1]) => centre.write(at, { ...gate, ...fields });

describe('FL calls in the log', () => {
  const small = propose(2);
  const large = propose(4, MORNING + MINUTE);
  const about = (call: EventId) => ({ call });
  const events: readonly GateEvent[] = [
    small,
    large,
    fact(MORNING + 2 * MINUTE, { type: 'call.approved', actor: 'manager', body: about(large.id) }),
    fact(MORNING + 3 * MINUTE, { type: 'call.approved', actor: 'chief', body: about(large.id) }),
    fact(MORNING + 4 * MINUTE, {
      type: 'call.acknowledged',
      body: { call: small.id, by: 'driver', crossingIds: [crossingNo(0)] },
    }),
    fact(MORNING + 5 * MINUTE, {
      type: 'call.reached',
      body: { call: large.id, message: 'call', recipient: { kind: 'driver', crossingId: crossingNo(2) } },
    }),
    fact(MORNING + 6 * MINUTE, {
      type: 'call.recalled',
      actor: 'chief',
      body: { call: large.id, crossingIds: [0, 1, 2, 3].map(crossingNo), reason: 'a wrong list' },
    }),
  ];
  const told = (all: Iterable<GateEvent>) =>
    callsOf(all).map((call) => {
      const { status, vehicles, toRecall, sentAt } = stateOfCall(call, new Set(), MORNING + 7 * MINUTE);
      return { id: call.id, status, sentAt, states: [...vehicles.values()], toRecall };
    });

  test('FL-40 call-ups are a function of the set of events, newest first, each with its own facts', () => {
    const expected = told(events);
    expect(expected).toEqual([
      {
        id: large.id,
        status: 'recalled',
        sentAt: MORNING + 3 * MINUTE,
        states: ['recalled', 'recalled', 'recalled', 'recalled'],
        toRecall: [{ kind: 'driver', crossingId: crossingNo(2) }],
      },
      {
        id: small.id,
        status: 'sent',
        sentAt: MORNING,
        states: ['acknowledged', 'called'],
        toRecall: [],
      },
    ]);
    fc.assert(
      fc.property(fc.shuffledSubarray([...events, ...events], { minLength: 14 }), (shuffled) => {
        expect(told(shuffled)).toEqual(expected);
      }),
    );
  });

  test('FL-40 facts of a call that has not arrived wait for it, and who arrived is no longer called', () => {
    expect(callsOf(events.slice(2))).toEqual([]);
    const [call] = callsOf([small]);
    if (call === undefined) throw new Error('no call');
    expect(call.next).toBe(2);
    const { vehicles } = stateOfCall(call, new Set([crossingNo(1)]), MORNING + MINUTE);
    expect([...vehicles.values()]).toEqual(['called', 'arrived']);
  });
});
