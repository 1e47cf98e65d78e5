import { v7 as uuidv7 } from 'uuid';
import { expect, test } from 'vitest';
import { leastIdOf, momentOfId } from './uuid-time';

test('a moment lies below every id that is made in it and above every one made before', () => {
  const at = Date.UTC(2026, 10, 27, 5);
  const [before, within] = [uuidv7({ msecs: at - 1 }), uuidv7({ msecs: at })];
  expect(before < leastIdOf(at)).toBe(true);
  expect(leastIdOf(at) < within).toBe(true);
  expect([before, within, leastIdOf(at)].map(momentOfId)).toEqual([at - 1, at, at]);
});
