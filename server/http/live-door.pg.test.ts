import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { announceChange } from '../stream/announce-change';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { boardNode } from '../testing/board-viewer';

let house: ApiHouse;
let node: Awaited<ReturnType<typeof boardNode>>;

beforeAll(async () => {
  house = await apiHouse();
  node = await boardNode(house.board);
});
afterAll(async () => {
  await node.stop();
  await house.close();
});

const declare = () =>
  house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });

test('sends the board as it stands, then each change as it commits, and lets go when the viewer leaves', async () => {
  const viewer = await node.view('gate=HN');
  expect(viewer.headers).toMatchObject({
    'content-type': 'text/event-stream',
    'cache-control': 'no-store, no-transform',
  });
  // What nobody may cut into pieces is written as it is.
  expect(viewer.headers['transfer-encoding']).toBeUndefined();
  const first = await viewer.until(() => true);
  expect(first.snapshot.gateId).toBe('HN');
  expect(await node.viewers()).toBe(1);

  // No beat comes for a minute here: only the notification can bring it.
  await declare();
  const count = first.snapshot.counts.export.declared + 1;
  const second = await viewer.until(({ counts }) => counts.export.declared === count);
  expect(second.id).not.toBe(first.id);

  viewer.leave();
  await expect.poll(() => node.viewers()).toBe(0);
});

test('a viewer of the province that comes back is sent the gates that moved, and only those', async () => {
  const viewer = await node.view('');
  const seen: string[] = [];
  for await (const message of viewer.messages) {
    if (message.kind === 'unchanged') break;
    seen.push(message.id);
  }
  viewer.leave();
  expect(new Set(seen.map((id) => id.split(':')[0])).size).toBe(seen.length);

  await declare();
  const position = Number(seen.find((id) => id.startsWith('HN:'))?.split(':')[1]);
  const watched = async () =>
    [...(await house.watcher()).positions()].find(([gate]) => gate === 'HN')?.[1] ?? 0;
  await expect.poll(watched).toBeGreaterThan(position);
  const back = await node.view(`seen=${seen.join(',')}`);
  expect((await back.messages.next()).value).toMatchObject({ kind: 'snapshot', snapshot: { gateId: 'HN' } });
  expect((await back.messages.next()).value).toMatchObject({ kind: 'unchanged' });
  back.leave();
});

test('a hundred changes at once are a handful of notifications and a handful of pictures', async () => {
  const viewer = await node.view('gate=HN');
  const start = (await viewer.until(() => true)).snapshot.counts.export.declared;
  const reads = house.reads();
  await Promise.all(Array.from({ length: 20 }, declare));
  for (let n = 0; n < 100; n += 1) announceChange(house.database.app);
  await viewer.until(({ counts }) => counts.export.declared === start + 20);
  expect(house.reads() - reads).toBeLessThanOrEqual(21);
  viewer.leave();
});

test('what is no question of a board of ours is refused before anything is held open', async () => {
  expect(await node.status('gate=HN', { method: 'POST', headers: { 'content-length': '0' } })).toBe(405);
  expect(await node.status('gate=ZZ')).toBe(400);
  expect(await node.status(`seen=${'HN:1,'.repeat(100)}`)).toBe(400);
  expect(await node.status('gate=HN', { headers: { 'sec-fetch-site': 'cross-site' } })).toBe(403);
  expect(await node.status('gate=HN', { headers: { origin: 'https://evil.example' } })).toBe(403);
  expect(await node.viewers()).toBe(0);
});
