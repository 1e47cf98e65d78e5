import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { askGate, askProvince } from './ask-board';
import { EARLY_ASK_SCRIPT, takeEarly } from './early-ask';

const asked: { url: string; body: unknown }[] = [];
const open = (pathname: string) => {
  vi.stubGlobal('location', { pathname });
  new Function(EARLY_ASK_SCRIPT)();
};

beforeEach(() => {
  asked.length = 0;
  vi.stubGlobal('navigator', { onLine: true });
  vi.stubGlobal('fetch', async (url: string, options: RequestInit) => {
    asked.push({ url, body: options.body });
    return Response.json({ result: { data: url } });
  });
});
afterEach(() => {
  takeEarly('board.gate', '{"gateId":"HN"}');
  takeEarly('board.province', undefined);
  vi.unstubAllGlobals();
});

test('a gate’s board is asked for by its page, and its scripts take that answer once', async () => {
  open('/board/HN');
  expect(asked).toEqual([{ url: '/api/trpc/board.gate', body: '{"gateId":"HN"}' }]);
  expect(await askGate('HN' as Parameters<typeof askGate>[0])).toBe('/api/trpc/board.gate');
  expect(asked).toHaveLength(1);
  await askGate('HN' as Parameters<typeof askGate>[0]);
  expect(asked).toHaveLength(2);
  expect(asked[1]).toEqual(asked[0]);
});

test('the province’s likewise', async () => {
  open('/board/');
  await askProvince();
  expect(asked).toEqual([{ url: '/api/trpc/board.province', body: undefined }]);
});

test('another gate than the one that is drawn, and another page, have no answer of it', async () => {
  open('/board/HN');
  await askGate('TT' as Parameters<typeof askGate>[0]);
  expect(asked).toHaveLength(2);
  asked.length = 0;
  open('/slots/HN');
  expect(asked).toEqual([]);
});

test('an early answer that failed is a failure like any other', async () => {
  vi.stubGlobal('fetch', () => Promise.reject(new Error('no network')));
  open('/board/HN');
  await expect(askGate('HN' as Parameters<typeof askGate>[0])).rejects.toThrow('no network');
});
