import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { deviceAct } from '@/db/schema/device';
import { deviceIdSchema } from '@/domain/shared/identity';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

test('DV-9 a tablet gets another name and checkpoint with a reason, and hears of it at its next contact', async () => {
  const tablet = await house.tablet();
  const { control } = house.call(house.people.supervisor);
  const order = { gateId: HN, device: tablet.id, reason: 'the lane was moved' };
  const home = { name: 'HN-31', checkpoint: 'Cổng 9' };
  const before = await tablet.pull(house.exchange);
  await control.moveDevice({ ...order, ...home });
  const after = await tablet.pull(house.exchange);
  expect(before.home).not.toEqual(home);
  expect(after.home).toEqual(home);
  expect(after.head.change).toBeGreaterThan(before.head.change);
  const row = (await control.devices({ gateId: HN })).find(({ device }) => device === tablet.id);
  expect(row).toMatchObject({ ...home, agency: 'border-guard' });
  const acts = await house.database.owner.select().from(deviceAct).where(eq(deviceAct.deviceId, tablet.id));
  expect(acts).toMatchObject([{ kind: 'moved', by: house.people.supervisor.id }]);
  expect(acts[0]?.reason).toContain('the lane was moved');
  await expect(control.moveDevice({ ...order, ...home })).rejects.toThrow('AP-DONE');
  await expect(
    control.moveDevice({
      ...order,
      ...home,
      device: deviceIdSchema.parse('01939a5c-0000-7000-8000-00000000000f'),
    }),
  ).rejects.toThrow('AP-NONE');
  await control.withdrawDevice(order);
  await expect(control.moveDevice({ ...order, ...home, name: 'HN-32' })).rejects.toThrow('AP-NONE');
});
