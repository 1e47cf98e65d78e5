import * as fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { fromBase64url, toBase64url } from '../shared/base64url';
import type { GateId, PassId } from '../shared/identity';
import type { SignedDocument } from '../sync/protocol';
import { passIdArbitrary } from '../testing/pass-arbitraries';
import {
  DAY_SECONDS,
  HUU_NGHI,
  issuerKey,
  TEST_NOW,
  testKey,
  trustOf,
  verifyWithNode,
} from '../testing/pass-keys';
import type { IssuerKey, RevocationList, TrustList } from './claims';
import { encodeCbor } from './deterministic-cbor';
import { makeRevocationList } from './revocation-list';
import { sealPayload } from './sealed-payload';
import {
  openRevocationList,
  openTrustList,
  sealRevocationDelta,
  sealRevocationList,
  sealTrustList,
} from './signed-document';

/** Shared cores: slow is not wrong. */
vi.setConfig({ testTimeout: 60_000 });

const root = testKey(100);
const otherRoot = testKey(101);
const roots = [root.publicKey, otherRoot.publicKey];
const issuer = testKey(1);
const trust = trustOf(issuerKey(issuer), issuerKey(testKey(2), { gates: [HUU_NGHI], status: 'withdrawn' }));

const sealed = (list: TrustList): Promise<SignedDocument> => sealTrustList(list, root.kid, root.sign);
const open = (doc: SignedDocument, known: TrustList | null = null) =>
  openTrustList(doc, roots, known, verifyWithNode);

const id = (digit: string): PassId => digit.repeat(32) as PassId;
const list = (version: number, ids: readonly PassId[], issuedAt = TEST_NOW + version): RevocationList =>
  makeRevocationList(HUU_NGHI, version, issuedAt, ids);
const snapshot = (of: RevocationList): Promise<SignedDocument> =>
  sealRevocationList(of, issuer.kid, issuer.sign);
const openList = (doc: SignedDocument, known: RevocationList | null = null, keys = trust) =>
  openRevocationList(doc, keys, known, HUU_NGHI, verifyWithNode);

const fault = (error: string) => ({ ok: false, error });

/** One bit of one byte of a base64url text. */
function flipped(text: string, bit: number): string {
  const bytes = fromBase64url(text) ?? new Uint8Array(0);
  bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
  return toBase64url(bytes);
}

test('PS-13 a trust list is read as it was written, whichever root signed it', async () => {
  expect(await open(await sealed(trust))).toEqual({ ok: true, value: trust });
  expect(await open(await sealTrustList(trust, otherRoot.kid, otherRoot.sign))).toEqual({
    ok: true,
    value: trust,
  });
});

test('PS-13 only a built-in root may sign it, and only for this purpose', async () => {
  const stranger = testKey(102);
  expect(await open(await sealTrustList(trust, stranger.kid, stranger.sign))).toEqual(
    fault('signer-unknown'),
  );
  expect(await open(await sealTrustList(trust, root.kid, stranger.sign))).toEqual(fault('signature'));
  expect(await open({ ...(await sealed(trust)), signer: 'zz' })).toEqual(fault('signer-unknown'));
  expect(await open({ ...(await sealed(trust)), kind: 'revocation' })).toEqual(fault('kind'));
  const asRevocation = await sealPayload('revocation', trust.version, root.kid, encodeCbor(trust), root.sign);
  expect(await open({ ...asRevocation, kind: 'trust-list' })).toEqual(fault('signature'));
});

test('PS-13 any bit flipped in payload or signature: refused', async () => {
  const doc = await sealed(trust);
  const payloadBits = (fromBase64url(doc.payload)?.length ?? 0) * 8;
  await fc.assert(
    fc.asyncProperty(fc.nat(payloadBits - 1), fc.nat(511), async (payloadBit, signatureBit) => {
      expect((await open({ ...doc, payload: flipped(doc.payload, payloadBit) })).ok).toBe(false);
      expect((await open({ ...doc, signature: flipped(doc.signature, signatureBit) })).ok).toBe(false);
    }),
  );
});

test('PS-13 the version outside must be the one inside, and a key id that of its key', async () => {
  expect(await open({ ...(await sealed(trust)), version: 9 })).toEqual(fault('structure'));
  const odd = { ...trust, keys: [{ ...issuerKey(issuer), kid: testKey(2).kid }] };
  expect(await open(await sealed(odd))).toEqual(fault('structure'));
  const extra = { ...trust, next: 1 } as TrustList;
  expect(await open(await sealed(extra))).toEqual(fault('structure'));
});

test('PS-14 versions only grow: older refused, the same again accepted, the same version otherwise a conflict', async () => {
  const second = { ...trust, version: 2 };
  expect(await open(await sealed(trust), second)).toEqual(fault('older'));
  expect(await open(await sealed(second), trust)).toEqual({ ok: true, value: second });
  expect(await open(await sealed(second), second)).toEqual({ ok: true, value: second });
  expect(await open(await sealed({ ...second, keys: [] }), second)).toEqual(fault('conflict'));
});

test('PS-14 an expired list still opens: its age is the policy’s question', async () => {
  const expired = { ...trust, issuedAt: 1, expires: 2 };
  expect(await open(await sealed(expired))).toEqual({ ok: true, value: expired });
});

