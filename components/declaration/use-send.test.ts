import { expect, test } from 'vitest';
import { changeWhile } from './use-send';

test('a change takes back what waits for the network, and waits for what is on its way', () => {
  expect(changeWhile('waiting')).toBe('take-back');
  expect(changeWhile('sending')).toBe('not-now');
  expect(['faults', 'failed'].map((kind) => changeWhile(kind as 'faults' | 'failed'))).toEqual([
    'take-back',
    'take-back',
  ]);
  expect(changeWhile('idle')).toBe('free');
});
