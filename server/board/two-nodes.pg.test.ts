import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OpenDatabase, openDatabase } from '@/db/client';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { type GateWatcher, startGateWatcher } from '../stream/gate-watcher';
import { listenForHints } from '../stream/listen-for-hints';
import { readPositions } from '../stream/positions';
import { type ApiHouse, apiHouse, freshPlate, submission } from '../testing/api-house';
import { boardNode } from '../testing/board-viewer';
import { HN } from '../testing/gate-house';
import { createBoard } from './board';
import { readGateSnapshot } from './read-gate-snapshot';

/** Two nodes of the application on one database: each its own pool, watcher and board, as two processes have them. */
type Node = {
  readonly http: Awaited<ReturnType<typeof boardNode>>;
  readonly watcher: GateWatcher;
  readonly database: OpenDatabase;
};
let house: ApiHouse;
let nodes: readonly [Node, Node];

async function node(): Promise<Node> {
  const database = openDatabase(house.database.appUrl, { max: 3 });
  const clock = { now: () => house.clock.at };
  const watcher = await startGateWatcher({
    readPositions: () => readPositions(database.db),
    listen: (onHint) => listenForHints(house.database.appUrl, onHint),
    // Longer than the test: what arrives came by a hint, or from the cursor.
    beatMs: 60_000,
    restMs: 5,
    now: clock.now,
    onError: () => undefined,
  });
  const board = createBoard({
    watcher: async () => watcher,
    read: (gateId) => readGateSnapshot({ db: database.db, clock }, gateId),
    now: clock.now,
  });
  return { http: await boardNode(board), watcher, database };
}

beforeAll(async () => {
  house = await apiHouse();
  nodes = [await node(), await node()];
});
afterAll(async () => {
  for (const { http, watcher, database } of nodes) {
    await http.stop();
    await watcher.stop();
    await database.close();
  }
  await house.close();
});

const never = (): never => {
  throw new Error('nothing was told');
};
const declare = async () => {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
};
/** Id of the message that tells all of the log as it stands. A snapshot may be newer than its id, never older. */
const newest = async () => `HN:${(await readPositions(nodes[0].database.db)).get(HN)}`;
const declared = (snapshot: GateSnapshot) => snapshot.counts.export.declared;

test('an event recorded through one node is on the boards of both, and both show the same', async () => {
  await declare();
  const [first, second] = await Promise.all(nodes.map((one) => one.http.view('gate=HN')));
  if (first === undefined || second === undefined) throw new Error('two viewers');
  const both = async () => {
    const at = await newest();
    return Promise.all([first, second].map((viewer) => viewer.until((_, id) => id === at)));
  };
  for (const { snapshot } of await both()) expect(declared(snapshot)).toBe(1);
  await declare();
  const [here, there] = await both();
  expect(declared(here?.snapshot ?? never())).toBe(2);
  expect(there).toEqual(here);

  // Said through the API of the house's own node, seen on the other two.
  const said = { vi: 'Nghỉ trưa', en: 'Lunch break', zh: '午休' };
  await house.call(house.people.gateManager).announcement.make({ gateId: HN, text: said, until: null });
  for (const { snapshot } of await both())
    expect(snapshot.announcements.map(({ text }) => text)).toEqual([said]);
  first.leave();
  second.leave();
});

test('a viewer that was cut off catches up by its cursor, at the other node, and is not told what it knows', async () => {
  const [one, other] = nodes;
  const before = await one.http.view('gate=HN');
  const start = await newest();
  const { id } = await before.until((_, told) => told === start);
  before.leave();
  await declare();
  await declare();
  // Both nodes have looked before the cursor is compared.
  const haveLooked = async () => {
    const log = (await readPositions(one.database.db)).get(HN);
    return nodes.every(({ watcher }) => watcher.positions().get(HN) === log);
  };
  await expect.poll(haveLooked).toBe(true);
  const after = await other.http.view(`gate=HN&seen=${id}`);
  const all = await newest();
  const caught = await after.until((_, told) => told === all);
  after.leave();
  expect(declared(caught.snapshot)).toBe(4);
  expect(caught.id).not.toBe(id);

  // Nothing moved since: the next viewer with this cursor hears just that, until something does.
  const quiet = await one.http.view(`gate=HN&seen=${caught.id}`);
  expect((await quiet.messages.next()).value).toEqual({ kind: 'unchanged', at: house.clock.at });
  await declare();
  const later = await newest();
  expect(declared((await quiet.until((_, told) => told === later)).snapshot)).toBe(5);
  quiet.leave();
});
