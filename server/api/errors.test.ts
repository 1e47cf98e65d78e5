import { TRPCError } from '@trpc/server';
import { describe, expect, test } from 'vitest';
import en from '@/messages/en.json' with { type: 'json' };
import vi from '@/messages/vi.json' with { type: 'json' };
import zh from '@/messages/zh.json' with { type: 'json' };
import { apiError, ERROR_CODES, errorCodeOf, give, isAway } from './errors';

describe('the table of errors', () => {
  test('every code has a sentence in three languages, and no sentence is without a code', () => {
    for (const { error } of [en, vi, zh])
      expect(
        Object.keys(error)
          .filter((key) => key.startsWith('AP-'))
          .toSorted(),
      ).toEqual([...ERROR_CODES].toSorted());
  });

  test('a code survives the transport; any other message never does', () => {
    for (const code of ERROR_CODES) expect(errorCodeOf(apiError(code))).toBe(code);
    const leaking = new TRPCError({ code: 'BAD_REQUEST', message: 'Đỗ Hữu Cường is not a plate' });
    expect(errorCodeOf(leaking)).toBe('AP-INPUT');
    expect(errorCodeOf(new TRPCError({ code: 'INTERNAL_SERVER_ERROR', message: 'boom' }))).toBe('AP-BUG');
  });

  test('a result becomes its value or its code', () => {
    expect(give({ ok: true, value: 7 })).toBe(7);
    expect(() => give({ ok: false, error: 'AP-NONE' })).toThrow('AP-NONE');
  });

  test('a database that is away is told from a fault of ours, however deep it is wrapped', () => {
    const away = (code: string) =>
      new Error('query failed', { cause: Object.assign(new Error('x'), { code }) });
    for (const code of ['ECONNREFUSED', 'CONNECTION_CLOSED', '57P01', '53300', '08006'])
      expect(isAway(away(code))).toBe(true);
    for (const code of ['23505', '42P01', '22P02', 'EACCES']) expect(isAway(away(code))).toBe(false);
    expect(isAway(undefined)).toBe(false);
  });
});
