import { expect, test } from 'vitest';
import { gateIdSchema } from '@/domain/shared/identity';
import { nearestGate, otherGates } from './nearest-gate';

const HN = gateIdSchema.parse('HN');

test('the nearest gate on the road is named, never the railway’s and never itself', () => {
  expect(nearestGate(HN)).toBe('CN');
  expect(otherGates(HN).map(({ code }) => code)).not.toContain('DDANG');
  expect(otherGates(HN).map(({ code }) => code)).not.toContain('HN');
});
