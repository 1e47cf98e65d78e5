import { createCipheriv, createHash, randomBytes, randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inGate } from '@/db/client';
import { photo, photoPart } from '@/db/schema/photo';
import { toBase64url } from '@/domain/shared/base64url';
import { hashSchema } from '@/domain/shared/identity';
import { PHOTO_PART_BYTES, photoParts, photoResponseSchema } from '@/domain/sync/photo';
import { PROTOCOL_VERSION } from '@/domain/sync/protocol';
import { eraseCrossingPersonal } from '../crossing/erase-crossing-personal';
import { answerPhoto } from '../exchange/answer-photo';
import { sealToCentre } from '../keys/sealing-key';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

const JPEG = Buffer.concat([Buffer.of(0xff, 0xd8, 0xff), randomBytes(120_000)]);

/** As a tablet seals it (offline/photo): iv, ciphertext, tag; the content key sealed to the centre. */
async function sealed(content = JPEG) {
  const [id, key, iv] = [randomUUID(), randomBytes(32), randomBytes(12)];
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(id));
  const bytes = Buffer.concat([iv, cipher.update(content), cipher.final(), cipher.getAuthTag()]);
  const words = new TextEncoder().encode(JSON.stringify({ key: toBase64url(key) }));
  const sealedKey = await sealToCentre(house.ring.sealing.publicKey, words, '');
  return { id, bytes, key: sealedKey, hash: createHash('sha256').update(bytes).digest('hex') };
}
type Picture = Awaited<ReturnType<typeof sealed>>;

async function taken(tablet: FakeTablet, picture: Picture) {
  const { crossingId } = await house.declare();
  const event = tablet.write({
    ...tablet.envelope(crossingId),
    type: 'photo.taken',
    body: {
      photo: picture.id,
      hash: hashSchema.parse(picture.hash),
      bytes: picture.bytes.length,
      subject: 'seal',
    },
  });
  return { crossingId, event };
}

async function send(
  tablet: FakeTablet,
  event: string,
  picture: Picture,
  part: number,
  bytes = picture.bytes,
) {
  const data = bytes.subarray(part * PHOTO_PART_BYTES, (part + 1) * PHOTO_PART_BYTES);
  const body = {
    protocol: PROTOCOL_VERSION,
    device: tablet.id,
    gateId: HN,
    event,
    part,
    key: picture.key,
    data: toBase64url(data),
  };
  const response = await answerPhoto(house.exchange, await tablet.request('/api/sync/photo', body));
  return { status: response.status, said: photoResponseSchema.safeParse(await response.json()).data ?? null };
}

test('OF-42 parts in any order and twice make one picture, opened for a supervisor and nobody else', async () => {
  const tablet = await house.tablet('customs');
  const picture = await sealed();
  const parts = photoParts(picture.bytes.length);
  expect(parts).toBe(3);
  const { event } = await taken(tablet, picture);

  // Before its event is in the log the tablet is told to come again.
  expect((await send(tablet, event.id, picture, 0)).status).toBe(503);
  await tablet.push(house.exchange);
  expect((await send(tablet, event.id, picture, 0)).said).toMatchObject({ have: 1, whole: false });
  expect((await send(tablet, event.id, picture, 0)).said).toMatchObject({ have: 1, whole: false });
  expect((await send(tablet, event.id, picture, 2)).said).toMatchObject({ have: 1, whole: false });
  expect((await send(tablet, event.id, picture, 1)).said).toMatchObject({ have: 3, whole: true });
  expect((await send(tablet, event.id, picture, 1)).said).toMatchObject({ have: 3, whole: true });

  const { people } = house;
  const shown = await house.call(people.supervisor).control.photo({ gateId: HN, event: event.id });
  expect(shown.type).toBe('image/jpeg');
  expect(Buffer.from(shown.base64, 'base64').equals(JPEG)).toBe(true);
  for (const person of [people.officer, people.declarant, people.otherSupervisor])
    await expect(house.call(person).control.photo({ gateId: HN, event: event.id })).rejects.toThrow('AP-MAY');
});

test('OF-42 bytes that are not those of the log, or of another tablet, never become a picture', async () => {
  const [tablet, other] = [await house.tablet('customs'), await house.tablet('customs')];
  const picture = await sealed();
  const { event } = await taken(tablet, picture);
  await tablet.push(house.exchange);
  expect((await send(other, event.id, picture, 0)).status).toBe(503);
  const forged = Buffer.from(picture.bytes);
  forged[70_000] = (forged[70_000] ?? 0) ^ 1;
  await send(tablet, event.id, picture, 0);
  await send(tablet, event.id, picture, 1, forged);
  expect((await send(tablet, event.id, picture, 2)).status).toBe(400);
  expect((await send(tablet, event.id, picture, 0, picture.bytes.subarray(0, 100))).status).toBe(400);
  const { supervisor } = house.people;
  await expect(house.call(supervisor).control.photo({ gateId: HN, event: event.id })).rejects.toThrow(
    'AP-NONE',
  );
});

test('OF-42 what is no picture is not given to a browser', async () => {
  const tablet = await house.tablet('customs');
  const picture = await sealed(Buffer.from('<script>alert(1)</script>'));
  const { event } = await taken(tablet, picture);
  await tablet.push(house.exchange);
  expect((await send(tablet, event.id, picture, 0)).said).toMatchObject({ whole: true });
  const { supervisor } = house.people;
  await expect(house.call(supervisor).control.photo({ gateId: HN, event: event.id })).rejects.toThrow(
    'AP-NONE',
  );
});

test('OF-42 the application cannot change or drop a part; erasing a crossing makes its picture unreadable', async () => {
  const tablet = await house.tablet('customs');
  const picture = await sealed();
  const { event, crossingId } = await taken(tablet, picture);
  await tablet.push(house.exchange);
  for (let part = 0; part < 3; part += 1) await send(tablet, event.id, picture, part);
  const gate = <T>(work: Parameters<typeof inGate<T>>[2]) =>
    inGate(house.database.app, { gateId: HN, actor: 'test' }, work);
  await expect(gate((tx) => tx.delete(photoPart).where(eq(photoPart.eventId, event.id)))).rejects.toThrow();
  await expect(
    gate((tx) => tx.update(photoPart).set({ data: sql`''::bytea` }).where(eq(photoPart.eventId, event.id))),
  ).rejects.toThrow();
  await expect(gate((tx) => tx.update(photo).set({ key: '' }))).rejects.toThrow();
  await gate((tx) => eraseCrossingPersonal(tx, HN, crossingId));
  const { supervisor } = house.people;
  await expect(house.call(supervisor).control.photo({ gateId: HN, event: event.id })).rejects.toThrow(
    'AP-NONE',
  );
});
