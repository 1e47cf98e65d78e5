/**
 * Small counts of the open data (RP-17): a count of one to four vehicles in a breakdown, beside a time and a gate, may be a
 * vehicle that somebody knows. Such a count is withheld; so that it cannot be told from the total, so is the next smallest.
 */
export const SMALLEST_TOLD = 5;

/** The counts of one breakdown with those that are not told as null; zero is told, and so is the total beside it. */
export function withholdSmall(counts: readonly number[]): readonly (number | null)[] {
  const hidden = new Set(counts.flatMap((count, at) => (count > 0 && count < SMALLEST_TOLD ? [at] : [])));
  const sum = () => [...hidden].reduce((total, at) => total + (counts[at] ?? 0), 0);
  // One alone, or several that are known to be few together, would follow from the total.
  while (hidden.size > 0 && (hidden.size === 1 || sum() < SMALLEST_TOLD)) {
    const next = counts
      .map((count, at) => ({ count, at }))
      .filter(({ count, at }) => count > 0 && !hidden.has(at))
      .sort((a, b) => a.count - b.count || a.at - b.at)[0];
    if (next === undefined) break;
    hidden.add(next.at);
  }
  return counts.map((count, at) => (hidden.has(at) ? null : count));
}

/** A total that is itself so small is withheld as well: all of it may be one kind. */
export const tellTotal = (total: number): number | null =>
  total > 0 && total < SMALLEST_TOLD ? null : total;

/** A time of fewer vehicles is one vehicle's own time. */
export const isTellable = (vehicles: number): boolean => vehicles >= SMALLEST_TOLD;
