import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { isBuilt, sourceHash } from './build';

let root = '';
const put = async (path: string, text: string) => {
  await mkdir(join(root, path, '..'), { recursive: true });
  await writeFile(join(root, path), text);
};

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sources-'));
  await put('app/page.tsx', 'one');
  await put('package.json', '{}');
  await put('.next/BUILD_ID', 'x');
  await put('public/sw.js', 'worker');
  await put(
    '.next/sources.json',
    JSON.stringify({ sources: await sourceHash(root), written: ['public/sw.js'] }),
  );
});
afterEach(() => rm(root, { recursive: true }));

test('unchanged sources need no build', async () => {
  expect(await isBuilt(root)).toBe(true);
});

test.each([
  ['a source changed', 'app/page.tsx', 'two'],
  ['a source was added', 'components/ui/button.tsx', ''],
  ['a version was changed', 'package.json', '{"version":"2"}'],
])('%s: build', async (_case, path, text) => {
  await put(path, text);
  expect(await isBuilt(root)).toBe(false);
});

test.each([
  ['a test', 'domain/pass/decode.test.ts'],
  ['a seed', 'db/seed/data/day.csv'],
  ['what the build wrote itself', 'public/workbox-1234.js'],
  ['a document', 'README.md'],
])('%s is not a source', async (_case, path) => {
  await put(path, 'changed');
  expect(await isBuilt(root)).toBe(true);
});

test('a lost service worker needs a build, and so does a build that was killed', async () => {
  await rm(join(root, 'public/sw.js'));
  expect(await isBuilt(root)).toBe(false);
  await put('public/sw.js', 'worker');
  await rm(join(root, '.next/sources.json'));
  expect(await isBuilt(root)).toBe(false);
});
