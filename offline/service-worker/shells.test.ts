import { expect, test } from 'vitest';
import { shellOf } from './shells';

test('OF-15 a shell answers its own path with or without a slash, and no other page', () => {
  expect(['/gate', '/gate/', '/p', '/declare'].map(shellOf)).toEqual(['/gate', '/gate', '/p', '/declare']);
  expect(['/', '/gates', '/gate/x', '/control', '/api/sync/push', '/p.txt'].map(shellOf)).toEqual(
    Array(6).fill(null),
  );
});

test('GA-16 one shell answers for the board of every gate, of one added later too', () => {
  expect(['/board', '/board/', '/board/HN', '/board/NEWGATE'].map(shellOf)).toEqual([
    '/board',
    '/board',
    '/board/gate',
    '/board/gate',
  ]);
  expect(['/board/hn', '/board/HN/x', '/boards', '/slots/HN'].map(shellOf)).toEqual(Array(4).fill(null));
});
