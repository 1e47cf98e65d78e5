import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { decide } from '../admission/decide';
import type { AdmissionContext, Judged } from '../admission/verdict';
import type { DeviceId } from '../shared/identity';
import { verifyWithNode } from '../testing/pass-keys';
import type { PassVectors } from '../testing/pass-vectors';
import { decodePass } from './decode-pass';
import { verifyPass } from './verify-pass';

const file = JSON.parse(await readFile(new URL('./vectors.json', import.meta.url), 'utf8')) as PassVectors;

const context: AdmissionContext = {
  now: file.nowSeconds * 1000,
  gateId: file.gateId,
  gateNumber: file.gateNumber,
  device: '019380f2-7c4a-7bd3-9e51-a4c6d8e0f213' as DeviceId,
  agency: 'border-guard',
  step: null,
  direction: 'both',
  lists: { keysIssuedAt: file.nowSeconds * 1000, revocationIssuedAt: file.nowSeconds * 1000 },
  revoked: (passId) => file.revoked.some((id) => id === passId),
  crossing: null,
  process: null,
  lastExchangeAt: null,
};

async function judge(token: string): Promise<Judged> {
  const outcome = decodePass(token);
  if (outcome.kind !== 'decoded') return { kind: 'decode', outcome };
  const at = { nowSeconds: file.nowSeconds, gateId: file.gateId };
  return { kind: 'verify', outcome: await verifyPass(outcome.pass, file.trust, at, verifyWithNode) };
}

function said({ outcome }: Judged): unknown {
  if (outcome.kind === 'genuine') return { kind: 'genuine', claims: outcome.pass.claims };
  if (outcome.kind === 'forged' || outcome.kind === 'key-unknown') return { kind: outcome.kind };
  if (outcome.kind === 'key-unusable') return { kind: outcome.kind, reason: outcome.reason };
  return outcome;
}

test.each(file.vectors)('PS-10 vector: $name', async ({ token, expect: expected, admission }) => {
  const judged = await judge(token);
  expect(said(judged)).toEqual(expected);
  const { verdict, code } = decide(judged, context);
  expect({ verdict, code }).toEqual(admission);
});

test('PS-10 the vectors hold every outcome of decoding and verifying', () => {
  const outcomes = new Set(
    file.vectors.map(({ expect: { kind, ...rest } }) =>
      'reason' in rest ? `${kind}: ${rest.reason}` : kind,
    ),
  );
  expect([...outcomes].sort()).toEqual([
    'forged',
    'genuine',
    'key-unknown',
    ...['expired', 'other-gate', 'too-early', 'withdrawn'].map((reason) => `key-unusable: ${reason}`),
    ...['base45', 'cbor', 'claims', 'prefix', 'size', 'structure'].map((reason) => `not-a-pass: ${reason}`),
    'update-needed',
  ]);
});
