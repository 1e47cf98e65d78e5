import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { requirePort } from './ports';

async function listen(): Promise<{ server: Server; port: number }> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return { server, port: address !== null && typeof address === 'object' ? address.port : 0 };
}

test('a taken port is said with another to choose', async () => {
  const { server, port } = await listen();
  await expect(requirePort(port, '127.0.0.1', 0)).rejects.toThrow(
    `Port ${port} is taken by another program: stop that one, or choose another port, such as PORT=${port + 1} npm start.`,
  );
  server.close();
});

test('a port that becomes free while we wait is taken', async () => {
  const { server, port } = await listen();
  setTimeout(() => server.close(), 300);
  await expect(requirePort(port, '127.0.0.1', 5_000)).resolves.toBeUndefined();
});
