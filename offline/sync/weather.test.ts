import { describe, expect, test } from 'vitest';
import { pushResponseSchema } from '@/domain/sync/protocol';
import { post } from './fetch-transport';
import { readReply } from './read-reply';
import type { Failure } from './transport';
import { clockOffMs, type Outlook, reasonOf } from './weather';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const NOON = Date.UTC(2026, 10, 26, 5);
const reading = { offset: 0, roundTripMs: 10, wall: NOON, mono: 1000, boot: 'b' };
const clock = (wall: number, mono: number, boot = 'b') => ({ wall: () => wall, mono: () => mono, boot });

async function failureOf(answer: () => Promise<Response>): Promise<Failure> {
  const raw = await post(answer, 'http://gate/api/sync/push', '{}', {}, 'omit');
  const reply = raw.kind === 'failed' ? raw : readReply(raw.value, pushResponseSchema);
  if (reply.kind !== 'failed') throw new Error('an answer');
  return reply.failure;
}
const html =
  (status: number, headers: Record<string, string> = {}) =>
  async () =>
    new Response('<html>Wi-Fi</html>', { status, headers: { 'content-type': 'text/html', ...headers } });
const json =
  (body: string, status = 200) =>
  async () =>
    new Response(body, { status, headers: { 'content-type': 'application/json' } });
const broken = (code: string) => () =>
  Promise.reject(new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) }));

describe('weather', () => {
  test.each<[string, () => Promise<Response>, Partial<Outlook>, string]>([
    ['a portal that answers everything itself', html(200), {}, 'portal'],
    ['a portal that sends elsewhere', html(302, { location: 'http://portal/' }), {}, 'portal'],
    ['a portal that says so (RFC 6585)', html(511), {}, 'portal'],
    ['a page about an error', html(404), {}, 'page'],
    ['a proxy without the centre behind it', html(502), {}, 'busy'],
    ['another shape', json('{}'), {}, 'not-the-centre'],
    ['half an answer', json('{"protocol":2,'), {}, 'not-the-centre'],
    ['an expired certificate', broken('CERT_HAS_EXPIRED'), {}, 'certificate'],
    ['a certificate of somebody else', broken('ERR_TLS_CERT_ALTNAME_INVALID'), {}, 'certificate'],
    ['a certificate nobody signed', broken('DEPTH_ZERO_SELF_SIGNED_CERT'), {}, 'certificate'],
    ['nothing there', broken('ECONNREFUSED'), {}, 'unreachable'],
    ['a secure line that a browser will not explain', broken(''), { isSecure: true }, 'certificate'],
    ['no network at all', broken(''), { hasNetwork: false, isSecure: true }, 'no-network'],
    ['a clock far off', broken('CERT_NOT_YET_VALID'), { clockOffMs: 11 * MINUTE }, 'clock'],
    ['a clock far off without a network', broken(''), { clockOffMs: DAY, hasNetwork: false }, 'no-network'],
    [
      'no answer in time',
      () => Promise.reject(Object.assign(new Error('late'), { name: 'TimeoutError' })),
      { isSecure: true },
      'slow',
    ],
    ['the centre asks to wait', json('{"error":"retry-later","protocol":2}', 503), {}, 'busy'],
    ['the centre cannot read it', json('{"error":"bad-request","protocol":2}', 400), {}, 'refused'],
  ])('OF-44 %s', async (_, answer, over, reason) => {
    const failure = await failureOf(answer);
    const outlook = { hasNetwork: true, isSecure: false, clockOffMs: 0, ...over };
    if (failure.kind === 'needs-sign-in' || failure.kind === 'needs-update') throw new Error(failure.kind);
    if (failure.kind === 'device-revoked') throw new Error(failure.kind);
    expect(reasonOf(failure, outlook)).toBe(reason);
  });

  test('OF-44 a clock that was turned back is known at once within one start of the app', () => {
    expect(clockOffMs(null, null, clock(0, 0))).toBe(0);
    expect(clockOffMs(reading, NOON, clock(NOON + MINUTE, 61_000))).toBe(0);
    expect(clockOffMs(reading, NOON, clock(NOON + MINUTE - DAY, 61_000))).toBe(DAY);
    // A night in a drawer looks the same as a clock that was turned forward; a leap of months does not.
    expect(clockOffMs(reading, NOON, clock(NOON + MINUTE + DAY, 61_000))).toBe(0);
    expect(clockOffMs(reading, NOON, clock(NOON + 100 * DAY, 61_000))).toBe(100 * DAY);
  });

  test('OF-44 after a restart: what was measured, time run backwards, a leap; two weeks away are no leap', () => {
    const restarted = (wall: number, offset = 0) =>
      clockOffMs({ ...reading, offset }, NOON, clock(wall, 5, 'another start'));
    expect(restarted(NOON + 14 * DAY)).toBe(0);
    expect(restarted(NOON - DAY)).toBe(DAY);
    expect(restarted(NOON + 400 * DAY)).toBe(400 * DAY);
    expect(restarted(NOON + MINUTE, 30 * MINUTE)).toBe(30 * MINUTE);
  });
});
