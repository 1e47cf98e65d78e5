import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { gateHead } from '@/db/schema/gate-head';
import { renewEpoch } from '../log/gate-head';
import { type GateHouse, gateHouse, HN } from '../testing/gate-house';

let house: GateHouse;
beforeAll(async () => {
  house = await gateHouse();
});
afterAll(() => house.close());

const owner = () => house.database.owner;
const KEPT = ['gate_head', 'event', 'device', 'crossing', 'pass', 'pass_token', 'incident', 'process'];
/** As a backup and its restore: these tables as they were. */
async function backUp(): Promise<() => Promise<void>> {
  for (const table of KEPT) await owner().execute(sql.raw(`create table backup_${table} as table ${table}`));
  return async () => {
    for (const table of KEPT)
      await owner().execute(sql.raw(`truncate ${table}; insert into ${table} table backup_${table}`));
  };
}

test('OF-47 a restored centre that has overtaken a tablet has it read anew; without the renewal nobody would notice', async () => {
  const tablet = await house.tablet();
  const other = await house.tablet('customs');
  const first = await house.declare();
  const restore = await backUp();

  const lost = tablet.confirm(first.crossingId, 'gate-entry', { passId: first.passId });
  await tablet.push(house.exchange);
  await house.declare();
  await tablet.pull(house.exchange);
  const cursorsBefore = { ...tablet.cursors };
  const { epoch } = tablet;
  expect(epoch).not.toBeNull();

  await restore();
  for (let n = 0; n < 5; n++) await house.declare();
  // Overtaken: no cursor is ahead of the centre.
  const unnoticed = await tablet.pull(house.exchange);
  expect(unnoticed.mustRefetch).toEqual([]);
  expect(unnoticed.epoch).toBe(epoch);
  tablet.cursors = cursorsBefore;

  const renewed = await house.gate((tx) => renewEpoch(tx, HN));
  expect(renewed.epoch).not.toBe(epoch);
  const answer = await tablet.pull(house.exchange);
  expect(answer.epoch).toBe(renewed.epoch);
  expect(answer.mustRefetch.sort()).toEqual(['events', 'lists', 'passes', 'processes']);
  expect(answer.pages.passes).toMatchObject({ upserts: [], next: 0, done: false });
  const anew = await tablet.pull(house.exchange);
  expect(anew.pages.passes.upserts.map((record) => record.passId)).toContain(first.passId);
  expect(anew.pages.passes.upserts).toHaveLength(6);

  // Its own head is told, the lower acknowledgement believed, what was lost comes back to all.
  const told = await tablet.push(house.exchange, [], 2);
  expect(told).toMatchObject({ ackSeq: 0, epoch: renewed.epoch, standing: 'active' });
  expect((await tablet.push(house.exchange, [lost], 1)).verdicts).toEqual([{ kind: 'applied', seq: 1 }]);
  const seen = await other.pull(house.exchange);
  expect(seen.pages.events.upserts.map((event) => event.id)).toContain(lost.id);
});

test('OF-47 the head of a gate nobody wrote at has an epoch too, and writing changes none', async () => {
  const fresh = await gateHouse();
  const tablet = await fresh.tablet();
  const told = await tablet.push(fresh.exchange, [], 1);
  const first = await tablet.pull(fresh.exchange);
  expect(first.mustRefetch).toEqual([]);
  await fresh.declare();
  expect((await tablet.pull(fresh.exchange)).epoch).toBe(told.epoch);
  const [head] = await fresh.database.owner.select().from(gateHead);
  expect(head?.epoch).toBe(told.epoch);
  expect((await tablet.pull(fresh.exchange)).head).toEqual({
    position: head?.position,
    change: head?.change,
  });
  await fresh.close();
});
