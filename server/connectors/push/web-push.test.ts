import { afterEach, beforeEach, expect, test } from 'vitest';
import webPush from 'web-push';
import type { PushFault, PushOrder } from './push-port';
import { type SimulatedPush, startSimulatedPush } from './simulator/simulated-push';
import { webPushPort } from './web-push';

const key = webPush.generateVAPIDKeys();
let service: SimulatedPush;
beforeEach(async () => {
  service = await startSimulatedPush({ port: 0 });
});
afterEach(() => service.stop());

const port = (over: Partial<Parameters<typeof webPushPort>[0]> = {}) =>
  webPushPort({ key, contact: 'mailto:gate@gate.example', timeoutMs: 1000, others: [service.url], ...over });
const order: PushOrder = {
  payload: JSON.stringify({ title: 'Xe 12C-345.67 được gọi', text: '已叫号' }),
  ttlSeconds: 7200,
  isUrgent: true,
  topic: 'a'.repeat(32),
};

test('TE-8 the browser reads what was written; the service knows the sender by its key and learns nothing else', async () => {
  const browser = service.subscribe(key.publicKey);
  expect(await port().send(browser, order)).toEqual({ ok: true, value: null });
  expect(service.received()).toEqual([
    {
      subscription: browser.id,
      payload: order.payload,
      ttl: 7200,
      urgency: 'high',
      topic: order.topic,
      vapid: { aud: service.url, exp: expect.any(Number), sub: 'mailto:gate@gate.example' },
    },
  ]);
});

test('a service that was subscribed to with another key takes nothing', async () => {
  const browser = service.subscribe(webPush.generateVAPIDKeys().publicKey);
  expect(await port().send(browser, order)).toMatchObject({ error: { kind: 'refused', status: 401 } });
  expect(service.received()).toEqual([]);
});

test.each([
  ['busy', { kind: 'busy', status: 503 }],
  ['gone', { kind: 'gone', status: 410 }],
  ['refuse', { kind: 'refused', status: 403 }],
  // It has the message, and we cannot know.
  ['hang-up', { kind: 'unsure', status: null }],
] as const)('%s is told as what it is', async (fault, error: PushFault) => {
  const browser = service.subscribe(key.publicKey);
  service.order(fault);
  expect(await port().send(browser, order)).toEqual({ ok: false, error });
});

test('an answer that takes too long is unsure, nobody at the address is not', async () => {
  const browser = service.subscribe(key.publicKey);
  service.delay(400);
  expect(await port({ timeoutMs: 100 }).send(browser, order)).toMatchObject({ error: { kind: 'unsure' } });
  const other = await startSimulatedPush({ port: 0 });
  const nobody = other.url;
  await other.stop();
  expect(
    await port({ others: [nobody] }).send({ ...browser, endpoint: `${nobody}/push/x` }, order),
  ).toMatchObject({ error: { kind: 'unreachable' } });
});

test('only push services are called, whatever address somebody subscribes with', async () => {
  const strict = port({ others: [] });
  const browser = service.subscribe(key.publicKey);
  for (const endpoint of [
    browser.endpoint,
    'http://169.254.169.254/latest',
    'https://fcm.googleapis.com.evil.example/x',
    'https://evil.example/fcm.googleapis.com/',
    'http://fcm.googleapis.com/fcm/send/x',
    'not an address',
  ])
    expect(strict.accepts(endpoint), endpoint).toBe(false);
  for (const endpoint of [
    'https://fcm.googleapis.com/fcm/send/x',
    'https://updates.push.services.mozilla.com/wpush/v2/x',
    'https://web.push.apple.com/x',
    'https://wns2-par02p.notify.windows.com/w/?token=x',
  ])
    expect(strict.accepts(endpoint), endpoint).toBe(true);
  expect(await strict.send(browser, order)).toMatchObject({ error: { kind: 'refused' } });
  expect(service.received()).toEqual([]);
});

test('keys that are no keys end the subscription', async () => {
  const browser = { ...service.subscribe(key.publicKey), p256dh: 'AAAA' };
  expect(await port().send(browser, order)).toMatchObject({ error: { kind: 'gone' } });
});
