import { ed25519 } from '@noble/curves/ed25519.js';
import { expect, test } from 'vitest';
import { toHex } from '../shared/hex';
import { TYPICAL_CLAIMS } from '../testing/pass-arbitraries';
import { keyFromSeed, testKey, verifyWithNode } from '../testing/pass-keys';
import { decodeSign1, encodeSign1, protectedHeader, sigStructure } from './cose-sign1';
import { decodePass } from './decode-pass';
import { encodePass, PASS_PURPOSE } from './encode-pass';

const hex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** COSE working group, Examples, eddsa-sig-01: Ed25519, no external data, the key of RFC 8032 test 1. */
const GROUP = {
  seed: hex('9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60'),
  publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
  protectedBytes: hex('A201270300'),
  payloadBytes: hex('546869732069732074686520636F6E74656E742E'),
  signature:
    '7142fd2ff96d56db85bee905a76ba1d0b7321a95c8c4d3607c5781932b7afb87' +
    '11497dfa751bf40b58b3bcc32300b1487f3db34085eef013bf08f4a44d6fef0d',
  message:
    'D28445A201270300A10442313154546869732069732074686520636F6E74656E742E5840' +
    '7142FD2FF96D56DB85BEE905A76BA1D0B7321A95C8C4D3607C5781932B7AFB87' +
    '11497DFA751BF40B58B3BCC32300B1487F3DB34085EEF013BF08F4A44D6FEF0D',
};

test("PS-3 Sig_structure agrees with the COSE working group's Ed25519 vector", async () => {
  const key = keyFromSeed(GROUP.seed);
  expect(toHex(key.publicKey)).toBe(GROUP.publicKey);
  const signed = sigStructure(GROUP.protectedBytes, '', GROUP.payloadBytes);
  expect(toHex(await key.sign(signed))).toBe(GROUP.signature);
});

test('PS-3 the vector itself is no message of ours: tagged, and its key id is not protected', () => {
  expect(decodeSign1(hex(GROUP.message))).toEqual({ ok: false, error: 'cbor' });
  expect(decodeSign1(hex(GROUP.message.slice(2)))).toEqual({ ok: false, error: 'structure' });
});

test('PS-3 the bytes of a header, a Sig_structure and a message, written out', () => {
  const { kid } = testKey(1);
  const header = protectedHeader(kid);
  expect(toHex(header)).toBe(`a201270444${kid}`);
  const purpose = Buffer.from(PASS_PURPOSE).toString('hex');
  const payloadBytes = Uint8Array.of(0xa0);
  expect(toHex(sigStructure(header, PASS_PURPOSE, payloadBytes))).toBe(
    `846a5369676e617475726531${'49'}${toHex(header)}${'4f'}${purpose}${'41a0'}`,
  );
  const signature = new Uint8Array(64);
  const message = encodeSign1({ protectedBytes: header, payloadBytes, signature });
  expect(toHex(message)).toBe(`8449${toHex(header)}a041a05840${toHex(signature)}`);
  expect(decodeSign1(message)).toEqual({
    ok: true,
    value: { kid, protectedBytes: header, payloadBytes, signature },
  });
});

test('PS-3 three providers agree on the signature of a pass: Node, WebCrypto, @noble/curves', async () => {
  const key = testKey(1);
  const outcome = decodePass(await encodePass(TYPICAL_CLAIMS, key.kid, key.sign));
  if (outcome.kind !== 'decoded') throw new Error('not decoded');
  const { protectedBytes, payloadBytes, signature } = outcome.pass;
  const message = sigStructure(protectedBytes, PASS_PURPOSE, payloadBytes);
  expect(await verifyWithNode(key.publicKey, message, signature)).toBe(true);
  expect(ed25519.verify(signature, message, key.publicKey)).toBe(true);
  expect(toHex(ed25519.sign(message, key.seed))).toBe(toHex(signature));
  const web = await crypto.subtle.importKey('raw', Uint8Array.from(key.publicKey), 'Ed25519', false, [
    'verify',
  ]);
  expect(await crypto.subtle.verify('Ed25519', web, Uint8Array.from(signature), message)).toBe(true);
});
