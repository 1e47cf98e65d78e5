import { afterEach, expect, test } from 'vitest';
import { blankGate } from '@/domain/gate/gate-versions';
import { BUILT_IN_GATES, forgetGates, putGatesInForce } from '@/domain/gate/gates';
import { gateIdSchema } from '@/domain/shared/identity';
import { type BuiltPages, pageFor } from './built-pages';
import { NO_INLINE } from './content-security-policy';

const pages: BuiltPages = {
  byPath: new Map(
    ['/board', '/board/HN', '/board/gate', '/slots/HN', '/slots/gate', '/kiosk/HN', '/kiosk/gate'].map(
      (path) => [path, NO_INLINE],
    ),
  ),
  notFound: NO_INLINE,
};
afterEach(forgetGates);

test('GA-8 a gate that was added after the build gets the shell, any other path is left alone', () => {
  const asked = [
    '/board/NEW',
    '/slots/NEW',
    '/kiosk/NEW',
    '/board/HN',
    '/board/NONE',
    '/board',
    '/board/NEW/x',
    '/gate',
  ];
  expect(asked.map((path) => pageFor(pages, path))).toEqual(asked);
  putGatesInForce(1, [...BUILT_IN_GATES, { ...blankGate(BUILT_IN_GATES), code: gateIdSchema.parse('NEW') }]);
  expect(asked.map((path) => pageFor(pages, path))).toEqual([
    '/board/gate',
    '/slots/gate',
    '/kiosk/gate',
    ...asked.slice(3),
  ]);
});
