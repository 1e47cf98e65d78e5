import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { checkBoundaries } from './check-boundaries.mjs';

let root = '';
afterEach(() => rm(root, { recursive: true }));

async function lay(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  root = await mkdtemp(join(tmpdir(), 'boundaries-'));
  const configuration = {
    compilerOptions: { module: 'ESNext', moduleResolution: 'bundler', paths: { '@/*': ['./*'] } },
  };
  const all = {
    'tsconfig.json': JSON.stringify(configuration),
    'node_modules/dexie/package.json': '{"name":"dexie","version":"4.0.0","main":"index.js"}',
    'node_modules/dexie/index.js': 'module.exports = 1;',
    ...files,
  };
  for (const [path, text] of Object.entries(all)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  const { violations, read, present } = await checkBoundaries(root);
  expect(read).toBe(present);
  return [...new Set(violations.map((violation) => violation.rule))].sort();
}

const use = (path: string) => `import { one } from '${path}';\nexport const two = one;\n`;
const one = 'export const one = 1;\n';

test('what the arrows allow is not complained of', async () => {
  const rules = await lay({
    'app/page.ts': use('@/server/use-case'),
    'server/use-case.ts': use('@/db/client'),
    'db/client.ts': use('@/domain/rule'),
    'domain/rule.ts': one,
    'offline/store.ts': `import dexie from 'dexie';\nexport const two = dexie;\n`,
    'server/api/router.ts': 'export type AppRouter = { one: 1 };\n',
    'components/board.ts': `import type { AppRouter } from '@/server/api/router';\nexport type Two = AppRouter;\n`,
  });
  expect(rules).toEqual([]);
});

test.each([
  ['domain reaches for the server', 'domain/rule.ts', '@/server/a', 'arrow-domain'],
  ['db reaches for the server', 'db/client.ts', '../server/a', 'arrow-db'],
  ['the server reaches for a component', 'server/b.ts', '@/components/a', 'arrow-server'],
  ['a component reaches for the database', 'components/b.ts', '@/db/a', 'arrow-components'],
  ['a component runs the router', 'components/b.ts', '@/server/api/router', 'router-only-as-type'],
  ['the gate reaches for the server', 'app/(gate)/gate/page.ts', '@/server/a', 'gate-shell-has-no-server'],
  ['product code reaches for a test’s helper', 'server/b.ts', '@/db/testing/a', 'no-test-in-product'],
  ['an import leads nowhere', 'server/b.ts', '@/db/nowhere', 'resolvable'],
])('%s', async (_case, from, to, rule) => {
  const rules = await lay({
    [from]: use(to),
    'server/a.ts': one,
    'components/a.ts': one,
    'db/a.ts': one,
    'db/testing/a.ts': one,
    'server/api/router.ts': one,
  });
  expect(rules).toContain(rule);
});

test('Dexie has one importer, and domain has no packages but its own', async () => {
  expect(await lay({ 'components/a.ts': `import dexie from 'dexie';\nexport const a = dexie;\n` })).toEqual([
    'dexie-and-workbox-only-offline',
  ]);
  await rm(root, { recursive: true });
  expect(
    await lay({ 'domain/a.ts': `import { readFile } from 'node:fs';\nexport const a = readFile;\n` }),
  ).toEqual(['domain-is-pure']);
});

test('two modules that need each other are found', async () => {
  expect(
    await lay({
      'domain/a.ts': use('./b'),
      'domain/b.ts': `import { two } from './a';\nexport const one = () => two;\n`,
    }),
  ).toEqual(['no-cycle']);
});
