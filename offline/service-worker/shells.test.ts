import { expect, test } from 'vitest';
import { shellOf } from './shells';

test('OF-15 a shell answers its own path with or without a slash, and no other page', () => {
  expect(['/gate', '/gate/', '/p', '/declare'].map(shellOf)).toEqual(['/gate', '/gate', '/p', '/declare']);
  expect(['/', '/gates', '/gate/x', '/control', '/api/sync/push', '/p.txt'].map(shellOf)).toEqual(
    Array(6).fill(null),
  );
});
