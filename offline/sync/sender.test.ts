import { expect, test } from 'vitest';
import { memoryStore } from '../store/memory-store';
import { deviceNo, enrolSample, passNo, scanDraft, writeOne } from '../testing/samples';
import { waitMs } from './backoff';
import { batchOf } from './batch';
import { createSender, type Timers } from './sender';
import { type Failure, failed } from './transport';

const clock = { wall: () => 1000, mono: () => 0, boot: 'b' };

test('OF-14 every 30 s, later and later while it fails, at most 5 min, never all tablets at once', () => {
  const gone: Failure = { kind: 'unreachable' };
  expect(waitMs(0, null, 0.5)).toBe(30_000);
  expect([1, 2, 3, 4, 5, 9].map((failures) => waitMs(failures, gone, 0.5) / 1000)).toEqual([
    30, 60, 120, 240, 300, 300,
  ]);
  expect([waitMs(1, gone, 0), waitMs(1, gone, 0.999)].map((ms) => Math.round(ms / 1000))).toEqual([24, 36]);
  // Who is given a time comes then, however often it was told to come later, and never before.
  for (const failures of [1, 7])
    expect(
      [0, 0.999].map((chance) => waitMs(failures, { kind: 'busy', retryAfterMs: 12_000 }, chance)),
    ).toEqual([12_000, 12_599]);
  expect(waitMs(1, { kind: 'busy', retryAfterMs: 3_600_000 }, 0)).toBe(300_000);
  expect(waitMs(2, { kind: 'busy', retryAfterMs: null }, 0.5)).toBe(60_000);
});

test('OF-14 a wish during an exchange is one more after it; one sender, one exchange at a time', async () => {
  const planned: number[] = [];
  const timers: Timers = {
    after: (ms) => {
      planned.push(ms);
      return () => undefined;
    },
  };
  let running = 0;
  let most = 0;
  let turns = 0;
  const sender = createSender({
    exchange: async () => {
      running += 1;
      most = Math.max(most, running);
      turns += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      running -= 1;
      return { kind: 'done' };
    },
    clock,
    timers,
    chance: () => 0.5,
    elect: (work) => work(),
  });
  sender.start();
  await Promise.all([sender.turn(), sender.turn(), sender.turn()]);
  expect({ most, turns }).toEqual({ most: 1, turns: 2 });
  expect(sender.connection().kind).toBe('online');
  expect(planned.at(-1)).toBe(30_000);
});

test('OF-14 the network is said to be back while an exchange fails: one more at once, and the next ones soon', async () => {
  const planned: number[] = [];
  let turns = 0;
  const sender = createSender({
    exchange: async () => {
      turns += 1;
      await new Promise((resolve) => setTimeout(resolve, 1));
      return failed({ kind: 'unreachable' });
    },
    clock,
    timers: {
      after: (ms) => {
        planned.push(ms / 1000);
        return () => undefined;
      },
    },
    chance: () => 0.5,
    elect: (work) => work(),
  });
  sender.start();
  await sender.turn();
  await sender.turn();
  // A deed asks too, and is no reason to ask a dead line twice.
  expect({ turns, planned }).toEqual({ turns: 2, planned: [30, 60] });
  const underWay = sender.turn();
  await Promise.all([underWay, sender.retry()]);
  expect({ turns, planned }).toEqual({ turns: 4, planned: [30, 60, 3.75, 7.5] });
  await sender.turn();
  await sender.turn();
  await sender.turn();
  expect(planned.slice(4)).toEqual([15, 30, 60]);
});

test('OF-9 each failure is said as what it is, with the time of the next try, and a bug is not the end', async () => {
  const timers: Timers = { after: () => () => undefined };
  const outcomes: (() => never | ReturnType<typeof failed>)[] = [
    () => failed({ kind: 'not-the-centre' }),
    () => failed({ kind: 'needs-update' }),
    () => {
      throw new Error('bug');
    },
  ];
  let at = 0;
  const sender = createSender({
    exchange: async () => (outcomes[at] ?? (() => failed({ kind: 'unreachable' })))(),
    clock,
    timers,
    chance: () => 0.5,
    elect: (work) => work(),
  });
  sender.start();
  await sender.turn();
  expect(sender.connection()).toMatchObject({ kind: 'offline', reason: 'not-the-centre', retryAt: 31_000 });
  at = 1;
  await sender.turn();
  expect(sender.connection().kind).toBe('needs-update');
  at = 2;
  await sender.turn();
  expect(sender.connection()).toMatchObject({ kind: 'offline', reason: 'refused' });
});

test('OF-44 the sender tells the reason with what else it can see, and a look that fails changes nothing', async () => {
  let clockOffMs = 0;
  let blind = false;
  const sender = createSender({
    exchange: async () => failed({ kind: 'unreachable' }),
    clock,
    timers: { after: () => () => undefined },
    chance: () => 0.5,
    elect: (work) => work(),
    outlook: async () => {
      if (blind) throw new Error('no store');
      return { hasNetwork: true, isSecure: true, clockOffMs };
    },
  });
  const reason = async () => {
    await sender.turn();
    const connection = sender.connection();
    return connection.kind === 'offline' ? connection.reason : connection.kind;
  };
  expect(await reason()).toBe('certificate');
  clockOffMs = 3_600_000;
  expect(await reason()).toBe('clock');
  blind = true;
  expect(await reason()).toBe('unreachable');
});

test('OF-1 a batch keeps to 200 events and 256 kB, and a single large event goes out alone', async () => {
  const store = memoryStore();
  await enrolSample(store, deviceNo(1));
  const event = await writeOne(store, scanDraft(passNo(1)));
  expect(batchOf(Array(500).fill(event))).toHaveLength(200);
  const large = { ...event, sealed: 'x'.repeat(100_000) };
  expect(batchOf([large, large, large])).toHaveLength(2);
  expect(batchOf([{ ...event, sealed: 'x'.repeat(400_000) }, event])).toHaveLength(1);
});
