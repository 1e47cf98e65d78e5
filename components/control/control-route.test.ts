import { expect, test } from 'vitest';
import type { GateId } from '@/domain/shared/identity';
import { crossingHash, flowHash, parseControlRoute, processHash, viewHash } from './control-route';

const HN = 'HN' as GateId;

test('what is written is read back', () => {
  expect(parseControlRoute(viewHash(HN, 'devices'))).toEqual({ kind: 'view', gateId: 'HN', view: 'devices' });
  for (const direction of ['export', 'import'] as const)
    expect(parseControlRoute(flowHash(HN, direction))).toEqual({ kind: 'flow', gateId: 'HN', direction });
  const id = '0192f0c0-0000-7000-8000-000000000001';
  expect(parseControlRoute(crossingHash(HN, id))).toEqual({ kind: 'crossing', gateId: 'HN', crossingId: id });
  expect(parseControlRoute(processHash(HN, 'hn-export-loaded'))).toEqual({
    kind: 'process',
    gateId: 'HN',
    processId: 'hn-export-loaded',
  });
});

test('an unknown gate, view or crossing is today, not a dead end', () => {
  for (const hash of [
    '',
    'XX/today',
    'HN/nothing',
    'HN/crossing/1',
    'XX/crossing/0192f0c0-0000-7000-8000-000000000001',
  ]) {
    expect(parseControlRoute(hash)).toMatchObject({ kind: 'view' });
  }
});
