import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gateIdSchema } from '@/domain/shared/identity';
import { readCursor, writeCursor } from './cursor';
import { type GatePositions, startGateWatcher } from './gate-watcher';
import { watchGates } from './watch-gates';

const HN = gateIdSchema.parse('HN');
const TT = gateIdSchema.parse('TT');

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

async function bench() {
  const log = new Map([
    [HN, 1],
    [TT, 1],
  ]);
  let reads = 0;
  let hint = () => {};
  let failing = false;
  const errors: unknown[] = [];
  const watcher = await startGateWatcher({
    readPositions: async () => {
      reads += 1;
      if (failing) throw new Error('database away');
      return new Map(log);
    },
    listen: async (onHint) => {
      hint = onHint;
      return async () => {
        hint = () => {};
      };
    },
    beatMs: 1000,
    restMs: 50,
    onError: (error) => errors.push(error),
  });
  return {
    watcher,
    log,
    errors,
    hint: () => hint(),
    reads: () => reads,
    fail: (value: boolean) => {
      failing = value;
    },
  };
}

test('a hint makes it look at once, and only gates that moved are told', async () => {
  const { watcher, log, hint } = await bench();
  const told: GatePositions[] = [];
  watcher.subscribe((changed) => told.push(changed));
  log.set(HN, 2);
  hint();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([new Map([[HN, 2]])]);
  await watcher.stop();
});

test('a lost hint costs one beat, never the change', async () => {
  const { watcher, log } = await bench();
  const told: GatePositions[] = [];
  watcher.subscribe((changed) => told.push(changed));
  log.set(TT, 9);
  await vi.advanceTimersByTimeAsync(999);
  expect(told).toEqual([]);
  await vi.advanceTimersByTimeAsync(2);
  expect(told).toEqual([new Map([[TT, 9]])]);
  await watcher.stop();
});

test('a burst of hints is one look and one more, and the last change is not missed', async () => {
  const { watcher, log, hint, reads } = await bench();
  const before = reads();
  let newest = 0;
  watcher.subscribe((changed) => {
    newest = changed.get(HN) ?? newest;
  });
  for (let n = 2; n <= 500; n += 1) {
    log.set(HN, n);
    hint();
  }
  await vi.advanceTimersByTimeAsync(60);
  expect(reads() - before).toBeLessThanOrEqual(2);
  expect(newest).toBe(500);
  await watcher.stop();
});

test('it survives a database that is away, says so, and catches up', async () => {
  const { watcher, log, hint, fail, errors } = await bench();
  const told: GatePositions[] = [];
  watcher.subscribe((changed) => told.push(changed));
  fail(true);
  log.set(HN, 5);
  hint();
  await vi.advanceTimersByTimeAsync(10);
  expect(errors).toHaveLength(1);
  fail(false);
  await vi.advanceTimersByTimeAsync(1100);
  expect(told).toEqual([new Map([[HN, 5]])]);
  await watcher.stop();
});

test('a database restored from yesterday also counts as a change', async () => {
  const { watcher, log, hint } = await bench();
  const told: GatePositions[] = [];
  watcher.subscribe((changed) => told.push(changed));
  log.set(HN, 0);
  hint();
  await vi.advanceTimersByTimeAsync(0);
  expect(told).toEqual([new Map([[HN, 0]])]);
  await watcher.stop();
});

test('a viewer sees only its gates, piled-up changes merged, and leaves nothing behind', async () => {
  const { watcher, log, hint } = await bench();
  const leave = new AbortController();
  const stream = watchGates(watcher, [HN], new Map([[HN, 1]]), leave.signal);
  const first = stream.next();
  await vi.advanceTimersByTimeAsync(0);
  expect(watcher.listenerCount()).toBe(1);
  log.set(TT, 2);
  hint();
  await vi.advanceTimersByTimeAsync(60);
  log.set(HN, 2);
  hint();
  await vi.advanceTimersByTimeAsync(60);
  expect((await first).value).toEqual(new Map([[HN, 2]]));

  for (const position of [3, 4, 5]) {
    log.set(HN, position);
    hint();
    await vi.advanceTimersByTimeAsync(60);
  }
  expect((await stream.next()).value).toEqual(new Map([[HN, 5]]));

  const last = stream.next();
  leave.abort();
  expect((await last).done).toBe(true);
  expect(watcher.listenerCount()).toBe(0);
  await watcher.stop();
});

test('a viewer that reconnects is sent at once what moved while it was away, and only that', async () => {
  const { watcher, log, hint } = await bench();
  log.set(HN, 8);
  hint();
  await vi.advanceTimersByTimeAsync(60);
  const leave = new AbortController();
  const seen = readCursor('HN:3,TT:1');
  const stream = watchGates(watcher, [HN, TT], seen, leave.signal);
  expect((await stream.next()).value).toEqual(new Map([[HN, 8]]));
  await stream.return();
  expect(watcher.listenerCount()).toBe(0);
  await watcher.stop();
});

test('a cursor is read back as written, and nonsense means nothing seen', () => {
  const seen = new Map([
    [TT, 7],
    [HN, 120],
  ]);
  expect(writeCursor(seen)).toBe('HN:120,TT:7');
  expect(readCursor(writeCursor(seen))).toEqual(seen);
  for (const nonsense of ['', null, undefined, 'x', 'HN', 'HN:-1', 'hn:4', 'HN:1e9', ',,,:'])
    expect(readCursor(nonsense)).toEqual(new Map());
});
