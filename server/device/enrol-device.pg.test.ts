import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device } from '@/db/schema/device';
import type { Actor } from '@/domain/access/can';
import { openRevocationList, openTrustList } from '@/domain/pass/signed-document';
import { fromBase64url, toBase64url } from '@/domain/shared/base64url';
import { enrolResponseSchema, PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { makeEd25519, signingKey, verifySignature } from '../keys/ed25519';
import { type GateHouse, gateHouse, HN } from '../testing/gate-house';
import { answerEnrolment } from './answer-enrolment';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

const officer: Actor = {
  kind: 'person',
  id: 'officer-7',
  role: 'officer',
  gateId: HN,
  agency: 'customs',
  firmId: null,
};
const newKey = () => toBase64url(signingKey(makeEd25519()).publicKey);
const wish = (over: object = {}) => ({
  protocol: PROTOCOL_VERSION,
  device: uuidv7(),
  name: 'Cổng 2',
  gateId: 'HN',
  checkpoint: 'Cổng 2',
  agency: 'customs',
  publicKey: newKey(),
  ...over,
});
async function enrol(body: object, actor: Actor | null = officer) {
  const request = new Request('http://gate.test/api/sync/enrol', {
    method: 'POST',
    body: JSON.stringify(body),
  });
  const response = await answerEnrolment(house.exchange, request, async () =>
    actor === null ? null : { actor, name: 'Lò Thị Mai' },
  );
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('an officer enrols a tablet of the own gate and agency, which learns the roots and the sealing key', async () => {
  const body = wish();
  const answer = await enrol(body);
  expect(answer.status).toBe(200);
  const enrolled = enrolResponseSchema.parse(answer.body);
  expect(enrolled.officer).toEqual({ id: 'officer-7', name: 'Lò Thị Mai' });
  expect(enrolled.roots.map((root) => fromBase64url(root)?.length)).toEqual([32, 32]);
  expect(fromBase64url(enrolled.sealingKey)?.length).toBe(65);
  const [row] = await house.database.owner.select().from(device).where(eq(device.deviceId, body.device));
  expect(row).toMatchObject({ kind: 'tablet', enrolledBy: 'officer-7', publicKey: body.publicKey });

  // With these roots it opens the lists that its first pull brings.
  const tablet = await house.tablet('customs');
  const { pages } = await tablet.pull(house.exchange);
  const roots = enrolled.roots.flatMap((root) => fromBase64url(root) ?? []);
  const [trustDocument] = pages.lists.upserts.filter((list) => list.kind === 'trust-list');
  const [revocation] = pages.lists.upserts.filter((list) => list.kind === 'revocation');
  if (trustDocument === undefined || revocation === undefined) throw new Error('lists are missing');
  const trust = await openTrustList(trustDocument, roots, null, verifySignature);
  if (!trust.ok) throw new Error(trust.error);
  expect(trust.value.keys).toHaveLength(1);
  expect(await openRevocationList(revocation, trust.value, null, HN, verifySignature)).toMatchObject({
    ok: true,
    value: { count: 0, issuedAt: Math.floor(house.clock.at / 1000) },
  });
});

test('enrolling again with the same key renames; with another key it is refused', async () => {
  const body = wish();
  await enrol(body);
  expect((await enrol({ ...body, name: 'Cổng 3' })).status).toBe(200);
  const [row] = await house.database.owner.select().from(device).where(eq(device.deviceId, body.device));
  expect(row?.name).toBe('Cổng 3');
  expect(await enrol({ ...body, publicKey: newKey() })).toMatchObject({
    status: 400,
    body: { error: 'bad-request' },
  });
});

test('nobody, another gate, another agency, a declarant and a manager may not', async () => {
  const refused: readonly (Actor | null)[] = [
    null,
    { kind: 'anonymous' },
    { ...officer, gateId: 'TT' as never },
    { ...officer, agency: 'border-guard' },
    { ...officer, role: 'declarant', firmId: 'firm-1' },
    { ...officer, role: 'manager', gateId: null },
  ];
  for (const actor of refused)
    expect(await enrol(wish(), actor)).toMatchObject({ status: 401, body: { error: 'needs-sign-in' } });
});

test("a key that is none, and the centre's own chain, cannot be enrolled", async () => {
  expect((await enrol(wish({ publicKey: 'AAAA' }))).status).toBe(400);
  await house.declare();
  const [centre] = await house.database.owner.select().from(device).where(eq(device.kind, 'centre'));
  expect((await enrol(wish({ device: centre?.deviceId }))).status).toBe(400);
});
