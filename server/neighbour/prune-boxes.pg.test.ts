import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { EVERY_GATE, inGate } from '@/db/client';
import { neighbourInbox, neighbourOutbox, neighbourStatement } from '@/db/schema/neighbour';
import { instantIn } from '@/domain/flow/zones';
import type { CloudEvent } from '@/domain/neighbour/cloud-event';
import { gateSchema } from '@/domain/neighbour/content';
import { BATCH_TYPE, EVENTS_PATH } from '@/domain/neighbour/protocol';
import { type NeighbourHouse, type NeighbourPair, neighbourPair } from '../testing/neighbour-house';
import { askNeighbour } from './ask-neighbour';
import { exchangeTurn } from './exchange-turn';
import { lastSaid, saidAfter, say } from './outbox';
import { pruneBoxes } from './prune-boxes';
import { heardOf } from './take-in';

const DAY = 86_400_000;
const HN = gateSchema.parse('HN');
let pair: NeighbourPair | null = null;
let vn: NeighbourHouse;
let cn: NeighbourHouse;
let clock: NeighbourPair['clock'];

beforeEach(async () => {
  await pair?.close();
  pair = await neighbourPair();
  ({ vn, cn, clock } = pair);
});
afterAll(() => pair?.close());

async function tell(side: NeighbourHouse, ...standings: readonly number[]): Promise<void> {
  for (const standing of standings) {
    clock.at += 1_000;
    const said = { gate: HN, at: instantIn(clock.at, side.link.own.zone), places: 9_000, standing };
    await say(side.link, [{ topic: 'HN yard', content: { kind: 'yard', said }, againMs: null }]);
  }
}
const rowsOf = (side: NeighbourHouse, table: typeof neighbourInbox | typeof neighbourOutbox) =>
  inGate(side.link.db, { gateId: EVERY_GATE, actor: null }, async (tx) =>
    (await tx.select({ n: sql`count(*)`.mapWith(Number) }).from(table)).reduce((sum, { n }) => sum + n, 0),
  );
const heardFrom = async (side: NeighbourHouse) =>
  (
    await inGate(side.link.db, { gateId: EVERY_GATE, actor: null }, (tx) =>
      tx.select().from(neighbourStatement),
    )
  )
    .flatMap(({ said }) => ('standing' in said ? [said.standing] : []))
    .toSorted((a, b) => a - b);
const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, n) => from + n);
const post = async (content: readonly unknown[]) => {
  const asked = await askNeighbour(vn.link, { method: 'POST', path: EVENTS_PATH, type: BATCH_TYPE, content });
  if (!asked.ok) throw new Error(asked.error.kind);
  return asked.value;
};
const turns = async (count: number) => {
  for (let n = 0; n < count; n += 1) {
    await exchangeTurn(cn.link);
    await exchangeTurn(vn.link);
  }
};
/** Something every day, and nobody asks. */
async function days(count: number, from: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    clock.at += DAY;
    await tell(vn, from + n);
  }
}

test('NE-21 after pruning a message of old is still known, and another one under its number is still refused', async () => {
  await tell(vn, ...range(1, 5));
  await exchangeTurn(vn.link);
  const [, second] = await saidAfter(vn.link, { epoch: 1, sequence: 0 });
  if (second === undefined) throw new Error('nothing said');
  clock.at += 43 * DAY;
  await tell(vn, 6, 7);
  await exchangeTurn(vn.link);
  expect(await pruneBoxes(vn.link)).toEqual({ outbox: 5, inbox: 0 });
  expect(await pruneBoxes(cn.link)).toEqual({ outbox: 0, inbox: 5 });
  expect([await rowsOf(vn, neighbourOutbox), await rowsOf(cn, neighbourInbox)]).toEqual([2, 2]);
  expect(await pruneBoxes(cn.link)).toEqual({ outbox: 0, inbox: 0 });

  expect(await post([second])).toMatchObject({ status: 200, body: { fresh: 0, known: 1 } });
  const other: CloudEvent = { ...second, id: randomUUID() };
  expect(await post([other])).toMatchObject({ status: 409, refusal: 'NL-SEQUENCE' });
  const later = { ...second, id: randomUUID(), type: 'border.weather.v1', data: {} };
  expect(await post([later])).toMatchObject({ status: 200, body: { fresh: 0, known: 0 } });
  expect(await heardFrom(cn)).toEqual(range(1, 7));
  expect(await rowsOf(cn, neighbourInbox)).toBe(2);
  await turns(2);
  expect((await lastSaid(vn.link)).epoch).toBe(1);
});

test('NE-21 a side that was three weeks away catches up number by number, though boxes were pruned meanwhile', async () => {
  await tell(vn, 1);
  await exchangeTurn(vn.link);
  await days(30, 100);
  await exchangeTurn(vn.link);
  await days(21, 200);
  const pruned = await pruneBoxes(vn.link);
  expect(pruned.outbox).toBe(10);
  await pruneBoxes(cn.link);
  await exchangeTurn(cn.link);
  expect(await heardFrom(cn)).toEqual([1, ...range(100, 129), ...range(200, 220)]);
  const said = await lastSaid(vn.link);
  expect(said.epoch).toBe(1);
  expect(await heardOf(cn.link)).toMatchObject({ ...said, highest: said.sequence });
});

test('NE-21 a side that was away for longer is told what was kept in a new epoch, once, and goes on from there', async () => {
  await tell(vn, 1);
  await exchangeTurn(vn.link);
  await days(60, 100);
  const { outbox } = await pruneBoxes(vn.link);
  expect(outbox).toBeGreaterThan(15);
  await turns(2);
  expect(await heardFrom(cn)).toEqual([1, ...range(100 + outbox - 1, 159)]);
  const said = await lastSaid(vn.link);
  expect(said.epoch).toBe(2);
  expect(await heardOf(cn.link)).toMatchObject({ ...said, highest: said.sequence });
  await tell(vn, 300);
  await turns(2);
  expect((await heardFrom(cn)).at(-1)).toBe(300);
  expect((await lastSaid(vn.link)).epoch).toBe(2);
});

test('NE-21 whoever asks from the beginning without saying what is heard gets numbers without a gap', async () => {
  await days(60, 100);
  await pruneBoxes(vn.link);
  const ask = () => askNeighbour(cn.link, { method: 'GET', path: `${EVENTS_PATH}?after=0.0` });
  for (let n = 0; n < 2; n += 1) {
    const asked = await ask();
    const events = asked.ok ? (asked.value.body as CloudEvent[]) : [];
    expect(events.map(({ epoch, sequence }) => `${epoch}.${sequence}`)).toEqual(
      events.map((_, at) => `2.${at + 1}`),
    );
    expect(events.length).toBeGreaterThan(40);
  }
});
