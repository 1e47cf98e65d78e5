import { expect, test } from 'vitest';
import { passPathOf } from './pass-link';

test('a link of any host opens here, its fragment untouched', () => {
  expect(passPathOf(' https://gate.example/p#GP1%3AAB%20C ')).toBe('/p#GP1%3AAB%20C');
});

test('the bare text of a pass is encoded: base45 has blanks and percent signs', () => {
  expect(passPathOf('GP1:A B%C')).toBe('/p#GP1%3AA%20B%25C');
});

test('anything else opens nothing', () => {
  expect(passPathOf('51C-123.45')).toBeNull();
  expect(passPathOf('https://evil.example/#javascript:alert(1)')).toBeNull();
  expect(passPathOf('')).toBeNull();
});
