import * as z from 'zod';

/**
 * An import of a firm's sheet (IM-4):
 *
 *   arriving ──all rows here, "file"──▶ filing ──no good row left──▶ done
 *
 * and each of its rows:
 *
 *   good ──filed──▶ filed          faulty ──corrected──▶ filed
 *     └──vehicle under way──▶ faulty    └──left out──▶ dropped ──put back──▶ faulty
 */
export const IMPORT_STATES = ['arriving', 'filing', 'done'] as const;
export type ImportState = (typeof IMPORT_STATES)[number];

export const ROW_STATES = ['good', 'faulty', 'filed', 'dropped'] as const;
export const rowStateSchema = z.enum(ROW_STATES);
export type RowState = z.infer<typeof rowStateSchema>;

export type RowCounts = Readonly<Record<RowState, number>>;
export const NO_ROWS: RowCounts = { good: 0, faulty: 0, filed: 0, dropped: 0 };

/** Rows that have arrived, whatever became of them. */
export const arrived = (counts: RowCounts): number =>
  ROW_STATES.reduce((sum, state) => sum + counts[state], 0);

/** How far an import is, 0 to 1: arriving by rows that are here, filing by good rows that are filed. */
export function progressOf(state: ImportState, counts: RowCounts, rowCount: number): number {
  if (state === 'done') return 1;
  if (state === 'arriving') return rowCount === 0 ? 0 : Math.min(1, arrived(counts) / rowCount);
  const toFile = counts.good + counts.filed;
  return toFile === 0 ? 1 : counts.filed / toFile;
}
