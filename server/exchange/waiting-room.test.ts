import { expect, test } from 'vitest';
import { type Entry, makeWaitingRoom } from './waiting-room';

const stay = () => new AbortController().signal;

function room(inside = 2) {
  const clock = { at: 0 };
  return { clock, ...makeWaitingRoom({ inside, longestWaitMs: 1000, now: () => clock.at }) };
}

async function within(entry: Promise<Entry>): Promise<() => void> {
  const found = await entry;
  if (found.kind !== 'in') throw new Error(`not in but ${found.kind}`);
  return found.leave;
}

test('as many as fit are inside, the others come in the order in which they came', async () => {
  const { enter } = room();
  const [first, second] = [await within(enter(stay())), await within(enter(stay()))];
  const came: string[] = [];
  const third = within(enter(stay())).finally(() => came.push('third'));
  const fourth = within(enter(stay())).finally(() => came.push('fourth'));
  await Promise.resolve();
  expect(came).toEqual([]);
  first();
  first();
  await third;
  expect(came).toEqual(['third']);
  second();
  await fourth;
  expect(came).toEqual(['third', 'fourth']);
});

test('whoever gives up leaves no trace: the next one comes in', async () => {
  const { enter } = room(1);
  const leave = await within(enter(stay()));
  const impatient = new AbortController();
  const gone = enter(impatient.signal);
  const next = enter(stay());
  impatient.abort();
  expect(await gone).toEqual({ kind: 'gone' });
  leave();
  expect((await next).kind).toBe('in');
  expect(await enter(impatient.signal)).toEqual({ kind: 'gone' });
});

test('who would wait too long is given a time of its own, each a little later', async () => {
  const { enter } = room(1);
  await within(enter(stay()));
  // At the first guess of 25 ms each, forty fill a second.
  for (let n = 0; n < 40; n += 1) void enter(stay());
  const told: number[] = [];
  for (let n = 0; n < 200; n += 1) {
    const entry = await enter(stay());
    if (entry.kind === 'later') told.push(entry.seconds);
  }
  expect(told).toHaveLength(200);
  expect(told).toEqual(told.toSorted((a, b) => a - b));
  expect([told[0], told.at(-1)]).toEqual([2, 6]);
});

test('a fast machine lets more wait, a slow one fewer', async () => {
  const held = async (eachMs: number) => {
    const { enter, clock } = room(1);
    let leave = await within(enter(stay()));
    for (let n = 0; n < 500; n += 1) {
      const [next, behind] = [enter(stay()), new AbortController()];
      void enter(behind.signal);
      clock.at += eachMs;
      leave();
      leave = await within(next);
      behind.abort();
    }
    let waiting = 0;
    const probe = async () => (await Promise.race([enter(stay()), Promise.resolve(null)])) === null;
    while (waiting < 1000 && (await probe())) waiting += 1;
    return waiting;
  };
  expect(await held(10)).toBeGreaterThan(80);
  expect(await held(100)).toBeLessThan(20);
});
