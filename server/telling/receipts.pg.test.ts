import { randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpMessages } from '../connectors/messages/http-messages';
import {
  type SimulatedMessages,
  startSimulatedMessages,
} from '../connectors/messages/simulator/simulated-messages';
import { HN } from '../testing/gate-house';
import { type TellingHouse, tellingHouse } from '../testing/telling-house';
import { answerReceipt } from './answer-receipt';
import { takeReceipt } from './receipts';
import { sendMessages } from './send-messages';

const TOKEN = 'provider-token';
let house: TellingHouse;
let door: Server;
let provider: SimulatedMessages;

beforeAll(async () => {
  house = await tellingHouse();
  const ports = { db: house.database.app, token: TOKEN, now: () => house.clock.at };
  door = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const answer = await answerReceipt(
      ports,
      new Request(`http://localhost${request.url}`, {
        method: 'POST',
        headers: {
          authorization: request.headers.authorization ?? '',
          'content-length': request.headers['content-length'] ?? '',
        },
        body: Buffer.concat(chunks),
      }),
    );
    response.writeHead(answer.status).end();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  const receipts = `http://127.0.0.1:${(door.address() as AddressInfo).port}/`;
  provider = await startSimulatedMessages({ port: 0, token: TOKEN, receipts });
});
afterAll(async () => {
  await provider.stop();
  await new Promise((resolve) => door.close(resolve));
  await house.close();
});

test('TE-8 the provider says what became of a message, and the outbox knows; what was delivered stays so', async () => {
  await house.callUp([await house.file()]);
  await house.gather();
  await sendMessages({
    ...house.ports,
    messages: httpMessages({ url: provider.url, token: TOKEN, timeoutMs: 1000 }),
  });
  await expect.poll(() => house.outbox({ channel: 'sms', state: 'delivered' })).toHaveLength(1);
  const [sent] = await house.outbox({ channel: 'sms' });
  expect(await provider.tellReceipt(sent?.messageId ?? '', 'failed')).toBe(204);
  expect(await house.outbox({ channel: 'sms' })).toMatchObject([{ state: 'delivered' }]);
  expect(await provider.tellReceipt(randomUUID(), 'delivered')).toBe(204);
});

test('TE-8 nobody else says so: no token, another one, no door without one, nothing that is no receipt', async () => {
  const ports = { db: house.database.app, token: TOKEN, now: () => house.clock.at };
  const ask = (body: string, headers: Record<string, string>, token: string | null = TOKEN) =>
    answerReceipt(
      { ...ports, token },
      new Request('http://localhost/', {
        method: 'POST',
        body,
        headers: { 'content-length': String(body.length), ...headers },
      }),
    ).then(({ status }) => status);
  const good = { authorization: `Bearer ${TOKEN}` };
  const body = JSON.stringify({ id: randomUUID(), state: 'delivered' });
  expect(await ask(body, {})).toBe(401);
  expect(await ask(body, { authorization: 'Bearer other' })).toBe(401);
  expect(await ask(body, good, null)).toBe(404);
  expect(await ask('{', good)).toBe(400);
  expect(await ask(JSON.stringify({ id: randomUUID(), state: 'opened' }), good)).toBe(400);
  expect(await ask('x'.repeat(5000), good)).toBe(413);
});

test('TE-8 a phone that opens a message has it; said twice it is the first time that counts', async () => {
  const vehicle = await house.file();
  await house.driverPhone(vehicle);
  await house.callUp([vehicle]);
  await house.gather();
  await house.send();
  const [pushed] = house.service.received();
  const { id } = JSON.parse(pushed?.payload ?? '');
  const at = house.clock.at;
  // Who may see how it fared is not told the id by which the phone answers.
  const { crossingId } = vehicle;
  const seen = await house.call(house.people.owner).telling.deliveries({ gateId: HN, crossingId });
  expect(seen.tellings.flatMap(({ messages }) => messages.map(({ state }) => state))).toContain('sent');
  expect(JSON.stringify(seen)).not.toContain(id);
  expect((await takeReceipt(house.database.app, { id, state: 'opened' }, at)).ok).toBe(true);
  await takeReceipt(house.database.app, { id, state: 'opened' }, at + 5000);
  expect(await house.outbox({ messageId: id })).toMatchObject([
    { state: 'delivered', deliveredAt: at, openedAt: at },
  ]);
  expect(await takeReceipt(house.database.app, { id: randomUUID(), state: 'opened' }, at)).toEqual({
    ok: false,
    error: 'AP-NONE',
  });
});
