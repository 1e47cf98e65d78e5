import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OpenDatabase, openDatabase } from '@/db/client';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { appRouter } from '../api/router';
import { createCallerFactory } from '../api/trpc';
import { type GateWatcher, startGateWatcher } from '../stream/gate-watcher';
import { listenForHints } from '../stream/listen-for-hints';
import { readPositions } from '../stream/positions';
import {
  ANONYMOUS,
  type ApiHouse,
  apiHouse,
  type Caller,
  freshPlate,
  submission,
} from '../testing/api-house';
import { HN } from '../testing/gate-house';
import { createBoard } from './board';
import { readGateSnapshot } from './read-gate-snapshot';

/** Two nodes of the application on one database: each its own pool, watcher and board, as two processes have them. */
type Node = {
  readonly api: Caller;
  readonly watcher: GateWatcher;
  readonly database: OpenDatabase;
};
const SOON_MS = 10_000;
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
    onError: () => undefined,
  });
  const board = createBoard({
    watcher: async () => watcher,
    read: (gateId) => readGateSnapshot({ db: database.db, clock }, gateId),
    now: clock.now,
  });
  const api = createCallerFactory(appRouter)({ ...house.context(ANONYMOUS), db: database.db, board });
  return { api, watcher, database };
}

beforeAll(async () => {
  house = await apiHouse();
  nodes = [await node(), await node()];
});
afterAll(async () => {
  for (const { watcher, database } of nodes) {
    await watcher.stop();
    await database.close();
  }
  await house.close();
});

type Message = { readonly cursor: string; readonly snapshot: GateSnapshot };
/** A viewer of one node, from the cursor it holds. */
async function view(of: Node, lastEventId: string | null) {
  const stream = await of.api.board.live({ gateId: HN, lastEventId });
  const messages = stream[Symbol.asyncIterator]();
  return {
    next: async (): Promise<Message> => {
      const late = new Promise<never>((_, reject) => {
        setTimeout(() => reject(new Error('nothing came')), SOON_MS).unref();
      });
      const { value } = await Promise.race([messages.next(), late]);
      if (value === undefined) throw new Error('the stream has ended');
      const [cursor, snapshot] = value as unknown as readonly [string, GateSnapshot];
      return { cursor, snapshot };
    },
    leave: () => messages.return?.(),
  };
}

const declare = async () => {
  const outcome = await house.call(house.people.declarant).declaration.submit({
    submission: submission({ plate: freshPlate() }),
    clientKey: randomUUID(),
  });
  if (outcome.kind !== 'issued') throw new Error(outcome.kind);
};
const declared = ({ snapshot }: Message) => snapshot.counts.export.declared;

/** Until the viewer has been told of so many: a hint may come between two commits. */
async function until(viewer: Awaited<ReturnType<typeof view>>, count: number): Promise<Message> {
  for (;;) {
    const message = await viewer.next();
    if (declared(message) === count) return message;
  }
}

test('an event recorded through one node is on the boards of both, and both show the same', async () => {
  await declare();
  const [first, second] = await Promise.all(nodes.map((one) => view(one, null)));
  if (first === undefined || second === undefined) throw new Error('two viewers');
  await Promise.all([until(first, 1), until(second, 1)]);
  await declare();
  const [here, there] = await Promise.all([until(first, 2), until(second, 2)]);
  expect(there).toEqual(here);

  // Said through the API of the house's own node, seen on the other two.
  const said = { vi: 'Nghỉ trưa', en: 'Lunch break', zh: '午休' };
  await house.call(house.people.gateManager).announcement.make({ gateId: HN, text: said, until: null });
  const heard = await Promise.all([first.next(), second.next()]);
  for (const { snapshot } of heard) expect(snapshot.announcements.map(({ text }) => text)).toEqual([said]);
  await Promise.all([first.leave(), second.leave()]);
});

test('a viewer that was cut off catches up by its cursor, at the other node, and is not told what it knows', async () => {
  const [one, other] = nodes;
  const before = await view(one, null);
  const { cursor } = await before.next();
  await before.leave();
  await declare();
  await declare();
  // A snapshot may be newer than its cursor, never older: both nodes have looked before the cursor is compared.
  await vi.waitFor(async () => {
    const log = (await readPositions(one.database.db)).get(HN);
    expect(nodes.map(({ watcher }) => watcher.positions().get(HN))).toEqual([log, log]);
  }, SOON_MS);
  const after = await view(other, cursor);
  const caught = await until(after, 4);
  await after.leave();
  expect(caught.cursor).not.toBe(cursor);

  // Nothing moved since: the next viewer with this cursor hears nothing until something does.
  const quiet = await view(one, caught.cursor);
  const first = quiet.next();
  const heard = await Promise.race([
    first.then(() => 'told'),
    new Promise((resolve) => setTimeout(() => resolve('quiet'), 300)),
  ]);
  expect(heard).toBe('quiet');
  await declare();
  expect(declared(await first)).toBe(5);
  await quiet.leave();
});
