import { TRPCClientError } from '@trpc/client';
import { expect, test } from 'vitest';
import { isUnanswered, isWorthAnotherTry, resendAfter, restMs } from './try-again';

const answered = (errorCode: string) =>
  new TRPCClientError('x', { result: { error: { message: 'x', code: 0, data: { errorCode } } } as never });

test('silence and "later" are asked again, every other answer is an answer', () => {
  expect(isWorthAnotherTry(new TypeError('fetch failed'))).toBe(true);
  expect(isWorthAnotherTry(answered('AP-LATER'))).toBe(true);
  for (const code of ['AP-MAY', 'AP-INPUT', 'AP-DONE', 'AP-SIGN', 'AP-BUG', 'AP-SIZE'])
    expect(isWorthAnotherTry(answered(code))).toBe(false);
});

test('a deed known by its key goes again after silence and "later", and after no other answer', () => {
  expect(isUnanswered(new TypeError('fetch failed'))).toBe(true);
  expect(isUnanswered(answered('AP-LATER'))).toBe(true);
  for (const code of ['AP-MANY', 'AP-SIGN', 'AP-KEY']) expect(isUnanswered(answered(code))).toBe(false);
});

test('what nobody answered is sent again although nothing else on the page asks the centre; without a network it waits', () => {
  expect(resendAfter('offline', 1)).toBeNull();
  expect(resendAfter('online', 9)).toBe(1500);
  expect([1, 2, 3].map((failures) => resendAfter('unreachable', failures))).toEqual([2000, 4000, 8000]);
});

test('each rest is twice the one before, and none is over a minute', () => {
  expect([0, 1, 2, 3].map(restMs)).toEqual([1000, 2000, 4000, 8000]);
  expect(restMs(6)).toBe(60_000);
  expect(restMs(10_000)).toBe(60_000);
});
