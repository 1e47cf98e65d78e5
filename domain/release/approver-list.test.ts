import { expect, test } from 'vitest';
import { toBase64url } from '../shared/base64url';
import { gateIdSchema } from '../shared/identity';
import { HUU_NGHI, issuerKey, TEST_NOW, testKey, trustOf, verifyWithNode } from '../testing/pass-keys';
import { type ApproverList, openApproverList, sealApproverList } from './approver-list';

const issuer = testKey(2);
const stranger = testKey(3);
const trust = trustOf(issuerKey(issuer));
const list = (change: Partial<ApproverList> = {}): ApproverList => ({
  gateId: HUU_NGHI,
  version: 3,
  issuedAt: TEST_NOW,
  approvers: [
    { id: 'supervisor-1', publicKey: toBase64url(testKey(41).publicKey), from: 1_795_000_000_000, to: null },
  ],
  ...change,
});
const open = async (sent: ApproverList, known: ApproverList | null = null, by = issuer, kid = issuer.kid) =>
  openApproverList(await sealApproverList(sent, kid, by.sign), trust, known, HUU_NGHI, verifyWithNode);

test('RE-6 what an issuer key of the gate signed is opened as it was written', async () => {
  expect(await open(list())).toEqual({ ok: true, value: list() });
  expect(await open(list(), list())).toMatchObject({ ok: true });
});

test('RE-6 another signer, another gate, another kind or an older list changes nothing', async () => {
  expect(await open(list(), null, stranger)).toEqual({ ok: false, error: 'signature' });
  expect(await open(list(), null, stranger, stranger.kid)).toEqual({ ok: false, error: 'signer-unknown' });
  expect(await open(list({ gateId: gateIdSchema.parse('TT') }))).toEqual({ ok: false, error: 'other-gate' });
  expect(await open(list(), list({ version: 4 }))).toEqual({ ok: false, error: 'older' });
  const doc = await sealApproverList(list(), issuer.kid, issuer.sign);
  const asRevocation = { ...doc, kind: 'revocation' as const };
  expect(await openApproverList(asRevocation, trust, null, HUU_NGHI, verifyWithNode)).toEqual({
    ok: false,
    error: 'kind',
  });
  expect(await openApproverList({ ...doc, version: 9 }, trust, null, HUU_NGHI, verifyWithNode)).toEqual({
    ok: false,
    error: 'structure',
  });
});
