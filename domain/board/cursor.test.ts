import { expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import { readCursor, writeCursor } from './cursor';

test('a cursor is read back as written, and nonsense means nothing seen', () => {
  const seen = new Map([
    [gateIdSchema.parse('TT'), 7],
    [gateIdSchema.parse('HN'), 120],
  ]);
  expect(writeCursor(seen)).toBe('HN:120,TT:7');
  expect(readCursor(writeCursor(seen))).toEqual(seen);
  for (const nonsense of ['', null, undefined, 'x', 'HN', 'HN:-1', 'hn:4', 'HN:1e9', ',,,:'])
    expect(readCursor(nonsense)).toEqual(new Map());
});
