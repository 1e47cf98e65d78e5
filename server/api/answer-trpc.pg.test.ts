import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '@/domain/access/can';
import { ANONYMOUS, type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { answerTrpc, MAX_BATCH, MAX_BODY_BYTES } from './answer-trpc';

let house: ApiHouse;
const bugs: unknown[] = [];
const ORIGIN = 'http://localhost:3000';

beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const answer = (request: Request, actor: Actor = ANONYMOUS) =>
  answerTrpc(request, {
    origin: ORIGIN,
    createContext: async () => house.context(actor),
    onBug: (error) => bugs.push(error),
  });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  new Request(`${ORIGIN}/api/trpc/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

describe('the API over HTTP', () => {
  test('queries travel by POST and are never cached; a plate never stands in an address', async () => {
    const asked = await answer(post('board.gate', { gateId: HN }));
    expect(asked.status).toBe(200);
    expect(asked.headers.get('cache-control')).toBe('no-store, no-transform');
    const byAddress = new Request(
      `${ORIGIN}/api/trpc/control.crossings?input=${encodeURIComponent('{"gateId":"HN","search":"12H"}')}`,
    );
    expect((await answer(byAddress, house.people.supervisor)).status).toBe(405);
    for (const method of ['PUT', 'DELETE', 'PATCH'])
      expect((await answer(new Request(`${ORIGIN}/api/trpc/board.gate`, { method }))).status).toBe(405);
  });

  test('an error is a code: no message, no stack, nothing of what was typed', async () => {
    const typed = { gateId: 'Đỗ Hữu Cường 027300723494' };
    for (const [request, status, code, actor] of [
      [post('board.gate', typed), 400, 'AP-INPUT', ANONYMOUS],
      [post('board.gate', { gateId: 'ZZ' }), 400, 'AP-INPUT', ANONYMOUS],
      [post('control.devices', { gateId: HN }), 401, 'AP-SIGN', ANONYMOUS],
      [post('control.devices', { gateId: HN }), 403, 'AP-MAY', house.people.officer],
      [post('no.such', {}), 404, 'AP-NONE', ANONYMOUS],
      [post('board.gate', '{"broken'), 400, 'AP-INPUT', ANONYMOUS],
      [post('pass.status', { token: 'not a pass' }), 422, 'AP-PASS', ANONYMOUS],
    ] as const) {
      const refused = await answer(request, actor);
      const text = await refused.text();
      expect({ code, status: refused.status }).toEqual({ code, status });
      expect(JSON.parse(text).error).toEqual({
        message: code,
        code: expect.any(Number),
        data: { code: expect.any(String), httpStatus: status, errorCode: code },
      });
      expect(text).not.toContain('Cường');
    }
    expect(bugs).toEqual([]);
  });

  test('a fault of ours is told to us with its cause, and to the caller as a code', async () => {
    const broken = {
      ...house.context(ANONYMOUS),
      board: {
        ...house.context(ANONYMOUS).board,
        snapshot: () => Promise.reject(new Error('secret detail')),
      },
    };
    const seen: unknown[] = [];
    const refused = await answerTrpc(post('board.gate', { gateId: HN }), {
      origin: ORIGIN,
      createContext: async () => broken,
      onBug: (error) => seen.push(error),
    });
    expect(refused.status).toBe(500);
    expect(await refused.text()).not.toContain('secret');
    expect(seen).toMatchObject([{ message: 'secret detail' }]);
  });

  test('too much is refused before it is read: body, batch, another site', async () => {
    expect((await answer(post('board.gate', 'x'.repeat(MAX_BODY_BYTES + 1)))).status).toBe(413);
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(new Uint8Array(64 * 1024)),
    });
    const endless = new Request(`${ORIGIN}/api/trpc/board.gate`, {
      method: 'POST',
      body: stream,
      duplex: 'half',
    } as RequestInit);
    expect((await answer(endless)).status).toBe(413);
    const batch = (size: number) =>
      post(
        `${Array.from({ length: size }, () => 'account.me').join(',')}?batch=1`,
        Object.fromEntries(Array.from({ length: size }, (_, at) => [at, {}])),
      );
    expect((await answer(batch(MAX_BATCH))).status).toBe(200);
    expect((await answer(batch(MAX_BATCH + 1))).status).toBe(400);
    expect(
      (await answer(post('account.me', {}, { origin: 'https://evil.example', host: 'localhost:3000' })))
        .status,
    ).toBe(403);
    expect((await answer(post('account.me', {}, { 'sec-fetch-site': 'cross-site' }))).status).toBe(403);
  });
});
