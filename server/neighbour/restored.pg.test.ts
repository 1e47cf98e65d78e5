import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { neighbourStatement } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import { gateSchema } from '@/domain/neighbour/content';
import { type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { exchangeTurn } from './exchange-turn';
import { lastSaid, say } from './outbox';
import { heardOf } from './take-in';

const HN = gateSchema.parse('HN');
const TABLES = ['neighbour_outbox', 'neighbour_inbox', 'neighbour_link', 'neighbour_statement'] as const;
let pair: NeighbourPair;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeAll(async () => {
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair.close());

async function tell(side: NeighbourHouse, ...standings: readonly number[]): Promise<void> {
  for (const standing of standings) {
    clock.at += 1_000;
    const said = { gate: HN, at: instantIn(clock.at, side.link.own.zone), places: 9_000, standing };
    await say(side.link, [{ topic: 'HN yard', content: { kind: 'yard', said }, againMs: null }]);
  }
}
const heardFrom = async (side: NeighbourHouse) =>
  (
    await inGate(side.link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
      tx.select().from(neighbourStatement),
    )
  )
    .flatMap(({ said }) => ('standing' in said ? [said.standing] : []))
    .toSorted((a, b) => a - b);

/** Yesterday's backup of Việt Nam's side, kept in tables beside. */
const backup = async (owner: Database) => {
  for (const name of TABLES)
    await owner.execute(sql.raw(`create table backup_${name} as select * from ${name}`));
};
const restore = async (owner: Database) => {
  for (const name of TABLES) {
    await owner.execute(sql.raw(`delete from ${name}`));
    await owner.execute(sql.raw(`insert into ${name} select * from backup_${name}`));
  }
};

test('NE-8 one side is set back to yesterday: both converge, nothing is told twice, nothing is lost', async () => {
  const owner = pair.owners.vn;
  await tell(vn, 1, 2, 3);
  await tell(cn, 101, 102);
  await exchangeTurn(vn.link);
  await tell(vn, 4);
  await backup(owner);
  await tell(vn, 5, 6, 7);
  await tell(cn, 103, 104);
  await exchangeTurn(vn.link);
  expect(await heardFrom(cn)).toEqual([1, 2, 3, 4, 5, 6, 7]);

  await restore(owner);
  expect((await lastSaid(vn.link)).sequence).toBe(4);
  // More new words than were lost: the count alone would not show that it runs over old numbers.
  await tell(vn, 8, 9, 10, 11, 12);
  await tell(cn, 105);
  for (let turn = 0; turn < 3; turn += 1) {
    await exchangeTurn(vn.link);
    await exchangeTurn(cn.link);
  }
  expect(await heardFrom(cn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
  expect(await heardFrom(vn)).toEqual([101, 102, 103, 104, 105]);
  const [said, heard] = [await lastSaid(vn.link), await heardOf(cn.link)];
  expect(said.epoch).toBe(2);
  expect(heard).toMatchObject({ ...said, highest: said.sequence });
});

test('NE-8 the listener is set back: it is told again what it lost', async () => {
  const owner = pair.owners.vn;
  await restore(owner);
  await tell(vn, 13);
  for (let turn = 0; turn < 3; turn += 1) {
    await exchangeTurn(cn.link);
    await exchangeTurn(vn.link);
  }
  expect(await heardFrom(vn)).toEqual([101, 102, 103, 104, 105]);
  expect(await heardFrom(cn)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
  expect((await lastSaid(vn.link)).epoch).toBe(3);
});
