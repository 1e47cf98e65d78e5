import { expect, test } from 'vitest';
import { STANDARD_PROCESSES } from '@/domain/process/standard-processes';
import { chanceOf } from './chance';
import { deedsOf } from './schedule';

const played = (seed: number) => {
  const chance = chanceOf(seed);
  return STANDARD_PROCESSES.flatMap((process) =>
    Array.from({ length: 40 }, () => ({ process, deeds: deedsOf(process, 600, chance) })),
  );
};

test('the same seed plays the same day, another seed another one', () => {
  expect(played(7)).toEqual(played(7));
  expect(played(7)).not.toEqual(played(8));
});

test('a vehicle that comes is ticked by agencies its process asks for, and never before it arrived', () => {
  const days = played(1);
  const came = days.filter(({ deeds }) => deeds !== null);
  expect(came.length).toBeGreaterThan(days.length / 2);
  expect(came.length).toBeLessThan(days.length);
  for (const { process, deeds } of came) {
    const first = deeds?.[0]?.minute ?? 0;
    for (const deed of deeds ?? []) {
      expect(process.steps.find(({ id }) => id === deed.step)?.agencies).toContain(deed.agency);
      expect(deed.minute).toBeGreaterThanOrEqual(first);
    }
  }
});

test('some ticks come before their turn and some passes are used twice, or the day would prove nothing', () => {
  const deeds = played(3).flatMap((day) =>
    (day.deeds ?? []).map((deed) => ({ ...deed, process: day.process })),
  );
  expect(deeds.some(({ twice }) => twice)).toBe(true);
  const outOfTurn = played(3).some(({ process, deeds: own }) =>
    (own ?? []).some((deed, at) =>
      process.steps
        .find(({ id }) => id === deed.step)
        ?.after.some((before) => (own ?? []).slice(at + 1).some(({ step }) => step === before)),
    ),
  );
  expect(outOfTurn).toBe(true);
});
