import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { answerPacked, readPackedFiles } from '@/server/http/packed-files';
import { packFiles } from './pack-files';

const SCRIPT = 'console.log("mười bốn ngày");'.repeat(40);
const PATH = '/_next/static/chunks/app/%5Bgate%5D/page-1.js';
let build: string;
let server: Server;
let origin: string;

beforeAll(async () => {
  build = await mkdtemp(join(tmpdir(), 'gate-packed-'));
  const folder = join(build, 'static', 'chunks', 'app', '[gate]');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'page-1.js'), SCRIPT);
  await writeFile(join(folder, 'face.woff2'), SCRIPT);
  await packFiles(build);
  const files = await readPackedFiles(build);
  expect([...files.keys()]).toEqual([PATH]);
  server = createServer((request, response) => {
    if (answerPacked(files, request.url ?? '', request, response)) return;
    response.end('of Next');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await new Promise((resolve) => server.close(resolve));
  await rm(build, { recursive: true, force: true });
});

test('a script that the build has packed is answered so, and unpacks to itself', async () => {
  const response = await fetch(`${origin}${PATH}`, { headers: { 'accept-encoding': 'gzip, br' } });
  expect(response.headers.get('content-encoding')).toBe('br');
  expect(Number(response.headers.get('content-length'))).toBeLessThan(SCRIPT.length / 4);
  expect(response.headers.get('vary')).toBe('Accept-Encoding');
  expect(response.headers.get('content-type')).toContain('javascript');
  expect(await response.text()).toBe(SCRIPT);
});

test.each([
  [{ 'accept-encoding': 'gzip' }],
  [{ 'accept-encoding': 'gzip, br;q=0' }],
  [{ 'accept-encoding': 'br', range: 'bytes=0-9' }],
])('%o is for Next to answer', async (headers) => {
  expect(await (await fetch(`${origin}${PATH}`, { headers })).text()).toBe('of Next');
});

test('what is not packed, and what does not ask to read, is for Next to answer', async () => {
  const headers = { 'accept-encoding': 'br' };
  expect(await (await fetch(`${origin}/_next/static/other.js`, { headers })).text()).toBe('of Next');
  expect(await (await fetch(`${origin}${PATH}`, { method: 'POST', headers })).text()).toBe('of Next');
});

test('a build that has packed nothing has no packed file', async () => {
  expect((await readPackedFiles(join(build, 'nothing'))).size).toBe(0);
});
