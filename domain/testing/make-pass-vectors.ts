import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { PassClaims } from '../pass/claims';
import { encodePass } from '../pass/encode-pass';
import { encodePayload, LABEL } from '../pass/payload';
import { toHex } from '../shared/hex';
import { gateIdSchema, passIdSchema } from '../shared/identity';
import { malformedPasses } from './malformed-passes';
import { TYPICAL_CLAIMS } from './pass-arbitraries';
import { DAY_SECONDS, HUU_NGHI, issuerKey, TEST_NOW, type TestKey, testKey, trustOf } from './pass-keys';
import { bytesOf, sealParts, tokenOf, withLabel } from './pass-surgery';
import type { PassVector, PassVectors } from './pass-vectors';

/**
 * Writes domain/pass/vectors.json, the same bytes at every run: `npx tsx domain/testing/make-pass-vectors.ts`. Domain,
 * server and browser run the file; another implementation can too. The seeds in it are public test keys.
 */

const keys = {
  current: testKey(1),
  withdrawn: testKey(2),
  expired: testKey(3),
  early: testKey(4),
  tanThanh: testKey(5),
  unlisted: testKey(6),
};
const claims = TYPICAL_CLAIMS;
const revokedId = passIdSchema.parse('019380f27c4a7bd39e51a4c6d8e0dead');

const trust = trustOf(
  issuerKey(keys.current),
  issuerKey(keys.withdrawn, { status: 'withdrawn' }),
  issuerKey(keys.expired, { signTo: TEST_NOW - 60 * DAY_SECONDS, verifyUntil: TEST_NOW - 1 }),
  issuerKey(keys.early, { signFrom: TEST_NOW + DAY_SECONDS }),
  issuerKey(keys.tanThanh, { gates: [gateIdSchema.parse('TT')] }),
);

const issue = (change: Partial<PassClaims>, key: TestKey = keys.current): Promise<string> =>
  encodePass({ ...claims, ...change }, key.kid, key.sign);
const flip = (token: string, at: number): string => {
  const bytes = bytesOf(token);
  const index = at < 0 ? bytes.length + at : at;
  bytes[index] = (bytes[index] ?? 0) ^ 1;
  return tokenOf(bytes);
};

const good = await issue({});
const payload = encodePayload(claims);
const signed = (parts: Parameters<typeof sealParts>[1]): Promise<string> => sealParts(keys.current, parts);
const labelled = (label: number, value: unknown): Promise<string> =>
  signed({ payload: withLabel(claims, label, value) });

const genuine = (name: string, token: string, said: PassClaims, admission = proceed): PassVector => ({
  name,
  token,
  expect: { kind: 'genuine', claims: said },
  admission,
});
const proceed: PassVector['admission'] = { verdict: 'proceed', code: 'AD-OK' };
const refuse = (code: PassVector['admission']['code']): PassVector['admission'] => ({
  verdict: 'refuse',
  code,
});
const forged = (name: string, token: string): PassVector => ({
  name,
  token,
  expect: { kind: 'forged' },
  admission: refuse('PS-SIG'),
});
const unusable = (
  reason: Extract<PassVector['expect'], { kind: 'key-unusable' }>['reason'],
  name: string,
  token: string,
): PassVector => ({
  name,
  token,
  expect: { kind: 'key-unusable', reason },
  admission: { verdict: reason === 'too-early' ? 'cannot-tell' : 'refuse', code: 'PS-KEYX' },
});
const newer = (name: string, token: string, prefix: string): PassVector => ({
  name,
  token,
  expect: { kind: 'update-needed', prefix },
  admission: { verdict: 'cannot-tell', code: 'PS-VER' },
});

const bare: PassClaims = {
  ...claims,
  direction: 'import',
  kind: 'empty',
  goodsClass: 'empty',
  staticPrintAllowed: false,
  driver: '',
  binding: { plate: '桂F9B393', trailer: null, container: null, seal: null, customsDeclaration: null },
};
const longest: PassClaims = {
  ...claims,
  revision: 65_535,
  notBefore: TEST_NOW,
  notAfter: 4_294_967_295,
  driver: 'Nguyễn Văn Thanh Khoa',
  binding: {
    plate: '桂KKY34挂9999999999999',
    trailer: '桂KKY34挂9999999999999',
    container: 'MSKU1234565',
    seal: 'VN0123456789012345678901',
    customsDeclaration: '99999999999',
  },
};
const otherGate: PassClaims = { ...claims, gateNumber: 2 };
const revoked: PassClaims = { ...claims, passId: revokedId };

