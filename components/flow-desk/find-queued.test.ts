import { expect, test } from 'vitest';
import type { QueuedVehicle } from '@/domain/flow/picture';
import type { CrossingId } from '@/domain/shared/identity';
import { batchFrom, callableOf, countWithin, yardInTurn } from './callable';
import { findQueued } from './find-queued';

const vehicle = (plate: string, over: Partial<QueuedVehicle> = {}): QueuedVehicle => ({
  seen: null,
  crossingId: plate as CrossingId,
  plate,
  class: 'perishable',
  placeAt: 0,
  clearedAt: null,
  spoilsAt: null,
  goodsName: null,
  firmName: null,
  stage: 'staging',
  yard: null,
  arrivedAt: 1,
  plannedAt: null,
  liveAt: null,
  kept: null,
  because: null,
  ...over,
});
const LINE = [
  vehicle('51C12345'),
  vehicle('29H67890', { class: 'empty' }),
  vehicle('桂F9B393', { kept: 'held' }),
  vehicle('12C99999', { arrivedAt: null }),
];

const batch = (mayGo: number) => ({ size: mayGo, limitedBy: 'neighbour' as const, mayGo });

test('part of a plate is enough, with or without its marks, and the number in the line stays', () => {
  expect(findQueued(LINE, { text: '29h-678', class: '' })).toEqual([
    { vehicle: LINE[1], number: 2, before: '51C12345' },
  ]);
  expect(findQueued(LINE, { text: '桂', class: '' }).map(({ number }) => number)).toEqual([3]);
  expect(findQueued(LINE, { text: '', class: '' })).toHaveLength(4);
});

test('one class alone is shown', () => {
  expect(findQueued(LINE, { text: '', class: 'empty' }).map(({ number }) => number)).toEqual([2]);
});

test('who is kept or not in the yard is not called', () => {
  expect(callableOf({ line: LINE, batch: batch(2), yards: [] }).map(({ plate }) => plate)).toEqual([
    '51C12345',
    '29H67890',
  ]);
});

test('nor whom a lever keeps back, nor who comes after', () => {
  const limited = { code: 'class-limited', class: 'empty', perHour: 0, by: 'lever' } as const;
  const line = [vehicle('A1'), vehicle('A2', { because: limited }), vehicle('A3')];
  expect(callableOf({ line, batch: batch(1), yards: [] }).map(({ plate }) => plate)).toEqual(['A1']);
});

test('a count stays between nobody and all of them', () => {
  expect([countWithin(-1, 5), countWithin(9, 5), countWithin(Number.NaN, 5), countWithin(3, 5)]).toEqual([
    0, 5, 0, 3,
  ]);
});

test('GA-12 GA-13 of several yards the one in turn is called from, for who stands there and for whom no yard is known', () => {
  const line = [
    vehicle('A1', { yard: 'park' }),
    vehicle('A2', { yard: 'zone' }),
    vehicle('A3'),
    vehicle('A4', { yard: 'a yard of before' }),
  ];
  const yards = [
    { yard: 'zone', standing: 1, places: null, vehicles: 1, sendAt: 900 },
    { yard: 'park', standing: 1, places: null, vehicles: 1, sendAt: 100 },
    { yard: null, standing: 2, places: null, vehicles: 2, sendAt: 100 },
  ];
  const queue = { line, batch: batch(4), yards };
  const plates = (yard: string) => callableOf(queue, yard).map(({ plate }) => plate);
  expect(yardInTurn(queue)).toBe('park');
  expect([plates('park'), plates('zone')]).toEqual([
    ['A1', 'A3', 'A4'],
    ['A2', 'A3', 'A4'],
  ]);
  expect(batchFrom(queue, 'park', 100)).toEqual({ size: 3, waitsUntil: null });
  expect(batchFrom(queue, 'zone', 100)).toEqual({ size: 0, waitsUntil: 900 });
  const one = { ...queue, yards: yards.slice(0, 1) };
  expect(callableOf(one, 'zone')).toHaveLength(4);
  expect(batchFrom(one, 'zone', 100)).toEqual({ size: 4, waitsUntil: null });
});
