import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTrustList } from '@/domain/pass/signed-document';
import { verifySignature } from './ed25519';
import { ISSUER_LIFE_SECONDS, PUBLISHED_AHEAD_SECONDS } from './issuer-keys';
import { type KeyRing, openKeyRing } from './key-ring';

const NOW = 1_795_000_000;
const DAY = 86_400;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'keys-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const rootsOf = (ring: KeyRing) => ring.roots.map((root) => root.publicKey);

test('keys are made at first use, readable by their owner only, and found again', async () => {
  const first = await openKeyRing(folder);
  const [issuer, trust] = [await first.issuer(NOW), await first.trustList(NOW)];
  const keys = join(folder, 'keys');
  expect((await stat(keys)).mode & 0o777).toBe(0o700);
  for (const name of await readdir(keys))
    expect((await stat(join(keys, name))).mode & 0o777, name).toBe(0o600);

  const again = await openKeyRing(folder);
  expect(rootsOf(again)).toEqual(rootsOf(first));
  expect(again.sealing.publicKey).toEqual(first.sealing.publicKey);
  expect((await again.issuer(NOW + 90)).key.kid).toBe(issuer.key.kid);
  expect((await again.trustList(NOW + 90)).document).toEqual(trust.document);
});

test('processes that start at once agree on every key', async () => {
  const rings = await Promise.all([1, 2, 3, 4, 5, 6].map(() => openKeyRing(folder)));
  const issuers = await Promise.all(rings.map((ring) => ring.issuer(NOW)));
  expect(new Set(rings.map((ring) => Buffer.concat(rootsOf(ring)).toString('hex'))).size).toBe(1);
  expect(new Set(issuers.map((issuer) => issuer.key.kid)).size).toBe(1);
});

test('a root signs the list, which either root opens only with its own key', async () => {
  const ring = await openKeyRing(folder);
  const { list, document } = await ring.trustList(NOW);
  const [first, second] = rootsOf(ring);
  if (first === undefined || second === undefined) throw new Error('two roots');
  expect(await openTrustList(document, [first, second], null, verifySignature)).toEqual({
    ok: true,
    value: list,
  });
  expect(await openTrustList(document, [second], null, verifySignature)).toMatchObject({ ok: false });
});

test('through two years: always one key that may sign, published 14 days before, versions only grow, old passes verify', async () => {
  const ring = await openKeyRing(folder);
  let known = (await ring.trustList(NOW)).list;
  const publishedAt = new Map(known.keys.map((key) => [key.kid, NOW]));
  for (let day = 0; day < 730; day++) {
    const now = NOW + day * DAY;
    const { list, document } = await ring.trustList(now);
    const opened = await openTrustList(document, rootsOf(ring), known, verifySignature);
    if (!opened.ok) throw new Error(`day ${day}: ${opened.error}`);
    known = opened.value;
    expect(now - list.issuedAt).toBeLessThanOrEqual(7 * DAY);
    for (const key of list.keys) if (!publishedAt.has(key.kid)) publishedAt.set(key.kid, now);
    const issuer = await ring.issuer(now);
    expect(issuer.entry.signTo - issuer.entry.signFrom).toBe(ISSUER_LIFE_SECONDS);
    const published = publishedAt.get(issuer.key.kid) ?? Number.POSITIVE_INFINITY;
    if (published > NOW) expect(now - published).toBeGreaterThanOrEqual(PUBLISHED_AHEAD_SECONDS);
    // What was signed on the last day of a key is verified for a further 30 days at least.
    for (const key of list.keys) expect(key.verifyUntil).toBeGreaterThan(key.signTo + 30 * DAY);
  }
  expect(publishedAt.size).toBeGreaterThanOrEqual(8);
});

test('after a year switched off there is a usable key at once', async () => {
  await (await openKeyRing(folder)).issuer(NOW);
  const later = NOW + 365 * DAY;
  const ring = await openKeyRing(folder);
  expect((await ring.issuer(later)).entry.signFrom).toBeLessThanOrEqual(later);
  expect((await ring.trustList(later)).list.keys).toHaveLength(1);
});