const vectors: readonly PassVector[] = [
  genuine('typical loaded export', good, claims),
  genuine('bare empty import with a Chinese plate', await issue(bare), bare),
  genuine('longest legal pass', await issue(longest), longest),
  genuine('driver shortened by rule', await issue({ driver: 'Nguyễn Thị Hoàng Phương Anh' }), {
    ...claims,
    driver: 'Nguyễn T H P Anh',
  }),
  genuine(
    'leading zero of a declaration number',
    await issue({
      binding: { ...claims.binding, customsDeclaration: '00012345678' },
    }),
    { ...claims, binding: { ...claims.binding, customsDeclaration: '00012345678' } },
  ),
  genuine('revoked by pass id', await issue(revoked), revoked, refuse('PS-REV')),
  genuine('pass of another gate', await issue(otherGate), otherGate, refuse('AD-GATE')),
  genuine(
    'not before tomorrow',
    await issue({ notBefore: TEST_NOW + DAY_SECONDS }),
    {
      ...claims,
      notBefore: TEST_NOW + DAY_SECONDS,
    },
    { verdict: 'check', code: 'PS-EARLY' },
  ),
  genuine(
    'past the far bound',
    await issue({ notBefore: 1, notAfter: TEST_NOW - DAY_SECONDS }),
    {
      ...claims,
      notBefore: 1,
      notAfter: TEST_NOW - DAY_SECONDS,
    },
    { verdict: 'check', code: 'PS-LATE' },
  ),
  genuine(
    'holder key of a later version is carried',
    await labelled(LABEL.holderKey, new Uint8Array(33)),
    claims,
  ),
  genuine('far unknown label is skipped', await labelled(-256, 'later'), claims),

  unusable('withdrawn', 'withdrawn key', await issue({}, keys.withdrawn)),
  unusable('expired', 'expired key', await issue({}, keys.expired)),
  unusable('too-early', 'key not yet in use', await issue({}, keys.early)),
  unusable('other-gate', 'key of another gate', await issue({}, keys.tanThanh)),
  {
    name: 'key that is not listed',
    token: await issue({}, keys.unlisted),
    expect: { kind: 'key-unknown' },
    admission: { verdict: 'cannot-tell', code: 'PS-KEY' },
  },

  forged('altered plate', tokenOf(replaceText(bytesOf(good), '51C12345', '51C12346'))),
  forged('altered signature, first byte', flip(good, -64)),
  forged('altered signature, last byte', flip(good, -1)),
  forged(
    'signed by another key under this key id',
    await sealParts({ ...keys.unlisted, kid: keys.current.kid }, { payload }),
  ),
  forged(
    'signature over the same bytes for another purpose',
    await signed({ payload, purpose: 'vn.gate.trustlist.v1' }),
  ),
  {
    ...forged('altered key id', flip(good, 8)),
    expect: { kind: 'key-unknown' },
    admission: { verdict: 'cannot-tell', code: 'PS-KEY' },
  },

  newer('next version', `GP2${good.slice(3)}`, 'GP2'),
  newer('far version', 'GP10:ANYTHING AT ALL', 'GP10'),

  ...(await malformedPasses(keys.current, good)),
];

function replaceText(bytes: Uint8Array, from: string, to: string): Uint8Array {
  const at = Buffer.from(bytes).indexOf(from);
  return Uint8Array.from(
    Buffer.concat([bytes.subarray(0, at), Buffer.from(to), bytes.subarray(at + from.length)]),
  );
}

const file: PassVectors = {
  note: 'Written by domain/testing/make-pass-vectors.ts. TEST KEYS: the seeds are public. What each field means: docs/protocols/pass.md.',
  nowSeconds: TEST_NOW,
  gateId: HUU_NGHI,
  gateNumber: 1,
  keys: Object.entries(keys).map(([name, key]) => ({ name, seed: toHex(key.seed), kid: key.kid })),
  trust,
  revoked: [revokedId],
  vectors,
};

const path = fileURLToPath(new URL('../pass/vectors.json', import.meta.url));
// Lists of one word on one line, as the formatter has them.
const text = JSON.stringify(file, null, 2).replace(/\[\s+("[^"]*")\s+\]/g, '[$1]');
await writeFile(path, `${text}\n`);
process.stdout.write(`${vectors.length} vectors written\n`);
