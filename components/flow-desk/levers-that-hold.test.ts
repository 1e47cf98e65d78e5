import { expect, test } from 'vitest';
import type { Lever } from '@/domain/flow/levers';
import { gateIdSchema } from '@/domain/shared/identity';
import { leversThatHold } from './levers-that-hold';

const HN = gateIdSchema.parse('HN');
const lever = (over: Partial<Lever>): Lever => ({
  gates: null,
  routes: null,
  directions: null,
  class: 'ordinary',
  from: 0,
  to: null,
  perHour: 0,
  reason: 'a jam',
  ...over,
});

test('what has run out or concerns others is not shown; what begins later is, after the rest', () => {
  const [later, holds] = [lever({ from: 20 }), lever({ from: 5, to: 11 })];
  const list = [
    later,
    lever({ to: 10 }),
    lever({ directions: ['import'] }),
    lever({ gates: [gateIdSchema.parse('TT')] }),
    holds,
  ];
  expect(leversThatHold(list, { gateId: HN, route: null, direction: 'export' }, 10)).toEqual([holds, later]);
});
