import { afterAll, beforeAll, expect, test } from 'vitest';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { announceOnce } from '../stream/announce-change';
import { type ApiHouse, apiHouse, TT } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';
import { answerWake } from './answer-wake';
import { createWakeHub, type WakeHub } from './wake-hub';

let house: ApiHouse;
let hub: WakeHub;
const REST_MS = 30;
beforeAll(async () => {
  house = await apiHouse();
  hub = createWakeHub(await house.watcher(), { most: 3, restMs: REST_MS, beatMs: 15 });
});
afterAll(() => house.close());

async function ask(tablet: FakeTablet, over: { signature?: string } = {}): Promise<Response> {
  const body = { protocol: 2, device: tablet.id, gateId: tablet.gateId };
  const request = await tablet.request('/api/sync/wake', body, over);
  return answerWake({ db: house.database.app }, async () => hub, request);
}
/** Reads until the text was seen; the line is closed afterwards. */
async function heard(response: Response, wanted: string): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) throw new Error('no body');
  let text = '';
  while (!text.includes(wanted)) {
    const { done, value } = await reader.read();
    if (done) break;
    text += new TextDecoder().decode(value);
  }
  await reader.cancel();
  return text;
}

test('OF-45 a tablet is told within moments that another one recorded something, and nothing of what', async () => {
  const [listening, elsewhere] = [await house.tablet('customs'), await house.tabletAt(TT, 'customs')];
  const declared = await house.declare();
  const [line, other] = [await ask(listening), await ask(elsewhere)];
  expect(line.headers.get('content-type')).toBe('text/event-stream');
  expect(line.headers.get('cache-control')).toBe('no-store, no-transform');
  await announceOnce(house.database.app);

  const writer = await house.tablet();
  writer.confirm(declared.crossingId, 'gate-entry', { passId: declared.passId });
  await writer.push(house.exchange);
  await announceOnce(house.database.app);
  const text = await heard(line, 'event: news');
  expect(text.replaceAll(': still here\n\n', '')).toMatch(/^: open\n\n(event: news\ndata:\n\n)+$/);
  // Another gate's tablet hears beats alone.
  expect(await heard(other, ': still here')).not.toContain('news');
  expect(hub.count()).toBe(0);
});

test('OF-45 who did not sign, who is unknown and who was withdrawn get no line', async () => {
  const tablet = await house.tablet();
  expect((await ask(tablet, { signature: 'AAAA' })).status).toBe(401);
  await house.call(house.people.supervisor).control.withdrawDevice({
    gateId: HN,
    device: tablet.id,
    reason: 'lost',
  });
  const refused = await ask(tablet);
  expect([refused.status, await refused.json()]).toEqual([
    403,
    { error: 'device-revoked', protocol: PROTOCOL_VERSION },
  ]);
});

test('OF-45 one line per tablet, no more than a node may hold, and room again when one is closed', async () => {
  const tablets = [await house.tablet(), await house.tablet(), await house.tablet(), await house.tablet()];
  const [a, b, c, d] = tablets;
  if (!a || !b || !c || !d) throw new Error('four tablets');
  const first = await ask(a);
  const again = await ask(a);
  // The older line has ended.
  expect(await first.text()).toContain(': open');
  expect(hub.count()).toBe(1);
  const [second, third] = [await ask(b), await ask(c)];
  expect((await ask(d)).status).toBe(503);
  await second.body?.cancel();
  const fourth = await ask(d);
  expect(fourth.status).toBe(200);
  for (const line of [again, third, fourth]) await line.body?.cancel();
  expect(hub.count()).toBe(0);
});

test('OF-45 a burst of news is one waking now and one after the rest', async () => {
  const changes: ((changed: ReadonlyMap<typeof HN, number>) => void)[] = [];
  const watcher = {
    positions: () => new Map(),
    lookedAt: () => 0,
    subscribe: (listener: (changed: ReadonlyMap<typeof HN, number>) => void) => {
      changes.push(listener);
      return () => undefined;
    },
    stop: async () => undefined,
  };
  const quick = createWakeHub(watcher, { most: 1, restMs: 20, beatMs: 60 });
  const line = quick.open(HN, (await house.tablet()).id);
  if (line === null) throw new Error('no line');
  for (let n = 0; n < 50; n++) for (const tell of changes) tell(new Map([[HN, n]]));
  const text = await heard(new Response(line), ': still here');
  expect(text.match(/event: news/g)).toHaveLength(2);
});