test('PS-15 a revocation list needs a listed key, active, of this gate, in its window when the list was made', async () => {
  const doc = await snapshot(list(1, [id('a')]));
  const withKey = (change: Partial<IssuerKey>) => openList(doc, null, trustOf(issuerKey(issuer, change)));
  expect((await openList(doc)).ok).toBe(true);
  expect(await openList(doc, null, trustOf())).toEqual(fault('signer-unknown'));
  expect(await withKey({ status: 'withdrawn' })).toEqual(fault('signer-unusable'));
  expect(await withKey({ gates: ['TT' as GateId] })).toEqual(fault('signer-unusable'));
  expect(await withKey({ signTo: TEST_NOW })).toEqual(fault('signer-unusable'));
  expect(await withKey({ signFrom: TEST_NOW + DAY_SECONDS })).toEqual(fault('signer-unusable'));
  expect(await withKey({ pub: issuerKey(testKey(3)).pub })).toEqual(fault('signature'));
  const elsewhere = await sealRevocationList(
    makeRevocationList('TT' as GateId, 1, TEST_NOW, []),
    issuer.kid,
    issuer.sign,
  );
  expect(await openList(elsewhere)).toEqual(fault('other-gate'));
  expect(await openList(await sealed(trust))).toEqual(fault('kind'));
});

test('PS-16 a snapshot: read as written, older refused by version and by time, two of one version a conflict', async () => {
  const first = list(1, [id('a')]);
  const second = list(2, [id('b'), id('a')]);
  expect(await openList(await snapshot(second), first)).toEqual({ ok: true, value: second });
  expect(await openList(await snapshot(first), first)).toEqual({ ok: true, value: first });
  expect(await openList(await snapshot(first), second)).toEqual(fault('older'));
  expect(await openList(await snapshot(list(3, [], TEST_NOW)), second)).toEqual(fault('older'));
  expect(await openList(await snapshot(list(2, [id('c')])), second)).toEqual(fault('conflict'));
});

test('PS-16 count and checksum are of these ids, and the ids stand in their one order', async () => {
  const good = list(1, [id('a'), id('b')]);
  expect(await openList(await snapshot({ ...good, count: 3 }))).toEqual(fault('checksum'));
  expect(await openList(await snapshot({ ...good, checksum: list(1, []).checksum }))).toEqual(
    fault('checksum'),
  );
  const { passIds: _, ...rest } = good;
  const bytes = (...digits: number[]) => Uint8Array.from(digits.flatMap((digit) => Array(16).fill(digit)));
  const withIds = async (added: Uint8Array) => {
    const payload = encodeCbor({ ...rest, base: null, added, removed: new Uint8Array(0) });
    return openList(await sealPayload('revocation', 1, issuer.kid, payload, issuer.sign));
  };
  expect((await withIds(bytes(0xaa, 0xbb))).ok).toBe(true);
  expect(await withIds(bytes(0xbb, 0xaa))).toEqual(fault('structure'));
  expect(await withIds(bytes(0xaa, 0xaa))).toEqual(fault('structure'));
  expect(await withIds(bytes(0xaa, 0xbb).subarray(1))).toEqual(fault('structure'));
});

test('PS-17 a signed delta leads from its base to the same list as the snapshot, and from nowhere else', async () => {
  const ids = fc.uniqueArray(passIdArbitrary, { maxLength: 20 });
  await fc.assert(
    fc.asyncProperty(ids, ids, async (before, after) => {
      const from = list(4, before);
      const to = list(7, after);
      const doc = await sealRevocationDelta(from, to, issuer.kid, issuer.sign);
      expect(await openList(doc, from)).toEqual({ ok: true, value: to });
      expect(await openList(doc, to)).toEqual({ ok: true, value: to });
      expect(await openList(doc, null)).toEqual(fault('gap'));
      expect(await openList(doc, list(5, before))).toEqual(fault('gap'));
      expect(await openList(doc, list(8, after))).toEqual(fault('older'));
    }),
    { numRuns: 50 },
  );
});

test('PS-17 a delta on a list that has drifted is noticed by its checksum', async () => {
  const doc = await sealRevocationDelta(
    list(1, [id('a')]),
    list(2, [id('a'), id('b')]),
    issuer.kid,
    issuer.sign,
  );
  expect(await openList(doc, list(1, [id('c')]))).toEqual(fault('checksum'));
});

test('PS-13 PS-15 hostile documents are a fault, never an exception', async () => {
  const text = fc.oneof(fc.string(), fc.base64String(), fc.uint8Array({ maxLength: 80 }).map(toBase64url));
  const doc: fc.Arbitrary<SignedDocument> = fc.record({
    kind: fc.constantFrom('trust-list', 'revocation'),
    version: fc.integer(),
    signer: fc.oneof(fc.string(), fc.constantFrom(root.kid, issuer.kid)),
    payload: text,
    signature: fc.oneof(text, fc.uint8Array({ minLength: 64, maxLength: 64 }).map(toBase64url)),
  });
  await fc.assert(
    fc.asyncProperty(doc, async (hostile) => {
      expect((await open(hostile)).ok).toBe(false);
      expect((await openList(hostile)).ok).toBe(false);
    }),
    { numRuns: 200 },
  );
  // Even a signed payload may be anything.
  await fc.assert(
    fc.asyncProperty(fc.anything({ withMap: false }), async (payload) => {
      let bytes: Uint8Array;
      try {
        bytes = encodeCbor(payload);
      } catch {
        return;
      }
      expect((await open(await sealPayload('trust-list', 1, root.kid, bytes, root.sign))).ok).toBe(false);
      expect((await openList(await sealPayload('revocation', 1, issuer.kid, bytes, issuer.sign))).ok).toBe(
        false,
      );
    }),
    { numRuns: 200 },
  );
});
