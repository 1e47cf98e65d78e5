import { once } from 'node:events';
import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { eq } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { event } from '@/db/schema/event';
import { pushResponseSchema, SIGNATURE_HEADER, syncErrorSchema } from '@/domain/sync/protocol';
import type { FakeTablet } from '../testing/fake-tablet';
import { type GateHouse, gateHouse } from '../testing/gate-house';
import { PUSH_PATH, pushDoor } from './push-door';

let house: GateHouse;
let server: Server;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());
beforeEach(async () => {
  // One inside, and nobody waits: the second of two is told when to come.
  const door = pushDoor({
    exchange: () => house.exchange,
    inside: { most: 1, least: 1, ms: 0 },
    longestWaitMs: 0,
  });
  server = createServer((asked, response) => void door(asked, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const port = () => (server.address() as AddressInfo).port;

async function tabletWith(count: number): Promise<FakeTablet> {
  const [tablet, { crossingId }] = [await house.tablet(), await house.declare()];
  for (let n = 0; n < count; n += 1) tablet.confirm(crossingId, 'called');
  return tablet;
}

/** Sends the head and half of the body; `finish` sends the rest and reads the answer. */
async function begin(tablet: FakeTablet) {
  const signed = await tablet.request(PUSH_PATH, tablet.pushRequest(tablet.events, 1));
  const body = Buffer.from(await signed.arrayBuffer());
  // Seen by the door before anything else is sent: the order is the test's.
  const seen = once(server, 'request');
  const sent = request({
    port: port(),
    path: PUSH_PATH,
    method: 'POST',
    headers: {
      'content-length': body.length,
      [SIGNATURE_HEADER]: signed.headers.get(SIGNATURE_HEADER) ?? '',
    },
  });
  const answered = new Promise<{ status: number; retryAfter: string | undefined; json: unknown }>(
    (resolve, reject) => {
      sent.once('error', reject);
      sent.once('response', async (response) => {
        const chunks: Buffer[] = [];
        for await (const chunk of response) chunks.push(chunk);
        const retryAfter = response.headers['retry-after'];
        resolve({
          status: response.statusCode ?? 0,
          retryAfter,
          json: JSON.parse(Buffer.concat(chunks).toString()),
        });
      });
    },
  );
  answered.catch(() => undefined);
  await new Promise<void>((resolve, reject) =>
    sent.write(body.subarray(0, body.length >> 1), (error) => (error ? reject(error) : resolve())),
  );
  await seen;
  return {
    answered,
    breakOff: () => sent.destroy(),
    finish: () => {
      sent.end(body.subarray(body.length >> 1));
      return answered;
    },
  };
}

const upload = async (tablet: FakeTablet) => (await begin(tablet)).finish();
const inLog = async (tablet: FakeTablet) =>
  (await house.database.owner.select().from(event).where(eq(event.device, tablet.id))).length;

/** Until the door is free again: the place of one that broke off is given back when its connection is seen to be gone. */
async function whenFree(tablet: FakeTablet) {
  for (;;) {
    const answer = await upload(tablet);
    if (answer.status !== 429) return answer;
  }
}

test('a batch over HTTP is taken in and answered as the protocol says', async () => {
  const tablet = await tabletWith(3);
  const { status, json } = await upload(tablet);
  expect(status).toBe(200);
  expect(pushResponseSchema.parse(json).ackSeq).toBe(3);
  expect(await inLog(tablet)).toBe(3);
});

test('while another is inside, one is told when to come, in a word that its tablet knows, and is taken in then', async () => {
  const [first, second] = [await tabletWith(2), await tabletWith(2)];
  const slow = await begin(first);
  const refused = await upload(second);
  expect(refused.status).toBe(429);
  expect(syncErrorSchema.parse(refused.json).error).toBe('retry-later');
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  expect(await inLog(second)).toBe(0);
  expect((await slow.finish()).status).toBe(200);
  expect((await whenFree(second)).status).toBe(200);
  expect([await inLog(first), await inLog(second)]).toEqual([2, 2]);
});

test('one that breaks off in its body leaves no trace and gives its place back', async () => {
  const [broken, next] = [await tabletWith(2), await tabletWith(2)];
  const half = await begin(broken);
  half.breakOff();
  expect((await whenFree(next)).status).toBe(200);
  expect(await inLog(broken)).toBe(0);
  expect((await whenFree(broken)).status).toBe(200);
  expect(await inLog(broken)).toBe(2);
});

test('what is no upload is refused unread', async () => {
  const ask = (method: string, headers: Record<string, string>) =>
    new Promise<number>((resolve, reject) => {
      const sent = request({ port: port(), path: PUSH_PATH, method, headers }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      sent.once('error', reject);
      sent.end();
    });
  expect(await ask('GET', {})).toBe(400);
  const answered = await new Promise<number>((resolve, reject) => {
    const sent = request(
      { port: port(), path: PUSH_PATH, method: 'POST', headers: { 'content-length': '300000' } },
      (response) => {
        resolve(response.statusCode ?? 0);
        sent.destroy();
      },
    );
    sent.once('error', reject);
    sent.write('x');
  });
  expect(answered).toBe(400);
});
