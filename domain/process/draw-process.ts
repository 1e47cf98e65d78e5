import type { StepId } from '../shared/identity';
import type { Process } from './process';

export type DrawnStep = {
  readonly id: StepId;
  /** Steps that must come before it, at most: it stands one column further than the furthest of them. */
  readonly column: number;
  /** Place within its column, from the top, in the document's order. */
  readonly row: number;
};
export type DrawnLink = {
  readonly from: StepId;
  readonly to: StepId;
  /** A fact that must hold, and not only an order. */
  readonly isPrecondition: boolean;
};
export type Drawing = {
  readonly steps: readonly DrawnStep[];
  readonly links: readonly DrawnLink[];
  readonly columns: number;
  readonly rows: number;
};

/**
 * A document as a graph in columns, left to right (PR-14). Total: names that do not exist are left out, and a cycle, of
 * which `validateProcess` tells, is cut where the document closes it.
 */
export function drawProcess(process: Pick<Process, 'steps' | 'preconditions'>): Drawing {
  const known = new Set(process.steps.map(({ id }) => id));
  const links: DrawnLink[] = [
    ...process.steps.flatMap(({ id, after }) =>
      after.map((from) => ({ from, to: id, isPrecondition: false })),
    ),
    ...process.preconditions.flatMap(({ step, needs }) =>
      needs.map((from) => ({ from, to: step, isPrecondition: true })),
    ),
  ].filter(({ from, to }) => known.has(from) && known.has(to) && from !== to);
  const columns = new Map<StepId, number>();
  const open = new Set<StepId>();
  const columnOf = (id: StepId): number => {
    const placed = columns.get(id);
    if (placed !== undefined) return placed;
    if (open.has(id)) return -1;
    open.add(id);
    const before = links.filter(({ to }) => to === id).map(({ from }) => columnOf(from));
    const column = Math.max(-1, ...before) + 1;
    columns.set(id, column);
    return column;
  };
  const filled: number[] = [];
  const seen = new Set<StepId>();
  const steps = process.steps.flatMap(({ id }): DrawnStep[] => {
    if (seen.has(id)) return [];
    seen.add(id);
    const column = columnOf(id);
    const row = filled[column] ?? 0;
    filled[column] = row + 1;
    return [{ id, column, row }];
  });
  return { steps, links, columns: filled.length, rows: Math.max(0, ...filled.map((count) => count ?? 0)) };
}
