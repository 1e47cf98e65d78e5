import { expect, test } from 'vitest';
import { readyText } from './announce';

test('one line per sign-in, aligned, under the address', () => {
  const text = readyText('http://localhost:3000', [
    { role: 'declarant', name: 'A', email: 'a@example.test', password: 'pw-1', gateId: null, agency: null },
    {
      role: 'officer',
      name: 'B',
      email: 'bb@example.test',
      password: 'pw-2',
      gateId: 'HN',
      agency: 'customs',
    },
  ]);
  expect(text).toContain('The gate is open: http://localhost:3000');
  expect(text).toContain('  declarant               a@example.test    pw-1');
  expect(text).toContain('  officer (customs, HN)   bb@example.test   pw-2');
});

test('without a demonstration there is no table', () => {
  expect(readyText('http://localhost:3000', [])).not.toContain('sign-ins');
});
