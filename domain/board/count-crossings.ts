import type { CrossingState } from '../crossing/state';
import type { Direction, Party, Stage } from '../shared/vocabulary';
import type { GateSnapshot } from './snapshot';

/** What the figures of a board need of a crossing: a `CrossingState` or a row of its projection. */
export type Counted = Pick<CrossingState, 'direction' | 'stage' | 'ended' | 'waitingOn'>;

/** Live crossings by direction and stage; `left` counts those completed since `dayStart`, ms (BO-1). */
export function countStages(crossings: Iterable<Counted>, dayStart: number): GateSnapshot['counts'] {
  const none = (): Record<Stage, number> => ({
    declared: 0,
    staging: 0,
    called: 0,
    gate: 0,
    yard: 0,
    line: 0,
    left: 0,
  });
  const counts: Record<Direction, Record<Stage, number>> = { export: none(), import: none() };
  for (const { direction, stage, ended } of crossings) {
    if (direction === null) continue;
    if (ended === null) counts[direction][stage] += 1;
    else if (ended.kind === 'completed' && ended.at >= dayStart) counts[direction].left += 1;
  }
  return counts;
}

/** Who is being waited for, at how many live crossings, since when at the longest; longest first (BO-2). */
export function countWaiting(crossings: Iterable<Counted>): GateSnapshot['waiting'] {
  const byAgency = new Map<Party, { agency: Party; count: number; longestSince: number }>();
  for (const { waitingOn, ended } of crossings) {
    if (ended !== null) continue;
    for (const agency of new Set(waitingOn.map((wait) => wait.agency))) {
      const since = Math.min(...waitingOn.flatMap((wait) => (wait.agency === agency ? [wait.since] : [])));
      const held = byAgency.get(agency) ?? { agency, count: 0, longestSince: since };
      byAgency.set(agency, {
        agency,
        count: held.count + 1,
        longestSince: Math.min(held.longestSince, since),
      });
    }
  }
  return [...byAgency.values()].sort((a, b) => a.longestSince - b.longestSince);
}

const HOUR_MS = 3_600_000;

/** Vehicles that left in the running clock hour and the `hours` before it, oldest first, empty hours too (BO-3). */
export function countLeftPerHour(
  crossings: Iterable<Counted>,
  now: number,
  hours: number,
): GateSnapshot['leftPerHour'] {
  const first = (Math.floor(now / HOUR_MS) - hours) * HOUR_MS;
  const figures = Array.from({ length: hours + 1 }, (_, n) => ({
    hourStart: first + n * HOUR_MS,
    export: 0,
    import: 0,
  }));
  for (const { direction, ended } of crossings) {
    if (direction === null || ended?.kind !== 'completed') continue;
    const figure = figures[Math.floor((ended.at - first) / HOUR_MS)];
    if (figure !== undefined) figure[direction] += 1;
  }
  return figures;
}
