import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { countCodeSent, INVITATIONS_PER_CONTACT } from '../auth/throttle';
import { ANONYMOUS, type ApiHouse, apiHouse } from '../testing/api-house';

/** What reaches somebody who never asked for it: little, and with no link but ours. */
let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

test('FM-5 one contact gets few invitations, whichever firms they are of, and still its codes', async () => {
  const contact = `${randomUUID()}@firm.example`;
  const [one, two] = [house.call(house.people.owner), house.call(house.people.otherOwner)];
  const order = { contact, role: 'viewer', locale: 'vi' } as const;
  for (let sent = 0; sent < INVITATIONS_PER_CONTACT; sent += 1)
    await (sent % 2 === 0 ? one : two).firm.invite(order);
  await expect(one.firm.invite(order)).rejects.toThrow('AP-MANY');
  await expect(two.firm.invite(order)).rejects.toThrow('AP-MANY');
  expect(await countCodeSent(house.accounts, contact, house.clock.at)).toBe(true);
});

test('FM-5 a firm called like an address is not registered', async () => {
  const before = house.told.length;
  const asked = {
    taxCode: '0101338998',
    name: 'Hoàng Thị Na',
    contact: `${randomUUID()}@firm.example`,
    password: 'correct horse battery',
    locale: 'vi',
  } as const;
  for (const firmName of ['Quà tặng https://evil.example', 'www.evil.example', 'Xem evil.vn/qua'])
    await expect(house.call(ANONYMOUS).firm.register({ ...asked, firmName })).rejects.toThrow();
  expect(house.told.length).toBe(before);
});
