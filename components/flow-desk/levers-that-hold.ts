import type { Lever } from '@/domain/flow/levers';
import { concerns, type Queue } from '@/domain/flow/queue';

/** Levers over a queue that have not run out, those that hold already first. */
export const leversThatHold = (levers: readonly Lever[], queue: Queue, now: number): readonly Lever[] =>
  levers
    .filter((lever) => concerns({ ...lever, classes: null }, queue) && (lever.to === null || now < lever.to))
    .toSorted((a, b) => a.from - b.from);
