import { expect, test } from 'vitest';
import { readDeclareRoute } from './declare-route';

const id = '019aa000-0000-7000-8000-000000000001';

test.each([
  ['', { kind: 'home' }],
  ['new-3', { kind: 'form' }],
  ['inbox', { kind: 'inbox' }],
  ['fleet', { kind: 'fleet', entry: 'vehicle' }],
  ['fleet-driver', { kind: 'fleet', entry: 'driver' }],
  [`draft-${id}`, { kind: 'draft', draftId: id }],
  [`sheet-${id}`, { kind: 'import', importId: id }],
  [`sheet-${id}-7`, { kind: 'row', importId: id, place: 7 }],
  [`slot-HN-${id}`, { kind: 'slot', link: { gateId: 'HN', crossingId: id } }],
  [`fee-HN-${id}`, { kind: 'fee', gateId: 'HN', crossingId: id }],
  [`talk-TT-${id}`, { kind: 'talk', gateId: 'TT', crossingId: id }],
  [`change-HN-${id}`, { kind: 'change', gateId: 'HN', crossingId: id }],
  [`correct-HN-${id}`, { kind: 'correct', gateId: 'HN', crossingId: id }],
  [`late-HN-${id}-seal`, { kind: 'late', gateId: 'HN', crossingId: id, field: 'seal' }],
])('#%s is the view it names', (hash, route) => {
  expect(readDeclareRoute(hash)).toEqual(route);
});

test('a gate, a field or a thing that does not exist is the overview', () => {
  for (const hash of [
    `fee-XX-${id}`,
    `late-HN-${id}-wheel`,
    'fee-HN-1',
    `fee-HN-${id}-seal`,
    'fleet-car',
    'x',
  ])
    expect(readDeclareRoute(hash)).toEqual({ kind: 'home' });
});
