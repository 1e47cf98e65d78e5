import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { namePacking, PACKED_AS } from './packed-answers';

test('a packed answer of a route arrives under its real name and is unpacked by whoever asked', async () => {
  const server = createServer((_, response) => {
    namePacking(response);
    // As Next writes the headers of a route: lower case, a list of values.
    response.setHeader(PACKED_AS.toLowerCase(), ['gzip']);
    response.setHeader('content-type', 'application/json');
    response.end(gzipSync('{"said":"mười bốn ngày"}'));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const response = await fetch(`http://127.0.0.1:${port}/`);
  expect(response.headers.get('content-encoding')).toBe('gzip');
  expect(response.headers.get(PACKED_AS)).toBeNull();
  expect(await response.json()).toEqual({ said: 'mười bốn ngày' });
  await new Promise((resolve) => server.close(resolve));
});
