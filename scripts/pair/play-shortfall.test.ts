import { expect, test } from 'vitest';
import { HOUR } from '@/domain/flow/simulation/episode';
import { EPISODES } from '@/domain/flow/simulation/episodes';
import { arrivalsOf, STEP } from './play-shortfall';

test('all of the episode’s day come once, those of the night at the opening, in the hours in which it has them', () => {
  const queue = EPISODES.find(({ id }) => id === 'neighbour-shortfall')?.queues[0];
  if (queue === undefined) throw new Error('no such episode');
  const opening = queue.startsAt + 7 * HOUR;
  const steps = (17 * HOUR) / STEP;
  const came = Array.from({ length: steps }, (_, step) => arrivalsOf(queue, opening + step * STEP, step));
  expect(came.reduce((sum, each) => sum + each, 0)).toBe(queue.perDay);
  expect(came[0]).toBeGreaterThan(Math.max(...came.slice(1)));
  const total = queue.cells.reduce((sum, { vehicles }) => sum + vehicles, 0);
  const at14 = queue.cells.reduce((sum, { hour, vehicles }) => sum + (hour === 14 ? vehicles : 0), 0);
  const played = came.slice(42, 48).reduce((sum, each) => sum + each, 0);
  expect(Math.abs(played - (queue.perDay * at14) / total)).toBeLessThanOrEqual(1);
});
