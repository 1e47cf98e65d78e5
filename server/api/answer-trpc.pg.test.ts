import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Actor } from '@/domain/access/can';
import { announceChange } from '../stream/announce-change';
import { readCursor } from '../stream/cursor';
import { ANONYMOUS, type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
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
const live = (input: object, signal?: AbortSignal, headers: Record<string, string> = {}) =>
  new Request(`${ORIGIN}/api/trpc/board.live?input=${encodeURIComponent(JSON.stringify(input))}`, {
    headers: { accept: 'text/event-stream', ...headers },
    ...(signal ? { signal } : {}),
  });
const declare = () =>
  house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
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

type Message = { readonly id: string; readonly gateId: string; readonly declared: number };

/** Reads an event stream as a browser does. */
async function* messages(response: Response): AsyncGenerator<Message> {
  if (!response.body) throw new Error('no stream');
  const decoder = new TextDecoder();
  let text = '';
  for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
    text += decoder.decode(chunk, { stream: true });
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end);
      text = text.slice(end + 2);
      const data = /^data: (.*)$/m.exec(block)?.[1];
      const id = /^id: (.*)$/m.exec(block)?.[1];
      if (!data || !id || /^event: /m.test(block)) continue;
      const snapshot = JSON.parse(data);
      yield { id, gateId: snapshot.gateId, declared: snapshot.counts.export.declared };
    }
  }
}

describe('the live stream', () => {
  test('sends the board as it stands, then each change as it commits, and lets go when the viewer leaves', async () => {
    const watcher = await house.watcher();
    const before = watcher.listenerCount();
    const leave = new AbortController();
    const response = await answer(live({ gateId: HN }, leave.signal));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    expect(response.headers.get('cache-control')).toContain('no-transform');
    const stream = messages(response);
    const first = (await stream.next()).value;
    expect(first).toMatchObject({ gateId: 'HN', declared: expect.any(Number) });
    expect(watcher.listenerCount()).toBe(before + 1);

    // No beat comes for a minute here: only the notification can bring it.
    await declare();
    const second = (await stream.next()).value;
    expect(second).toMatchObject({ gateId: 'HN', declared: first.declared + 1 });
    expect(readCursor(second.id).get(HN)).toBeGreaterThan(readCursor(first.id).get(HN) ?? 0);

    leave.abort();
    await stream.return(undefined).catch(() => undefined);
    await vi.waitFor(() => expect(watcher.listenerCount()).toBe(before));
  });

  test('a viewer that comes back is sent what it missed, by the id it last saw, and only that', async () => {
    const leave = new AbortController();
    const stream = messages(await answer(live({ gateId: null }, leave.signal)));
    let id = '';
    for (let seen = 0; seen < 8; seen += 1) id = (await stream.next()).value?.id ?? id;
    leave.abort();
    await stream.return(undefined).catch(() => undefined);

    await declare();
    const again = new AbortController();
    const resumed = messages(
      await answer(live({ gateId: null, lastEventId: id }, again.signal, { 'last-event-id': id })),
    );
    await vi.waitFor(async () =>
      expect((await house.watcher()).positions().get(HN)).toBeGreaterThan(readCursor(id).get(HN) ?? 0),
    );
    expect((await resumed.next()).value).toMatchObject({ gateId: 'HN' });
    again.abort();
    await resumed.return(undefined).catch(() => undefined);
  });

  test('a hundred changes at once are a handful of notifications and a handful of pictures', async () => {
    const leave = new AbortController();
    const stream = messages(await answer(live({ gateId: HN }, leave.signal)));
    const start = (await stream.next()).value;
    const reads = house.reads();
    await Promise.all(Array.from({ length: 20 }, declare));
    for (let n = 0; n < 100; n += 1) announceChange(house.database.app);
    let newest = start;
    while (newest && start && newest.declared < start.declared + 20) newest = (await stream.next()).value;
    expect(newest?.declared).toBe((start?.declared ?? 0) + 20);
    expect(house.reads() - reads).toBeLessThanOrEqual(21);
    leave.abort();
    await stream.return(undefined).catch(() => undefined);
  });
});
