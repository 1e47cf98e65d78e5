import type { Action } from './actions';
import type { Run } from './simulate';

const LAST = 40;

/** What somebody needs to see a breach again: seed, step, the shortest trail, how to play it. */
export function describeBreach(
  run: Run,
  trail: readonly Action[],
  how: { readonly steps: number; readonly kind: string },
): string {
  const { breach, seed } = run;
  if (breach === null) return '';
  return [
    `seed ${seed}, step ${breach.step}: ${breach.invariant} does not hold`,
    `  ${breach.what}`,
    `shortest trail, ${trail.length} actions, the last ${Math.min(LAST, trail.length)}:`,
    ...trail.slice(-LAST).map(({ kind, dice }) => `  ${kind} ${dice}`),
    'what happened last:',
    ...run.lines.slice(-LAST).map((line) => `  ${line}`),
    `again: npm run simulate:sync -- --seed ${seed} --seeds 1 --steps ${how.steps} --store ${how.kind}`,
    '',
  ].join('\n');
}
