import { expect, test } from 'vitest';
import { callsOf } from '../flow/calls';
import { crossingNo, Device, MINUTE, MORNING } from '../testing/build-events';
import { calledTimes, entitledAt } from './entitled';
import { auditOrder } from './order';

const centre = new Device(1);
const call = (at: number, numbers: readonly number[]) =>
  centre.write(at, {
    crossingId: null,
    direction: 'export',
    type: 'call.proposed',
    body: {
      yard: 'Viettel',
      secondPersonFrom: 30,
      allocations: numbers.map((n) => ({
        crossingId: crossingNo(n),
        class: 'ordinary' as const,
        placeAt: MORNING,
        spoilsAt: null,
        rank: 'place' as const,
        turn: 'ordinary' as const,
        position: 0,
        turnsInRound: 9,
      })),
      next: 1,
    },
  });

test('RP-19 where vehicles are called the call entitles, the newest that stands; elsewhere the arrival does', () => {
  const first = call(MORNING, [1, 2]);
  const recall = centre.write(MORNING + MINUTE, {
    crossingId: null,
    type: 'call.recalled',
    body: { call: first.id, crossingIds: [crossingNo(2)], reason: 'customs asked' },
  });
  const second = call(MORNING + 10 * MINUTE, [2, 3]);
  const until = MORNING + 60 * MINUTE;
  const called = calledTimes(callsOf([first, recall, second]), until);
  const at = (n: number, twoStage = true) =>
    entitledAt({ crossingId: crossingNo(n), arrivedAt: 7, twoStage }, called, until);
  expect([at(1), at(2), at(3), at(4)]).toEqual([
    MORNING,
    MORNING + 10 * MINUTE,
    MORNING + 10 * MINUTE,
    until,
  ]);
  expect([
    at(1, false),
    entitledAt({ crossingId: crossingNo(1), arrivedAt: 7, twoStage: true }, new Map(), until),
  ]).toEqual([7, 7]);
});

test('RP-19 every vehicle that was let in without a call is found', () => {
  const called = calledTimes(callsOf([call(MORNING, [1, 2, 3, 4])]), MORNING + 90 * MINUTE);
  const vehicle = (n: number) => ({
    crossingId: crossingNo(n),
    plate: `${n}`,
    class: 'ordinary' as const,
    entitledAt: entitledAt(
      { crossingId: crossingNo(n), arrivedAt: MORNING, twoStage: true },
      called,
      MORNING + 90 * MINUTE,
    ),
  });
  const jumpers = [8, 9];
  const admitted = [1, 8, 2, 9, 3].map((n, nth) => ({
    crossingId: crossingNo(n),
    at: MORNING + (20 + nth) * MINUTE,
  }));
  const audit = auditOrder([1, 2, 3, 4, ...jumpers].map(vehicle), admitted, () => []);
  const found = new Set(audit.worst.map(({ later }) => later.crossingId));
  expect([...found].sort()).toEqual(jumpers.map(crossingNo).sort());
  expect(audit.unexplained).toBe(3 + 2);
});
