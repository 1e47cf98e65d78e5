import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { pass } from '@/db/schema/pass';
import { kioskCode } from '@/db/schema/position';
import { KIOSK_CODE_LIFE_SECONDS } from '@/domain/pass/kiosk-code';
import { passIdSchema } from '@/domain/shared/identity';
import { KIOSK_TRIES_PER_PLATE, PAPERS_PER_PASS, THROTTLE_WINDOW_SECONDS } from '../auth/throttle';
import { forgetPositions } from '../position/forget-positions';
import {
  ANONYMOUS,
  type ApiHouse,
  apiHouse,
  type Caller,
  freshPlate,
  submission,
  TT,
} from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const stranger = (): Caller => house.call(ANONYMOUS);
async function declared() {
  const plate = freshPlate();
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error('not issued');
  const { token, passId, crossingId } = outcome;
  return { plate, token, passId, crossingId };
}
const later = (seconds: number) => {
  house.clock.at += seconds * 1000;
};
const refused = { message: 'AP-CODE' };

test('PO-5 a code opens its pass once, at its own gate, with the plate as somebody types it', async () => {
  const { plate, token } = await declared();
  const { code, expiresAt } = await stranger().pass.kioskCode({ token });
  expect(code).toMatch(/^\d{8}$/);
  expect(expiresAt).toBe(house.clock.at + KIOSK_CODE_LIFE_SECONDS * 1000);
  await expect(stranger().pass.atKiosk({ gateId: TT, plate, code })).rejects.toMatchObject(refused);
  const typed = plate.toLowerCase().replace(/[-.]/g, ' ');
  const shown = `${code.slice(0, 4)} ${code.slice(4)}`;
  expect(await stranger().pass.atKiosk({ gateId: HN, plate: typed, code: shown })).toEqual({ token });
  await expect(stranger().pass.atKiosk({ gateId: HN, plate, code })).rejects.toMatchObject(refused);
});

test('PO-5 of two presses at once one opens it', async () => {
  const { plate, token } = await declared();
  const { code } = await stranger().pass.kioskCode({ token });
  const both = await Promise.allSettled(
    [1, 2].map(() => stranger().pass.atKiosk({ gateId: HN, plate, code })),
  );
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
});

test('PO-5 a newer code ends the one before, half an hour ends it, the job forgets it', async () => {
  const { plate, token } = await declared();
  const first = await stranger().pass.kioskCode({ token });
  const second = await stranger().pass.kioskCode({ token });
  await expect(stranger().pass.atKiosk({ gateId: HN, plate, code: first.code })).rejects.toMatchObject(
    refused,
  );
  later(KIOSK_CODE_LIFE_SECONDS);
  await expect(stranger().pass.atKiosk({ gateId: HN, plate, code: second.code })).rejects.toMatchObject(
    refused,
  );
  await forgetPositions(house.database.app, HN, house.clock.at);
  const left = await inGate(house.database.app, { gateId: HN, actor: null }, (tx) =>
    tx.select().from(kioskCode),
  );
  expect(left).toEqual([]);
});

test('PO-5 an altered text gets none, nor does a pass that was revoked; a code of before does not open it', async () => {
  const { plate, token, passId } = await declared();
  const { code } = await stranger().pass.kioskCode({ token });
  await expect(stranger().pass.kioskCode({ token: `${token}A` })).rejects.toMatchObject({
    message: 'AP-PASS',
  });
  await house.call(house.people.supervisor).control.revokePass({
    gateId: HN,
    passId: passIdSchema.parse(passId),
    reason: 'thử xem',
  });
  await expect(stranger().pass.kioskCode({ token })).rejects.toMatchObject({ message: 'AP-ENDED' });
  await expect(stranger().pass.atKiosk({ gateId: HN, plate, code })).rejects.toMatchObject(refused);
});

test('PO-6 wrong plate, wrong code, no code at all: one answer; tries at a plate end, known or not', async () => {
  const { plate, token } = await declared();
  const { code } = await stranger().pass.kioskCode({ token });
  const wrong = code === '00000000' ? '00000001' : '00000000';
  const answers = await Promise.allSettled([
    stranger().pass.atKiosk({ gateId: HN, plate: freshPlate(), code }),
    stranger().pass.atKiosk({ gateId: HN, plate, code: wrong }),
    stranger().pass.atKiosk({ gateId: HN, plate, code: 'x' }),
  ]);
  const messages = answers.map((each) =>
    each.status === 'rejected' ? String(each.reason.message) : 'opened',
  );
  expect(messages).toEqual(['AP-CODE', 'AP-CODE', 'AP-CODE']);
  for (const each of [plate, freshPlate()]) {
    const told: string[] = [];
    for (let n = 0; n <= KIOSK_TRIES_PER_PLATE; n += 1)
      await stranger()
        .pass.atKiosk({ gateId: HN, plate: each, code: wrong })
        .catch((error: Error) => told.push(error.message));
    expect(told.at(-1)).toBe('AP-MANY');
  }
  await expect(stranger().pass.atKiosk({ gateId: HN, plate, code })).rejects.toMatchObject({
    message: 'AP-MANY',
  });
  later(THROTTLE_WINDOW_SECONDS);
  expect(await stranger().pass.atKiosk({ gateId: HN, plate, code })).toEqual({ token });
});

test('PO-3 the PDF is for who holds the whole text, and is written so often', async () => {
  const { token } = await declared();
  const paper = await stranger().pass.paper({ token, locale: 'zh' });
  expect(paper).toMatchObject({ type: 'application/pdf' });
  expect(Buffer.from(paper.data, 'base64').toString('latin1', 0, 5)).toBe('%PDF-');
  await expect(stranger().pass.paper({ token: `${token}A`, locale: 'vi' })).rejects.toMatchObject({
    message: 'AP-PASS',
  });
  for (let n = 1; n < PAPERS_PER_PASS; n += 1) await stranger().pass.paper({ token, locale: 'vi' });
  await expect(stranger().pass.paper({ token, locale: 'vi' })).rejects.toMatchObject({ message: 'AP-MANY' });
});

test('PO-3 no paper is made of a pass that was revoked, or that a newer one has replaced', async () => {
  const { token, crossingId } = await declared();
  const corrected = await house.call(house.people.declarant).declaration.correctField({
    gateId: HN,
    crossingId,
    field: 'seal',
    to: 'VN771204',
    reason: 'chì mới',
  });
  if (corrected.kind !== 'corrected' || corrected.pass === null) throw new Error('not corrected');
  const paperOf = (text: string) => stranger().pass.paper({ token: text, locale: 'vi' });
  await expect(paperOf(token)).rejects.toMatchObject({ message: 'AP-ENDED' });
  expect(await paperOf(corrected.pass.token)).toMatchObject({ type: 'application/pdf' });
  await house.gate((tx) => tx.update(pass).set({ status: 'revoked' }).where(eq(pass.crossingId, crossingId)));
  await expect(paperOf(corrected.pass.token)).rejects.toMatchObject({ message: 'AP-ENDED' });
});
