import { createHash } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { device, enrolmentCode } from '@/db/schema/device';
import type { Actor } from '@/domain/access/can';
import { ENROLMENT_TTL_MS, readEnrolmentCode } from '@/domain/device/enrolment-code';
import { toBase64url } from '@/domain/shared/base64url';
import { codeEnrolResponseSchema, signInResponseSchema } from '@/domain/sync/door';
import { PROTOCOL_VERSION, SIGNATURE_HEADER } from '@/domain/sync/protocol';
import { CODE_TRIES_PER_ADDRESS } from '../auth/throttle';
import { makeEd25519, signingKey } from '../keys/ed25519';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { answerCodeEnrolment } from './answer-code-enrolment';
import { answerSignIn } from './answer-sign-in';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

let addresses = 0;
const newAddress = () => `10.0.0.${++addresses}`;

async function make(over: object = {}) {
  const made = await house.call(house.people.supervisor).control.makeEnrolment({
    gateId: HN,
    name: 'HN-07',
    checkpoint: 'Cổng 2',
    agency: 'border-guard',
    ...over,
  });
  const code = readEnrolmentCode(made.code);
  if (code === null) throw new Error('the code is not readable');
  return { ...made, secret: code.secret };
}

type Key = ReturnType<typeof signingKey>;
const newTablet = () => ({ id: uuidv7(), key: signingKey(makeEd25519()) });

async function enrol(
  secret: string,
  { id, key }: { id: string; key: Key } = newTablet(),
  { address = newAddress(), gateId = 'HN' }: { address?: string; gateId?: string } = {},
) {
  const request = new Request('http://gate.test/api/sync/enrol-by-code', {
    method: 'POST',
    headers: { 'x-forwarded-for': address },
    body: JSON.stringify({
      protocol: PROTOCOL_VERSION,
      device: id,
      gateId,
      secret,
      publicKey: toBase64url(key.publicKey),
    }),
  });
  const response = await answerCodeEnrolment(house.exchange, house.accounts, request);
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('DV-5 a code makes a tablet of what the supervisor said, and rests as a hash alone', async () => {
  const { secret, code } = await make();
  const rows = await house.database.owner.select().from(enrolmentCode);
  expect(JSON.stringify(rows)).not.toContain(secret);
  expect(code).toMatch(/^HN(-[0-9A-Z]{5}){4}-[0-9A-Z]{6}$/);

  const tablet = newTablet();
  const answer = await enrol(secret, tablet);
  expect(answer.status).toBe(200);
  expect(codeEnrolResponseSchema.parse(answer.body)).toMatchObject({
    device: tablet.id,
    name: 'HN-07',
    checkpoint: 'Cổng 2',
    agency: 'border-guard',
  });
  const [row] = await house.database.owner.select().from(device).where(eq(device.deviceId, tablet.id));
  expect(row).toMatchObject({ kind: 'tablet', enrolledBy: house.people.supervisor.id });
});

test('DV-5 a code is good for one tablet; the same one may ask again, as after a lost answer', async () => {
  const { secret } = await make();
  const tablet = newTablet();
  expect((await enrol(secret, tablet)).status).toBe(200);
  expect((await enrol(secret, tablet)).status).toBe(200);
  expect(await enrol(secret)).toMatchObject({ status: 409, body: { error: 'code-used' } });
});

test('DV-5 of two tablets that come at once with one code one is let in', async () => {
  const { secret } = await make();
  const answers = await Promise.all(Array.from({ length: 6 }, () => enrol(secret)));
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409, 409]);
});

test('DV-5 wrong, of another gate, and expired codes are told apart', async () => {
  const { secret, expiresAt } = await make();
  expect(await enrol('0'.repeat(26))).toMatchObject({ status: 403, body: { error: 'code-wrong' } });
  expect(await enrol(secret, newTablet(), { gateId: 'TT' })).toMatchObject({ body: { error: 'code-wrong' } });
  const before = house.clock.at;
  expect(expiresAt).toBe(before + ENROLMENT_TTL_MS);
  house.clock.at = expiresAt;
  expect(await enrol(secret)).toMatchObject({ status: 410, body: { error: 'code-expired' } });
  house.clock.at = before;
  expect((await enrol(secret)).status).toBe(200);
});

test('DV-5 too many tries from one address are not looked at, not even the right one', async () => {
  const { secret } = await make();
  const address = newAddress();
  for (let attempt = 0; attempt < CODE_TRIES_PER_ADDRESS; attempt += 1)
    expect((await enrol('1'.repeat(26), newTablet(), { address })).status).toBe(403);
  expect(await enrol(secret, newTablet(), { address })).toMatchObject({
    status: 429,
    body: { error: 'too-many-tries' },
  });
  expect((await enrol(secret)).status).toBe(200);
});

test('DV-5 a code takes over no tablet that is there already', async () => {
  const tablet = newTablet();
  await enrol((await make()).secret, tablet);
  const thief = { ...newTablet(), id: tablet.id };
  expect(await enrol((await make()).secret, thief)).toMatchObject({ status: 400 });
});

test('DV-1 the session and the tablet together say who signed in on it', async () => {
  const tablet = newTablet();
  await enrol((await make()).secret, tablet);
  const ask = async (actor: Actor | null, key: Key = tablet.key) => {
    const body = JSON.stringify({ protocol: PROTOCOL_VERSION, device: tablet.id, gateId: 'HN' });
    const hash = createHash('sha256').update(body).digest('hex');
    const signature = key.sign(Buffer.from(`POST /api/sync/sign-in\n${hash}`));
    const request = new Request('http://gate.test/api/sync/sign-in', {
      method: 'POST',
      headers: { [SIGNATURE_HEADER]: toBase64url(await signature) },
      body,
    });
    const response = await answerSignIn(house.exchange, request, async () =>
      actor === null ? null : { actor, name: 'Lò Thị Mai' },
    );
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const { officer, supervisor, otherSupervisor, declarant, manager } = house.people;
  for (const actor of [officer, supervisor])
    expect(signInResponseSchema.parse((await ask(actor)).body)).toEqual({
      kind: 'signed-in',
      officer: { id: actor.id, name: 'Lò Thị Mai' },
      serverTime: house.clock.at,
    });
  const customs: Actor = { ...officer, agency: 'customs' };
  for (const actor of [otherSupervisor, declarant, manager, customs])
    expect((await ask(actor)).body).toEqual({ kind: 'not-of-this-tablet' });
  expect(await ask(null)).toMatchObject({ status: 401, body: { error: 'needs-sign-in' } });
  expect(await ask(officer, newTablet().key)).toMatchObject({ body: { error: 'device-unknown' } });
  await house.database.owner.update(device).set({ revokedAt: 1 }).where(eq(device.deviceId, tablet.id));
  expect(await ask(officer)).toMatchObject({ status: 403, body: { error: 'device-revoked' } });
});
