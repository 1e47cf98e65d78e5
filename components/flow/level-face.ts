import table from '@/domain/gate/gates.json' with { type: 'json' };

export type Level = 'green' | 'yellow' | 'orange' | 'red';
type Row = { readonly level: string; readonly below: number | null };

const LEVELS: readonly Level[] = ['green', 'yellow', 'orange', 'red'];
function levelOf(rows: readonly Row[], value: number): Level {
  const row = rows.find((each) => each.below === null || value < each.below);
  return LEVELS.find((level) => level === row?.level) ?? 'red';
}
export const levelOfGate = (count: number, capacity: number): Level =>
  levelOf(table.levels.gate, count / capacity);
export const levelOfProvince = (waiting: number): Level => levelOf(table.levels.province, waiting);
