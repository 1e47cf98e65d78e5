import { expect, test } from 'vitest';
import type { GateId } from '../shared/identity';
import { TYPICAL_CLAIMS } from '../testing/pass-arbitraries';
import { HUU_NGHI, issuerKey, TEST_NOW, testKey, trustOf, verifyWithNode } from '../testing/pass-keys';
import type { IssuerKey, PassClaims, VerifySignature } from './claims';
import { decodePass } from './decode-pass';
import { encodePass } from './encode-pass';
import { kidOf } from './kid';
import { verifyPass } from './verify-pass';

const key = testKey(1);
const TAN_THANH = 'TT' as GateId;

async function verdict(change: Partial<IssuerKey>, nowSeconds = TEST_NOW, said: Partial<PassClaims> = {}) {
  const decoded = decodePass(await encodePass({ ...TYPICAL_CLAIMS, ...said }, key.kid, key.sign));
  if (decoded.kind !== 'decoded') throw new Error('not decoded');
  const at = { nowSeconds, gateId: HUU_NGHI };
  const outcome = await verifyPass(decoded.pass, trustOf(issuerKey(key, change)), at, verifyWithNode);
  return outcome.kind === 'key-unusable' ? outcome.reason : outcome.kind;
}

test('PS-19 the key id is the first 4 bytes of SHA-256 of the public key', () => {
  const rfc8032 = Buffer.from('d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a', 'hex');
  expect(kidOf(new Uint8Array(rfc8032))).toBe('21fe31df');
});

test('PS-12 a key serves from its first second of signing to its last of verifying, both included', async () => {
  const window = { signFrom: TEST_NOW - 10, verifyUntil: TEST_NOW + 10 };
  expect(await verdict(window, TEST_NOW - 11)).toBe('too-early');
  expect(await verdict(window, TEST_NOW - 10)).toBe('genuine');
  expect(await verdict(window, TEST_NOW + 10)).toBe('genuine');
  expect(await verdict(window, TEST_NOW + 11)).toBe('expired');
  expect(await verdict({ ...window, status: 'withdrawn' }, TEST_NOW + 11)).toBe('withdrawn');
});

test('PS-12 a key may stop signing while its passes still queue (rule 8)', async () => {
  expect(await verdict({ signTo: TEST_NOW - 1 })).toBe('genuine');
});

test('PS-12 the gate a pass names must be one its key may serve; where it is shown is another question', async () => {
  expect(await verdict({ gates: [HUU_NGHI] })).toBe('genuine');
  expect(await verdict({ gates: [TAN_THANH] })).toBe('other-gate');
  expect(await verdict({ gates: [TAN_THANH] }, TEST_NOW, { gateNumber: 2 })).toBe('genuine');
  expect(await verdict({ gates: [HUU_NGHI] }, TEST_NOW, { gateNumber: 2 })).toBe('other-gate');
});

test('PS-12 a gate number newer than this build: the key must serve the place at hand', async () => {
  expect(await verdict({ gates: [HUU_NGHI] }, TEST_NOW, { gateNumber: 999 })).toBe('genuine');
  expect(await verdict({ gates: [TAN_THANH] }, TEST_NOW, { gateNumber: 999 })).toBe('other-gate');
});

test('PS-11 two keys with one id: each is tried, and a wrong signature is told from an unknown key', async () => {
  const decoded = decodePass(await encodePass(TYPICAL_CLAIMS, key.kid, key.sign));
  if (decoded.kind !== 'decoded') throw new Error('not decoded');
  const at = { nowSeconds: TEST_NOW, gateId: HUU_NGHI };
  const twin = { ...issuerKey(testKey(2)), kid: key.kid };
  const outcome = (...keys: IssuerKey[]) => verifyPass(decoded.pass, trustOf(...keys), at, verifyWithNode);
  expect((await outcome(twin, issuerKey(key))).kind).toBe('genuine');
  expect((await outcome(twin)).kind).toBe('forged');
  expect((await outcome(issuerKey(testKey(2)))).kind).toBe('key-unknown');
  expect((await outcome()).kind).toBe('key-unknown');
});

test('PS-3 the carried bytes are verified, and with the purpose of a pass', async () => {
  const decoded = decodePass(await encodePass(TYPICAL_CLAIMS, key.kid, key.sign));
  if (decoded.kind !== 'decoded') throw new Error('not decoded');
  const seen: Uint8Array[] = [];
  const verify: VerifySignature = async (_, message) => {
    seen.push(message);
    return true;
  };
  await verifyPass(decoded.pass, trustOf(issuerKey(key)), { nowSeconds: TEST_NOW, gateId: HUU_NGHI }, verify);
  const text = Buffer.from(seen[0] ?? []);
  expect(text.includes(Buffer.from(decoded.pass.payloadBytes))).toBe(true);
  expect(text.includes('vn.gate.pass.v1')).toBe(true);
});
