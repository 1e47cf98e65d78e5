import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sealTrustList } from '@/domain/pass/signed-document';
import { toBase64url } from '@/domain/shared/base64url';
import { testKey } from '@/domain/testing/pass-keys';
import type { PassVectors } from '@/domain/testing/pass-vectors';
import { runPassInspect } from './pass-inspect-command';

const vectors = JSON.parse(
  await readFile(new URL('../../domain/pass/vectors.json', import.meta.url), 'utf8'),
) as PassVectors;
const tokenOf = (name: string): string => {
  const vector = vectors.vectors.find((candidate) => candidate.name === name);
  if (vector === undefined) throw new Error(`no vector ${name}`);
  return vector.token;
};
const good = tokenOf('typical loaded export');
const root = testKey(100);

let dataDir = '';
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'pass-inspect-'));
  await mkdir(join(dataDir, 'keys'));
  const document = await sealTrustList(vectors.trust, root.kid, root.sign);
  await writeFile(join(dataDir, 'keys', 'trust-list.json'), JSON.stringify(document));
  const jwk = { kty: 'OKP', crv: 'Ed25519', x: toBase64url(root.publicKey), d: 'not read' };
  await writeFile(join(dataDir, 'keys', 'root-1.json'), JSON.stringify(jwk));
});
afterAll(() => rm(dataDir, { recursive: true }));

async function run(
  argument: string,
  options: Partial<Parameters<typeof runPassInspect>[1]> = {},
  stdin = '',
) {
  const lines: string[] = [];
  const errors: string[] = [];
  const code = await runPassInspect(
    argument,
    { root: [], dataDir, ...options },
    {
      out: (line) => lines.push(line),
      err: (line) => errors.push(line),
      stdin: async () => stdin,
      now: () => vectors.nowSeconds,
    },
  );
  return { code, out: lines.join('\n'), err: errors.join('\n') };
}

test('a genuine pass: its claims, size and QR versions, checked with the list of the data folder', async () => {
  const { code, out } = await run(good);
  expect(code).toBe(0);
  expect(out).toMatch(/signature +genuine/);
  expect(out).toMatch(/key list +version 1, signed/);
  expect(out).toMatch(/plate +51C12345/);
  expect(out).toMatch(/gate +HN \(number 1\)/);
  expect(out).toMatch(/QR at L +version [89], /);
  expect(out).not.toContain('not read');
});

test('--json prints one object and nothing else', async () => {
  const { code, out } = await run(good, { json: true });
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({
    kind: 'pass',
    verification: { kind: 'genuine' },
    list: { kind: 'signed', version: 1 },
    claims: { binding: { plate: '51C12345' } },
  });
});

test('the text from a file with a line end, or from standard input', async () => {
  const file = join(dataDir, 'pass.txt');
  await writeFile(file, `${good}\n`);
  expect((await run(file)).code).toBe(0);
  expect((await run('-', {}, `${good}\r\n`)).code).toBe(0);
});

test.each([
  ['altered plate', 3, 'forged'],
  ['key that is not listed', 4, 'key-unknown'],
  ['withdrawn key', 4, 'key-unusable: withdrawn'],
  ['next version', 2, 'newer version: GP2'],
  ['JWT', 2, 'not a pass (prefix)'],
  ['truncated in the payload', 2, 'not a pass (cbor)'],
])('%s: exit code %d', async (name, code, said) => {
  const result = await run(tokenOf(name));
  expect(result.code).toBe(code);
  expect(result.out).toContain(said);
});

test('without a key list: shown, and said not to be checked', async () => {
  const { code, out } = await run(good, { dataDir: join(dataDir, 'nowhere') });
  expect(code).toBe(5);
  expect(out).toMatch(/signature +not-checked/);
});

test('--trust: a bare list is taken and called unsigned, a missing or foreign one ends it', async () => {
  const bare = join(dataDir, 'bare.json');
  await writeFile(bare, JSON.stringify(vectors.trust));
  const taken = await run(good, { trust: bare });
  expect(taken.code).toBe(0);
  expect(taken.out).toMatch(/key list +version 1, unsigned/);
  expect((await run(good, { trust: join(dataDir, 'missing.json') })).code).toBe(6);
  const foreign = await run(good, { root: [toBase64url(testKey(101).publicKey)] });
  expect(foreign).toMatchObject({ code: 6, out: '' });
  expect(foreign.err).toContain('signer-unknown');
});
