import { EventEmitter } from 'node:events';
import { constants, gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import type { GatePositions } from './gate-watcher';
import { makeLiveViewers } from './live-viewers';

const HN = gateIdSchema.parse('HN');
const TT = gateIdSchema.parse('TT');

beforeEach(() => {
  vi.useFakeTimers({ now: 1_000_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A connection that takes what it is given until it is said to be full. */
class Connection extends EventEmitter {
  readonly chunks: Buffer[] = [];
  isFull = false;
  write(chunk: Buffer): boolean {
    this.chunks.push(chunk);
    return !this.isFull;
  }
  destroy(): this {
    this.emit('close');
    return this;
  }
  drain(): void {
    this.isFull = false;
    this.emit('drain');
  }
  /** What was said since the last look, as `HN:5`, or `=` for "unchanged". */
  said(): string[] {
    const text = Buffer.concat(this.chunks.splice(0)).toString('utf8');
    return text
      .split('\n\n')
      .filter((message) => message !== '')
      .map(
        (message) =>
          /^id: (.*)$/m.exec(message)?.[1] ?? /^event: unchanged\ndata: (\d+)$/.exec(message)?.[1] ?? '?',
      );
  }
}

function stand() {
  let positions = new Map<GateId, number>([
    [HN, 1],
    [TT, 1],
  ]);
  let lookedAt = Date.now();
  const listeners = new Set<(changed: GatePositions) => void>();
  const reads: GateId[] = [];
  const errors: unknown[] = [];
  let fault: Error | null = null;
  const viewers = makeLiveViewers({
    watcher: {
      positions: () => positions,
      lookedAt: () => lookedAt,
      subscribe: (listener) => {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
    snapshot: async (gateId) => {
      reads.push(gateId);
      await new Promise((resolve) => setTimeout(resolve, 20));
      if (fault) throw fault;
      return { gateId } as GateSnapshot;
    },
    now: Date.now,
    onError: (error) => errors.push(error),
  });
  return {
    viewers,
    reads,
    errors,
    breakReads: (error: Error | null) => {
      fault = error;
    },
    look: (changed: readonly [GateId, number][] = []) => {
      lookedAt = Date.now();
      positions = new Map([...positions, ...changed]);
      if (changed.length > 0) for (const listener of listeners) listener(new Map(changed));
    },
    join: (over: { gates?: GateId[]; seen?: [GateId, number][]; isPacked?: boolean } = {}) => {
      const out = new Connection();
      viewers.join({
        out,
        gates: over.gates ?? [HN, TT],
        seen: new Map(over.seen),
        isPacked: over.isPacked ?? false,
      });
      return out;
    },
  };
}
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

test('a newcomer is sent what he has not seen, and told when that was still true', async () => {
  const { join } = stand();
  const [fresh, back, current] = [
    join(),
    join({ seen: [[HN, 1]] }),
    join({
      seen: [
        [HN, 1],
        [TT, 1],
      ],
    }),
  ];
  await pass(200);
  expect(fresh.said()).toEqual(['HN:1', 'TT:1', '1000000']);
  expect(back.said()).toEqual(['TT:1', '1000000']);
  expect(current.said()).toEqual(['1000000']);
});

test('a change is read once and told to everybody who watches that gate, and to nobody else', async () => {
  const { join, look, reads } = stand();
  const watching = Array.from({ length: 200 }, () => join({ gates: [HN] }));
  const elsewhere = join({ gates: [TT] });
  await pass(500);
  for (const one of [...watching, elsewhere]) one.said();
  reads.length = 0;
  look([[HN, 2]]);
  await pass(500);
  expect(reads).toEqual([HN]);
  expect(new Set(watching.map((one) => one.said().join()))).toEqual(new Set(['HN:2']));
  expect(elsewhere.said()).toEqual([]);
});

test('a burst of changes becomes a few pictures, and the last is never missed', async () => {
  const { join, look, reads } = stand();
  const viewer = join({ gates: [HN] });
  await pass(500);
  viewer.said();
  reads.length = 0;
  for (let position = 2; position <= 300; position += 1) {
    look([[HN, position]]);
    await pass(2);
  }
  await pass(500);
  const said = viewer.said();
  expect(said.at(-1)).toBe('HN:300');
  expect(said.length).toBeLessThan(20);
  expect(reads.length).toBe(said.length);
});

test('what moves while a newcomer is greeted reaches him too, in order', async () => {
  const { join, look } = stand();
  const viewer = join();
  await pass(10);
  look([[HN, 2]]);
  await pass(25);
  look([[HN, 3]]);
  await pass(500);
  const said = viewer.said().filter((word) => word.startsWith('HN'));
  expect(said.at(-1)).toBe('HN:3');
  expect(said).toEqual([...said].sort());
});

test('a slow line gets the newest figures when it drains, never a backlog', async () => {
  const { join, look } = stand();
  const viewer = join({ gates: [HN] });
  await pass(200);
  viewer.said();
  viewer.isFull = true;
  for (let position = 2; position <= 9; position += 1) {
    look([[HN, position]]);
    await pass(200);
  }
  // The one that filled it.
  expect(viewer.said()).toEqual(['HN:2']);
  viewer.drain();
  expect(viewer.said()).toEqual(['HN:9']);
});

test('a line that never drains is let go, and leaves nothing behind', async () => {
  const { join, look, viewers } = stand();
  const viewer = join({ gates: [HN] });
  await pass(200);
  viewer.isFull = true;
  look([[HN, 2]]);
  await pass(31_000);
  expect(viewers.count()).toBe(0);
});

test('silence is broken by the instant up to which nothing moved, of the last look that succeeded', async () => {
  const { join, look } = stand();
  const viewer = join();
  await pass(100);
  viewer.said();
  await pass(14_000);
  look();
  const lookedAt = String(Date.now());
  await pass(1_000);
  expect(viewer.said()).toEqual([lookedAt]);
  // The database is away: no look, and the figures may not grow younger.
  await pass(15_000);
  expect(viewer.said()).toEqual([lookedAt]);
});

test('whoever has not been told of a change is not told that nothing changed', async () => {
  const { join, look, breakReads, errors } = stand();
  const [here, there] = [join({ gates: [HN] }), join({ gates: [TT] })];
  await pass(200);
  here.said();
  there.said();
  breakReads(new Error('database away'));
  look([[HN, 2]]);
  await pass(15_000);
  expect(here.said()).toEqual([]);
  expect(there.said()).toHaveLength(1);
  expect(errors.length).toBeGreaterThan(0);
  breakReads(null);
  await pass(15_100);
  expect(here.said()[0]).toBe('HN:2');
});

test('figures without events are told anew within a minute and a beat', async () => {
  const { join } = stand();
  const viewer = join({ gates: [HN] });
  await pass(200);
  viewer.said();
  await pass(75_000);
  expect(viewer.said()).toContain('HN:1');
});

test('a newcomer whose figures cannot be read is let go and comes again', async () => {
  const { join, breakReads, viewers } = stand();
  breakReads(new Error('database away'));
  join();
  await pass(200);
  expect(viewers.count()).toBe(0);
});

test('a packed stream is one gzip file, whenever its viewer came', async () => {
  const { join, look } = stand();
  const early = join({ isPacked: true });
  await pass(500);
  look([[HN, 2]]);
  await pass(500);
  const late = join({ isPacked: true });
  await pass(500);
  look([[TT, 2]]);
  await pass(500);
  const read = (viewer: Connection) => {
    const whole = gunzipSync(Buffer.concat(viewer.chunks), { finishFlush: constants.Z_SYNC_FLUSH });
    return [...whole.toString('utf8').matchAll(/^id: (.*)$/gm)].map(([, id]) => id);
  };
  expect(read(early)).toEqual(['HN:1', 'TT:1', 'HN:2', 'TT:2']);
  expect(read(late)).toEqual(['HN:2', 'TT:1', 'TT:2']);
});
