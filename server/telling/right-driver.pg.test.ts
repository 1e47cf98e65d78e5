import { afterEach, beforeEach, expect, test } from 'vitest';
import { passToken } from '@/db/schema/pass';
import { passIdSchema } from '@/domain/shared/identity';
import type { EventDraft } from '@/domain/sync/event';
import { centreDraft } from '../log/centre-draft';
import { HN } from '../testing/gate-house';
import { type Filed, type TellingHouse, tellingHouse } from '../testing/telling-house';

let house: TellingHouse;
beforeEach(async () => {
  house = await tellingHouse();
});
afterEach(() => house.close());

const NEW = 'ab'.repeat(16);
/** As a substitution leaves it (FV-11). */
async function replacePass({ crossingId, passId }: Filed): Promise<void> {
  const of = (id: string) => ({
    ...centreDraft(HN, { crossingId, direction: 'export', actor: 'officer' }),
    passId: passIdSchema.parse(id),
  });
  const body = { revision: 1, notBefore: 0, notAfter: 4_000_000_000 };
  await house.gate((tx) =>
    tx.insert(passToken).values({ gateId: HN, passId: NEW, crossingId, token: 'GP1:NEW', ...body }),
  );
  await house.record(
    { ...of(passId), type: 'pass.revoked', body: { reason: 'another driver' } },
    { ...of(NEW), type: 'pass.issued', body },
  );
}
const texts = () => house.sms.delivered().filter(({ channel }) => channel === 'sms');

test('TE-9 TE-2 a replaced pass is told as revoked to the phone that holds it, and as issued again to the number of now', async () => {
  const vehicle = await house.file();
  const old = await house.driverPhone(vehicle);
  await replacePass(vehicle);
  await house.gather();
  await house.send();
  expect(house.service.received().map(({ subscription }) => subscription)).toEqual([old.id]);
  expect(texts()).toMatchObject([{ to: '+84703149027', text: expect.stringContaining('thẻ đã cấp lại') }]);
  // The phone of before is no way to the driver of now: the call comes to his number.
  await house.callUp([vehicle]);
  await house.gather();
  await house.send();
  expect(house.service.received()).toHaveLength(1);
  expect(texts().slice(1)).toMatchObject([{ to: '+84703149027', text: expect.stringContaining('đến lượt') }]);
});

test('TE-9 a text that waits for a driver whose pass was replaced meanwhile goes to nobody', async () => {
  const vehicle = await house.file();
  await house.callUp([vehicle]);
  await house.gather();
  await replacePass(vehicle);
  await house.send();
  expect(texts()).toEqual([]);
  expect(await house.outbox({ channel: 'sms' })).toMatchObject([{ state: 'failed', fault: 'no-way' }]);
});

test('TE-1 a lifted hold is no news while the hold of another agency stands', async () => {
  const vehicle = await house.file();
  await house.driverPhone(vehicle);
  const by = (agency: 'customs' | 'border-guard', type: 'hold.placed' | 'hold.lifted'): EventDraft => ({
    ...centreDraft(HN, { crossingId: vehicle.crossingId, direction: 'export', actor: 'officer' }),
    agency,
    type,
    body: { reason: 'seal' },
  });
  await house.record(by('customs', 'hold.placed'), by('border-guard', 'hold.placed'));
  await house.gather();
  await house.send();
  await house.record(by('customs', 'hold.lifted'));
  await house.gather();
  await house.send();
  expect(house.service.received()).toHaveLength(2);
  await house.record(by('border-guard', 'hold.lifted'));
  await house.gather();
  await house.send();
  const titles = house.service.received().map(({ payload }) => JSON.parse(payload).title);
  expect(titles.at(-1)).toContain('hết bị tạm giữ');
  expect(titles).toHaveLength(3);
});
