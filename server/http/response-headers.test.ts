import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BuiltPages, readBuiltPages } from './built-pages';
import { responseHeaders } from './response-headers';

let folder = '';
let pages: BuiltPages;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'built-'));
  const app = join(folder, 'server', 'app');
  await mkdir(join(app, 'board'), { recursive: true });
  await writeFile(join(app, 'index.html'), '<script>home</script>');
  await writeFile(join(app, 'gate.html'), '<script>gate</script>');
  await writeFile(join(app, 'board', 'HN.html'), '<script>board</script>');
  await writeFile(join(app, '_not-found.html'), '<script>nothing</script>');
  pages = await readBuiltPages(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const scriptsAllowed = (path: string) =>
  /script-src ([^;]*)/.exec(responseHeaders(pages, path, false)['Content-Security-Policy'] ?? '')?.[1];

test('each page may run its own inline scripts and no other page’s', () => {
  const policies = ['/', '/gate', '/board/HN', '/nowhere'].map(scriptsAllowed);
  expect(new Set(policies).size).toBe(4);
  for (const policy of policies) expect(policy?.match(/sha256-/g)).toHaveLength(1);
});

test('a trailing slash and an escaped letter lead to the same page', () => {
  expect(scriptsAllowed('/gate/')).toBe(scriptsAllowed('/gate'));
  expect(scriptsAllowed('/board/%48N')).toBe(scriptsAllowed('/board/HN'));
  expect(scriptsAllowed('/%E0%A4%A')).toBe(scriptsAllowed('/nowhere'));
});

test('a file, such as a worker’s script, may run nothing inline', () => {
  for (const path of ['/sw.js', '/_next/static/chunks/worker'])
    expect(scriptsAllowed(path)).not.toContain('sha256');
});

test('an answer of the interface may do nothing when shown as a page', () => {
  const headers = responseHeaders(pages, '/api/trpc/board.gate', false);
  expect(headers['Content-Security-Policy']).toBe("default-src 'none'; frame-ancestors 'none'");
  expect(headers['X-Accel-Buffering']).toBe('no');
});

test('the service worker is never kept by a cache', () => {
  const headers = responseHeaders(pages, '/sw.js', false);
  expect(headers['Cache-Control']).toBe('no-cache');
  expect(headers['Service-Worker-Allowed']).toBe('/');
});

test('strict transport is promised only where the address is HTTPS', () => {
  expect(responseHeaders(pages, '/', false)).not.toHaveProperty('Strict-Transport-Security');
  expect(responseHeaders(pages, '/', true)).toHaveProperty('Strict-Transport-Security');
});

test('a build without pages is refused', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'built-'));
  await mkdir(join(empty, 'server', 'app'), { recursive: true });
  await expect(readBuiltPages(empty)).rejects.toThrow('no built page');
  await rm(empty, { recursive: true });
});

test('open data may be read by any page, everything else by our own', () => {
  const policy = (path: string) => responseHeaders(pages, path, false)['Cross-Origin-Resource-Policy'];
  expect(policy('/api/v1/open/queue')).toBe('cross-origin');
  expect(policy('/api/v1/other')).toBe('same-origin');
  expect(policy('/board/HN')).toBe('same-origin');
});

test('PO-8 the driver’s pass alone may ask where the phone is', () => {
  const may = (path: string) => responseHeaders(pages, path, false)['Permissions-Policy'];
  expect(['/p', '/p/'].map((path) => may(path)?.includes('geolocation=(self)'))).toEqual([true, true]);
  for (const path of ['/', '/gate', '/declare', '/kiosk/HN', '/pp', '/api/trpc/pass.status'])
    expect(may(path), path).toContain('geolocation=()');
});
