import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gateIdSchema } from '@/domain/shared/identity';
import { type GatePositions, startGateWatcher } from './gate-watcher';

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
    now: Date.now,
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
  const lookedAt = watcher.lookedAt();
  fail(true);
  log.set(HN, 5);
  await vi.advanceTimersByTimeAsync(900);
  hint();
  await vi.advanceTimersByTimeAsync(10);
  expect(errors).toHaveLength(1);
  expect(watcher.lookedAt()).toBe(lookedAt);
  fail(false);
  await vi.advanceTimersByTimeAsync(1100);
  expect(told).toEqual([new Map([[HN, 5]])]);
  expect(watcher.lookedAt()).toBeGreaterThan(lookedAt + 900);
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
