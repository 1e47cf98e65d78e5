import { afterAll, beforeAll, expect, test } from 'vitest';
import type { EventDraft } from '@/domain/sync/event';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import { HN } from '../testing/gate-house';

let house: ApiHouse;
beforeAll(async () => {
  house = await apiHouse();
});
afterAll(() => house.close());

test('IN-10 what an officer compared and found different is on the tablet and at the control room at once', async () => {
  const declared = await house.declare();
  const tablet = await house.tablet('customs');
  tablet.wall = house.clock.at;
  const looked = tablet.write({
    ...tablet.envelope(declared.crossingId),
    type: 'binding.checked',
    body: { which: 'container', matches: false },
  } as EventDraft);
  const answer = await tablet.push(house.exchange);
  // The tablet that caused it is told in the very answer, the others with their next pull.
  expect(answer.incidents).toMatchObject([
    { kind: 'binding-mismatch', severity: 'serious', devices: [tablet.id] },
  ]);
  const other = await house.tablet('border-guard');
  const { pages } = await other.pull(house.exchange);
  expect(pages.incidents.upserts.map(({ kind }) => kind)).toEqual(['binding-mismatch']);

  const control = house.call(house.people.supervisor).control;
  const [incident] = await control.incidents({ gateId: HN });
  expect(incident).toMatchObject({
    kind: 'binding-mismatch',
    plate: declared.order.binding.plate,
    crossingId: declared.crossingId,
    facts: [{ eventId: looked.id, gateId: HN, deviceName: 'customs tablet' }],
  });
  await control.resolveIncident({
    gateId: HN,
    incident: incident?.id ?? '',
    reason: 'đổi container có phép',
  });
  expect((await control.incidents({ gateId: HN }))[0]?.resolved).toMatchObject({
    reason: 'đổi container có phép',
  });
});
