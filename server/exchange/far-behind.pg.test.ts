import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PACKED_AS } from '../http/packed-answers';
import type { FakeTablet } from '../testing/fake-tablet';
import { type Declared, type GateHouse, gateHouse } from '../testing/gate-house';
import { answerPull } from './answer-exchange';
import { FAR_BEHIND_ROWS } from './event-page';

let house: GateHouse;
let away: FakeTablet;
let left: Declared;
let here: Declared;
let officer: FakeTablet;

beforeAll(async () => {
  house = await gateHouse();
  away = await house.tablet();
  [left, here] = [await house.declare(), await house.declare()];
  officer = await house.tablet('customs');
  const end = officer.write({
    ...officer.envelope(left.crossingId),
    type: 'crossing.turned-back',
    body: { reason: 'documents' },
  });
  await officer.push(house.exchange, [end], 1);
  // More than a tablet is caught up with event by event, all of the vehicle that is still here.
  for (let sent = 1; sent <= FAR_BEHIND_ROWS; sent += 200) {
    const from = officer.events.length;
    for (let n = 0; n < 200; n++)
      officer.write({ ...officer.envelope(here.crossingId), type: 'hold.placed', body: { reason: 'seal' } });
    await officer.push(house.exchange, officer.events.slice(from), from + 1);
  }
}, 120_000);
afterAll(() => house.close());

test('OF-46 a tablet far behind is told in bounded steps of the vehicles that are here, and of those that left that they left', async () => {
  const events: string[] = [];
  const crossings = new Set<string | null>();
  const records = new Map<string, unknown>();
  let steps = 0;
  for (let done = false; !done; steps += 1) {
    const answer = await away.pull(house.exchange);
    for (const page of Object.values(answer.pages)) expect(page.count).toBeLessThanOrEqual(500);
    for (const event of answer.pages.events.upserts) {
      events.push(event.id);
      crossings.add(event.crossingId);
      expect([event.sealed, event.prev]).toEqual([null, null]);
    }
    for (const record of answer.pages.passes.upserts) records.set(record.passId, record.ended);
    done = Object.values(answer.pages).every((page) => page.done);
    if (done) expect(away.cursors.events).toBe(answer.head.position);
  }
  expect(steps).toBeGreaterThan(4);
  expect(new Set(events).size).toBe(events.length);
  expect(events.length).toBeGreaterThan(FAR_BEHIND_ROWS);
  expect([...crossings]).toEqual([here.crossingId]);
  expect(records.get(left.passId)).toMatchObject({ kind: 'turned-back' });
  expect(records.get(here.passId)).toBeNull();
});

test('OF-46 whoever was not told of a vehicle that left is told of it from the beginning when its end is taken back', async () => {
  const [end] = officer.events;
  if (end === undefined) throw new Error('nothing was ended');
  const undo = officer.write({
    ...officer.envelope(left.crossingId),
    type: 'event.undone',
    body: { event: end.id, reason: 'another vehicle' },
  });
  await officer.push(house.exchange, [undo], undo.seq);
  const about = async (tablet: FakeTablet) => {
    const { upserts } = (await tablet.pull(house.exchange)).pages.events;
    return upserts.filter((event) => event.crossingId === left.crossingId).map((event) => event.type);
  };
  const everything = ['crossing.declared', 'pass.issued', 'crossing.turned-back', 'event.undone'];
  expect(await about(away)).toEqual(everything);
  // The officer's own, perhaps let go since, come with them; what is new of them is on board.
  officer.cursors = { ...officer.cursors, ...away.cursors, events: away.cursors.events - 1 };
  officer.epoch = away.epoch;
  expect(await about(officer)).toEqual(everything.slice(0, 3));
});

test('OF-46 a tablet close behind is told everything, and one of version 1 always is', async () => {
  const old = await house.tablet();
  const body = { protocol: 1, device: old.id, gateId: old.gateId, cursors: old.cursors, t0: 1 };
  const response = await answerPull(house.exchange, await old.request('/api/sync/pull', body));
  const page = (await response.json()) as { pages: { events: { upserts: { crossingId: string }[] } } };
  expect(page.pages.events.upserts.map((event) => event.crossingId)).toContain(left.crossingId);
  const near = await house.tablet();
  near.cursors = { ...away.cursors };
  near.epoch = away.epoch;
  const more = await house.declare();
  const officer = await house.tablet('customs');
  officer.write({
    ...officer.envelope(more.crossingId),
    type: 'crossing.turned-back',
    body: { reason: 'documents' },
  });
  await officer.push(house.exchange);
  const told = await near.pull(house.exchange);
  expect(told.pages.events.upserts.map((event) => event.type)).toContain('crossing.turned-back');
});

test('a pull is packed as the asker can read it, and small answers are left alone', async () => {
  const ask = async (accepted: string | null, cursors = { ...away.cursors, events: 0, passes: 0 }) => {
    const body = { protocol: 2, device: away.id, gateId: away.gateId, cursors, t0: 1, epoch: away.epoch };
    const request = await away.request('/api/sync/pull', body);
    if (accepted !== null) request.headers.set('accept-encoding', accepted);
    const response = await answerPull(house.exchange, request);
    return {
      encoding: response.headers.get(PACKED_AS),
      caching: response.headers.get('cache-control'),
      bytes: Buffer.from(await response.arrayBuffer()),
    };
  };
  const plain = await ask(null);
  const [br, gzip] = [await ask('gzip, deflate, br'), await ask('gzip, deflate')];
  expect([plain.encoding, br.encoding, gzip.encoding]).toEqual([null, 'br', 'gzip']);
  // Or the server in front packs it once more.
  expect([br.caching, gzip.caching]).toEqual(['no-store, no-transform', 'no-store, no-transform']);
  const told = (bytes: Buffer) => (JSON.parse(bytes.toString()) as { pages: unknown }).pages;
  expect(told(brotliDecompressSync(br.bytes))).toEqual(told(plain.bytes));
  expect(told(gunzipSync(gzip.bytes))).toEqual(told(plain.bytes));
  expect(br.bytes.length).toBeLessThan(gzip.bytes.length);
  expect(gzip.bytes.length).toBeLessThan(plain.bytes.length / 4);
  while (!Object.values((await away.pull(house.exchange)).pages).every((page) => page.done));
  expect((await ask('br', away.cursors)).encoding).toBeNull();
});
