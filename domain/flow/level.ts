import table from '../gate/gates.json' with { type: 'json' };

export const FLOW_LEVELS = ['green', 'yellow', 'orange', 'red'] as const;
export type FlowLevel = (typeof FLOW_LEVELS)[number];

type Row = { readonly level: FlowLevel; readonly below: number | null };
/** Held to its shape by a test: a public board does not load zod. */
const levels = table.levels as { readonly province: readonly Row[]; readonly gate: readonly Row[] };

const levelOf = (rows: readonly Row[], value: number): FlowLevel =>
  rows.find(({ below }) => below === null || value < below)?.level ?? 'red';

/**
 * How full it is (FL-7): the province by vehicles waiting, in the national map's four steps; a gate or yard by its
 * share of its own capacity, null where that is not published.
 */
export function flowLevel(
  place:
    | { readonly kind: 'province'; readonly waiting: number }
    | { readonly kind: 'gate'; readonly standing: number; readonly capacity: number | null },
): FlowLevel | null {
  if (place.kind === 'province') return levelOf(levels.province, place.waiting);
  if (place.capacity === null || place.capacity <= 0) return null;
  return levelOf(levels.gate, place.standing / place.capacity);
}
