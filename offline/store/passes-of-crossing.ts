import type { PassRow } from './rows';

/** Of the passes of one crossing the one that is in force: a substitution makes another, and the old one stays on board. */
export const inForce = (rows: readonly PassRow[]): PassRow | null =>
  rows.findLast(({ isDead }) => isDead !== true) ?? rows.at(-1) ?? null;

/**
 * One of each crossing, in the order of the first; a pass whose crossing nobody knows here is one for itself, and so are rows
 * of before, of which nobody can say which is in force.
 */
export function onePerCrossing(rows: readonly PassRow[]): readonly PassRow[] {
  const groups = new Map<string, PassRow[]>();
  for (const row of rows) {
    const key = row.crossingId ?? row.passId;
    groups.set(key, [...(groups.get(key) ?? []), row]);
  }
  return [...groups.values()].flatMap((group) =>
    group.some(({ isDead }) => isDead === undefined) ? group : (inForce(group) ?? []),
  );
}

/** Every pass that speaks of one crossing, each once; `asked` may be unknown here. */
export const passIdsOf = (asked: string | null, rows: readonly PassRow[]): string[] => [
  ...new Set([...(asked === null ? [] : [asked]), ...rows.map(({ passId }) => passId)]),
];
