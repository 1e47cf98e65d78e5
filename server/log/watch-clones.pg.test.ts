import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { incident } from '@/db/schema/incident';
import { sighting } from '@/db/schema/release';
import { gateById } from '@/domain/gate/gates';
import { fastestTravelMs } from '@/domain/gate/travel';
import type { PassId } from '@/domain/shared/identity';
import { type ApiHouse, apiHouse } from '../testing/api-house';
import type { FakeTablet } from '../testing/fake-tablet';
import { HN } from '../testing/gate-house';
import { watchClones } from './watch-clones';

const CM = gateById('CM')?.code ?? HN;
let house: ApiHouse;
let here: FakeTablet;
let there: FakeTablet;

beforeAll(async () => {
  house = await apiHouse();
  here = await house.tabletAt(HN, 'border-guard');
  there = await house.tabletAt(CM, 'border-guard');
});
afterAll(() => house.close());

async function read(
  tablet: FakeTablet,
  passId: PassId,
  at: number,
  crossingId: Parameters<FakeTablet['scan']>[0] | null,
) {
  tablet.wall = at;
  // A gate that was never told of the pass writes no crossing.
  const event = tablet.scan(crossingId ?? ('' as never), passId, { crossingId });
  await tablet.push(house.exchange, [event], event.seq);
  return event;
}
const watch = (gates = [HN, CM]) => watchClones(house.database.app, gates, house.clock.at);
const clonesOf = (passId: PassId) =>
  house.database.owner
    .select()
    .from(incident)
    .where(eq(incident.kind, 'clone'))
    .then((rows) => rows.filter((row) => row.incident.passId === passId));

describe('clones over the gates', () => {
  test('IN-9 one pass at two gates within travel time is told at both, with both facts, once', async () => {
    const declared = await house.declare();
    house.clock.at += 3_600_000;
    const one = await read(here, declared.passId, house.clock.at - 600_000, declared.crossingId);
    expect(await watch()).toBe(0);
    const two = await read(there, declared.passId, house.clock.at - 300_000, null);
    expect(await watch()).toBe(2);
    const rows = await clonesOf(declared.passId);
    expect(rows.map(({ gateId }) => gateId).sort()).toEqual([CM, HN].sort());
    expect(new Set(rows.map(({ id }) => id)).size).toBe(1);
    for (const row of rows) {
      expect(row.severity).toBe('serious');
      expect(row.incident.events).toEqual([one.id, two.id]);
      expect(row.incident.devices).toEqual([here.id, there.id]);
    }
    // Whoever looks again finds the same and writes nothing new.
    const changes = rows.map(({ change }) => change);
    await house.database.owner.delete(sighting).where(inArray(sighting.eventId, [one.id]));
    expect(await watch()).toBe(0);
    expect((await clonesOf(declared.passId)).map(({ change }) => change)).toEqual(changes);

    // Both tablets are told with their next pull, and both control rooms see both facts.
    for (const tablet of [here, there]) {
      const { pages } = await tablet.pull(house.exchange);
      const told = pages.incidents.upserts.find(({ kind }) => kind === 'clone');
      expect(told?.devices).toContain(tablet.id);
    }
    const control = house.call(house.people.manager).control;
    for (const gateId of [HN, CM]) {
      const listed = (await control.incidents({ gateId })).find(({ kind }) => kind === 'clone');
      expect(listed?.facts.map((fact) => [fact.gateId, fact.eventId])).toEqual([
        [HN, one.id],
        [CM, two.id],
      ]);
      expect(listed?.plate).toBe(declared.order.binding.plate);
    }
  });

  test('IN-9 with time to drive, or looked up in an office, nobody is accused', async () => {
    const [slow, office] = [await house.declare(), await house.declare()];
    house.clock.at += 5 * 3_600_000;
    const start = house.clock.at - 4 * 3_600_000;
    await read(here, slow.passId, start, slow.crossingId);
    await read(there, slow.passId, start + fastestTravelMs(HN, CM) + 60_000, null);
    await read(here, office.passId, house.clock.at - 120_000, office.crossingId);
    there.wall = house.clock.at - 60_000;
    const lookUp = there.scan('' as never, office.passId, {
      crossingId: null,
      type: 'pass.scanned',
      body: { revision: 0, source: 'lookup', confirmation: 'local' },
    });
    await there.push(house.exchange, [lookUp], lookUp.seq);
    expect(await watch()).toBe(0);
    expect(await clonesOf(slow.passId)).toEqual([]);
    expect(await clonesOf(office.passId)).toEqual([]);
  });

  test('IN-9 a tablet that comes back late brings its sighting to light, in whichever order the gates are read', async () => {
    const declared = await house.declare();
    house.clock.at += 24 * 3_600_000;
    const then = house.clock.at - 20 * 3_600_000;
    await read(there, declared.passId, then + 60_000, null);
    await watch([CM]);
    await read(here, declared.passId, then, declared.crossingId);
    await Promise.all([watch([HN]), watch([CM, HN])]);
    expect((await clonesOf(declared.passId)).map(({ gateId }) => gateId).sort()).toEqual([CM, HN].sort());
  });
});
