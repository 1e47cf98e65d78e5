import { setTimeout as pause } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { type Kept, keep } from './keeper';

type Fake = Kept & { die(): void; isStopped: boolean };

function fake(): Fake {
  let die: () => void = () => undefined;
  const ended = new Promise<void>((resolve) => {
    die = resolve;
  });
  const one: Fake = {
    ended,
    die,
    isStopped: false,
    stop: async () => {
      one.isStopped = true;
      die();
    },
  };
  return one;
}

function keepFakes(deathsAllowed = 2) {
  const made: Fake[] = [fake()];
  const said: string[] = [];
  const [first] = made;
  if (first === undefined) throw new Error('no first');
  const restart = async () => {
    const next = fake();
    made.push(next);
    return next;
  };
  const keeper = keep(first, {
    name: 'server',
    restart,
    say: (text) => said.push(text),
    deathsAllowed,
    pauseMs: 5,
  });
  return { made, said, keeper };
}

test('a process that dies is started again and the terminal told', async () => {
  const { made, said } = keepFakes();
  made[0]?.die();
  await expect.poll(() => made.length).toBe(2);
  expect(said).toEqual(['The server ended unexpectedly; starting it again.']);
});

test('one that dies again and again is given up with a reason', async () => {
  const { made, keeper } = keepFakes(2);
  for (const count of [1, 2, 3]) {
    await expect.poll(() => made.length).toBe(count);
    made.at(-1)?.die();
  }
  expect(await keeper.gaveUp).toBe('The server ended 3 times within a minute');
  expect(made).toHaveLength(3);
});

test('one that is stopped is not started again, even when it had just died', async () => {
  const { made, keeper } = keepFakes();
  made[0]?.die();
  await keeper.stop();
  await pause(30);
  expect(made).toHaveLength(1);
});
