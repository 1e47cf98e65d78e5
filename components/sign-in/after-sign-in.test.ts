import { expect, test } from 'vitest';
import { destinationOf, safeNext } from './after-sign-in';

test('each role lands where it works', () => {
  expect(destinationOf('declarant', null)).toBe('/declare');
  expect(destinationOf('officer', null)).toBe('/gate');
  expect(destinationOf('manager', null)).toBe('/control');
});

test('the page that asked gets its visitor back, fragment and all', () => {
  expect(destinationOf('declarant', '/declare#new-check')).toBe('/declare#new-check');
});

test('never to another site', () => {
  for (const bad of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '/a\n/b',
    '',
  ]) {
    expect(safeNext(bad), bad).toBeNull();
  }
});
