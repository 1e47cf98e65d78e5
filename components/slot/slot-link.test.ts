import { expect, test } from 'vitest';
import { crossingIdSchema, gateIdSchema } from '@/domain/shared/identity';
import { readSlotHash, slotHash } from './slot-link';

const link = {
  gateId: gateIdSchema.parse('HN'),
  crossingId: crossingIdSchema.parse('0192f0c0-0000-7000-8000-000000000001'),
};

test('a link names its gate and vehicle; anything else names none', () => {
  expect(readSlotHash(slotHash(link))).toEqual(link);
  for (const hash of ['', 'slot-HN', 'slot-XX-0192f0c0-0000-7000-8000-000000000001', 'slot-HN-x', 'new-1'])
    expect(readSlotHash(hash)).toBeNull();
});
