import { expect, test } from 'vitest';
import { PROTOCOL_VERSION, type PushRequest, pushResponseSchema } from '@/domain/sync/protocol';
import { deviceNo, gateHN } from '../testing/samples';
import { fetchTransport, signedBytes } from './fetch-transport';
import { readReply } from './read-reply';
import { failed } from './transport';

const good = JSON.stringify({
  protocol: 2,
  ackSeq: 0,
  verdicts: [],
  incidents: [],
  t1: 1,
  t2: 1,
  epoch: '00000000-0000-4000-8000-000000000000',
  standing: 'active',
});
const read = (
  status: number,
  text: string,
  contentType = 'application/json',
  retryAfter: string | null = null,
) => {
  const reply = readReply({ status, text, contentType, retryAfter }, pushResponseSchema);
  return reply.kind === 'answer' ? 'answer' : reply.failure;
};

test('OF-9 only a whole answer of the centre is an answer', () => {
  expect(read(200, good)).toBe('answer');
  expect(read(200, '<html>Wi-Fi</html>', 'text/html')).toEqual({ kind: 'not-the-centre', sign: 'portal' });
  expect(read(200, good, 'text/html')).toEqual({ kind: 'not-the-centre', sign: 'portal' });
  expect(read(200, good.slice(0, 20))).toEqual({ kind: 'not-the-centre' });
  expect(read(200, `{"protocol":${PROTOCOL_VERSION + 1},"other":1}`)).toEqual({ kind: 'needs-update' });
  expect(read(404, '<html>', 'text/html')).toEqual({ kind: 'not-the-centre', sign: 'page' });
  expect(read(400, '{}')).toEqual({ kind: 'not-the-centre' });
  expect(read(502, '', 'text/html')).toEqual({ kind: 'busy', retryAfterMs: null });
  expect(read(429, '', 'text/html', '7')).toEqual({ kind: 'busy', retryAfterMs: 7000 });
});

test('OF-9 what the centre says of itself is told to the officer', () => {
  const said = (error: string, status = 400) => read(status, JSON.stringify({ error, protocol: 1 }));
  expect(said('needs-sign-in', 401)).toEqual({ kind: 'needs-sign-in' });
  expect(said('device-unknown', 401)).toEqual({ kind: 'needs-sign-in' });
  expect(said('needs-update', 426)).toEqual({ kind: 'needs-update' });
  expect(said('device-revoked', 403)).toEqual({ kind: 'device-revoked' });
  expect(said('bad-request')).toEqual({ kind: 'refused' });
  expect(said('retry-later', 503)).toEqual({ kind: 'busy', retryAfterMs: null });
});

test('OF-9 no network, a time-out and a redirect are no answers; the body that is sent is the one that is signed', async () => {
  const signed: string[] = [];
  const sign = async (message: Uint8Array) => {
    signed.push(new TextDecoder().decode(message));
    return 'sig';
  };
  const sent: RequestInit[] = [];
  const with200 = fetchTransport({
    origin: 'http://gate',
    sign,
    fetch: async (_, init) => {
      sent.push(init ?? {});
      return new Response(good, { headers: { 'content-type': 'application/json' } });
    },
  });
  const request: PushRequest = {
    protocol: 1,
    device: deviceNo(1),
    gateId: gateHN,
    from: 1,
    events: [],
    head: null,
    headSeq: 0,
    t0: 1,
    epoch: null,
    condition: null,
  };
  expect((await with200.push(request)).kind).toBe('answer');
  expect(signed).toEqual([
    new TextDecoder().decode(signedBytes('POST', '/api/sync/push', String(sent[0]?.body))),
  ]);
  expect(sent[0]).toMatchObject({ credentials: 'omit', redirect: 'manual', cache: 'no-store' });
  const dead = fetchTransport({ origin: '', sign, fetch: () => Promise.reject(new TypeError('offline')) });
  expect(await dead.push(request)).toEqual(failed({ kind: 'unreachable' }));
  const moved = fetchTransport({
    origin: '',
    sign,
    fetch: async () => new Response(null, { status: 302 }),
  });
  expect(await moved.push(request)).toEqual(failed({ kind: 'not-the-centre', sign: 'portal' }));
});
