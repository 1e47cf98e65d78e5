import { expect, test } from 'vitest';
import { refusalOf } from './request-limits';

const post = (headers: Record<string, string>) => refusalOf({ method: 'POST', url: '/api/sync', headers });

test('a body within the limit passes, a longer one is refused before it is read', () => {
  expect(post({ 'content-length': String(4 * 1024 * 1024) })).toBeNull();
  expect(post({ 'content-length': String(4 * 1024 * 1024 + 1) })).toEqual({ status: 413, code: 'too-large' });
});

test('a body whose length is not told is refused', () => {
  expect(post({ 'transfer-encoding': 'chunked' })).toEqual({ status: 411, code: 'length-required' });
});

test('an address that is not a path is refused', () => {
  expect(refusalOf({ method: 'GET', url: 'http://elsewhere/', headers: {} })?.status).toBe(400);
  expect(refusalOf({ method: 'GET', url: '/board', headers: {} })).toBeNull();
});
