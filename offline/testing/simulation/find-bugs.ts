import type { Bug } from './bug';
import type { Invariant } from './ledger';
import { PLANTED_BUGS } from './planted-bugs';
import { simulate } from './simulate';
import { inMemory } from './stores';

export type Finding = {
  readonly bug: string;
  /** Null: it was not found. */
  readonly caughtBy: Invariant | null;
  readonly seed: number;
  readonly step: number;
  readonly what: string;
};

/** Plays seeds with the bug switched on until a promise breaks, at most `seeds` of them. */
export async function findBug(bug: Bug, seeds: number, steps: number): Promise<Finding> {
  for (let seed = 1; seed <= seeds; seed += 1) {
    const { breach } = await simulate({ ...inMemory(), seed, steps, bug });
    if (breach !== null)
      return { bug: bug.name, caughtBy: breach.invariant, seed, step: breach.step, what: breach.what };
  }
  return { bug: bug.name, caughtBy: null, seed: seeds, step: 0, what: '' };
}

export async function findAllBugs(seeds: number, steps: number): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  for (const bug of PLANTED_BUGS) findings.push(await findBug(bug, seeds, steps));
  return findings;
}
