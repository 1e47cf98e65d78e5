import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firmMark } from '@/db/schema/firm-mark';
import { readSituation } from '../flow/read-situation';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

test('AC-15 an officer’s mark moves a firm’s vehicles in the order of every gate, and is never changed', async () => {
  const firmId = house.people.declarant.firmId ?? '';
  for (const who of ['declarant', 'otherDeclarant'] as const)
    await house.call(house.people[who]).declaration.submit({
      submission: submission({ plate: freshPlate() }),
      clientKey: randomUUID(),
    });
  const trusted = async () =>
    (await house.gate((tx) => readSituation(tx, HN, house.clock.at))).directions.export.standing
      .filter((each) => each.trusted)
      .map(({ firmName }) => firmName);
  expect(await trusted()).toEqual([]);

  const supervisor = house.call(house.people.supervisor);
  const mark = (isTrusted: boolean) =>
    supervisor.trust.mark({ gateId: HN, firmId, isTrusted, reason: 'AEO 12/2026' });
  await mark(true);
  expect(await trusted()).toHaveLength(1);
  await expect(mark(true)).rejects.toThrow('AP-DONE');
  await expect(
    supervisor.trust.mark({ gateId: HN, firmId: randomUUID(), isTrusted: true, reason: 'nobody' }),
  ).rejects.toThrow('AP-NONE');
  const marked = await supervisor.trust.list({ gateId: HN, search: '' });
  expect(marked).toMatchObject([{ firmId, isTrusted: true, mark: { reason: 'AEO 12/2026' } }]);
  expect(await supervisor.trust.list({ gateId: HN, search: '%' })).toEqual([]);
  expect((await supervisor.trust.list({ gateId: HN, search: 'Công ty' })).length).toBeGreaterThan(1);

  house.clock.at += 1000;
  await mark(false);
  expect(await trusted()).toEqual([]);
  expect(await house.database.owner.select().from(firmMark)).toHaveLength(2);
  await expect(
    house.gate((tx) => tx.update(firmMark).set({ isTrusted: true }).returning()),
  ).rejects.toThrow();
});
