import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { CAPABILITIES_PATH, EVENTS_PATH } from '@/domain/neighbour/protocol';
import type { Link } from '../neighbour/link';
import { neighbourDoor } from './neighbour-door';

const MOST_INSIDE = 8;
let server: Server;
const sockets: Socket[] = [];
afterEach(async () => {
  for (const socket of sockets.splice(0)) socket.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

/** A door whose installation thinks until it is let go, and then has no answer. */
async function open(): Promise<{ url: string; port: number; thinking: () => number; letGo: () => void }> {
  const waiting: ((error: Error) => void)[] = [];
  const door = neighbourDoor({ link: () => new Promise<Link>((_, reject) => waiting.push(reject)) });
  server = createServer((request, response) => {
    door(request, response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    thinking: () => waiting.length,
    letGo: () => {
      for (const reject of waiting.splice(0)) reject(new Error('let go'));
    },
  };
}

test('NE-10 more than eight at once: NL-BUSY, with a time to come back and without a body; then it answers again', async () => {
  const { url, thinking, letGo } = await open();
  const asked = Array.from({ length: MOST_INSIDE }, () => fetch(url + CAPABILITIES_PATH));
  await expect.poll(thinking).toBe(MOST_INSIDE);
  const refused = await fetch(url + CAPABILITIES_PATH);
  expect([refused.status, refused.headers.get('retry-after'), await refused.text()]).toEqual([503, '5', '']);
  letGo();
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 500));
  const later = fetch(url + CAPABILITIES_PATH);
  await expect.poll(thinking).toBe(1);
  letGo();
  expect((await later).status).toBe(500);
});

test('NE-10 whoever sends slowly keeps nobody out', async () => {
  const { url, port, thinking, letGo } = await open();
  for (let n = 0; n < MOST_INSIDE + 4; n += 1) {
    const socket = connect(port, '127.0.0.1');
    socket.on('error', () => undefined);
    sockets.push(socket);
    await new Promise<void>((resolve) =>
      socket.write(`POST ${EVENTS_PATH} HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n[`, () =>
        resolve(),
      ),
    );
  }
  const answer = fetch(url + CAPABILITIES_PATH);
  await expect.poll(thinking).toBe(1);
  letGo();
  expect((await answer).status).toBe(500);
});
