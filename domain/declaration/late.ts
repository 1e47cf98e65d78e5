import type { Late, LateField } from '../sync/declared-details';

export type LateStanding = Late & { readonly isOverdue: boolean };

/**
 * DE-10: what was to be told later and has not been, soonest first. A field that has been given is told, whoever gave
 * it. `given`: fields that stand now.
 */
export function openLate(
  late: readonly Late[],
  given: ReadonlySet<LateField>,
  now: number,
): readonly LateStanding[] {
  return late
    .filter(({ field }) => !given.has(field))
    .map((one) => ({ ...one, isOverdue: one.dueAt < now }))
    .toSorted((a, b) => a.dueAt - b.dueAt);
}
