import { foldWords, isBlank } from '../identifiers/fold-text';
import { phoneInText } from '../identifiers/phone';
import { released } from '../intake/disarm';
import { checkSubmission } from './check-submission';
import { parseDirection } from './choices';
import type { ColumnMapping } from './map-columns';
import { readPlates } from './plates';
import {
  type AcceptedSubmission,
  type FieldFault,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from './submission';
import { withoutForce } from './text-fault';

/** One row of a manifest, read: a declaration, or a draft with its faults. */
export type ManifestRow = {
  /** The row's own number in the sheet; its text where that is no number; its place where there is none. */
  readonly row: number | string;
  /** What was typed, formulas without force: the draft, if there are faults. */
  readonly submission: Submission;
  readonly accepted: AcceptedSubmission | null;
  readonly faults: readonly FieldFault[];
};

const LONGEST_KEPT = 300;

function submissionOf(
  cells: readonly string[],
  mapping: ColumnMapping,
  defaults: Partial<Submission>,
): Submission {
  const entry = (field: SubmissionField): readonly [SubmissionField, string] => {
    const column = mapping.columns[field];
    const cell = column === undefined ? '' : released(cells[column] ?? '');
    const preset = defaults[field] ?? (field === 'weightUnit' ? mapping.weightUnit : '');
    return [field, isBlank(cell) ? preset : cell];
  };
  const typed = Object.fromEntries(SUBMISSION_FIELDS.map(entry)) as Record<SubmissionField, string>;
  // ID-22: where the sheet has no column for phones, the note is the right place for one.
  if (mapping.columns.driverPhone !== undefined || !isBlank(typed.driverPhone)) return typed;
  return { ...typed, driverPhone: phoneInText(typed.note)?.e164 ?? '' };
}

const rowLabel = (cell: string, place: number): number | string => {
  const text = cell.trim();
  if (text === '') return place;
  return /^\d{1,15}$/.test(text) ? Number(text) : text;
};

/** ID-45: blank lines, sums at the foot and headers repeated between pages are no rows. */
function isRow(cells: readonly string[], mapping: ColumnMapping): boolean {
  const filled = cells.filter((cell) => !isBlank(cell));
  if (filled.length === 0) return false;
  const { headers } = mapping;
  const isHeader = headers.every((header, i) => header.trim() === (cells[i] ?? '').trim());
  if (isHeader) return false;
  const plate = cells[mapping.columns.plate ?? -1] ?? '';
  const isSum = /^(?:tong|tong cong|tong so|cong|total|sum|合计|总计|小计)(?: |$|\d)/;
  return !(isBlank(plate) && filled.some((cell) => isSum.test(foldWords(cell))));
}

function readRow(
  cells: readonly string[],
  mapping: ColumnMapping,
  defaults: Partial<Submission>,
  place: number,
): ManifestRow {
  const typed = submissionOf(cells, mapping, defaults);
  const checked = checkSubmission(typed);
  const kept = Object.fromEntries(
    SUBMISSION_FIELDS.map((field) => [field, withoutForce(typed[field]).slice(0, LONGEST_KEPT)]),
  ) as Record<SubmissionField, string>;
  return { row: rowLabel(cells[mapping.rowColumn] ?? '', place), submission: kept, ...checked };
}

/** Indices from the first row to the last: by the sheet's own numbers where every row has its own, else by place. */
function inOrder(rows: readonly ManifestRow[]): readonly number[] {
  const indices = rows.map((_, i) => i);
  const numbers = rows.map(({ row }) => (typeof row === 'number' ? row : Number.NaN));
  const isNumbered = new Set(numbers).size === rows.length && !numbers.some(Number.isNaN);
  return isNumbered ? indices.sort((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0)) : indices;
}

/** ID-46: who travels, and which way; null where either cannot be read. */
function tripOf({ submission }: ManifestRow): { key: string; plate: string } | null {
  const direction = parseDirection(submission.direction);
  const plates = readPlates(submission.plate);
  if (!direction || !plates.ok) return null;
  const { normalised, display } = plates.value.vehicle;
  return { key: `${direction} ${normalised}`, plate: display };
}

/**
 * ID-44 to ID-47: rows of cells become declarations and drafts. A second trip of one vehicle in the same direction is
 * a fault of the later row, whatever else is wrong with either; out in the morning and back in the afternoon is fine.
 * @param rows the lines below the header
 * @param defaults values for boxes that are empty or have no column, e.g. the gate
 * @param onRow told how many lines are done
 */
export function readManifest(
  rows: readonly (readonly string[])[],
  mapping: ColumnMapping,
  defaults: Partial<Submission> = {},
  onRow: (done: number) => void = () => {},
): readonly ManifestRow[] {
  const read = rows.flatMap((cells, i) => {
    onRow(i + 1);
    return isRow(cells, mapping) ? [readRow(cells, mapping, defaults, i + 1)] : [];
  });
  const firstTrip = new Map<string, number | string>();
  const twice = new Map<number, FieldFault>();
  for (const i of inOrder(read)) {
    const row = read[i];
    const trip = row && tripOf(row);
    if (!row || !trip) continue;
    const first = firstTrip.get(trip.key);
    if (first === undefined) firstTrip.set(trip.key, row.row);
    else
      twice.set(i, { field: 'plate', code: 'PL-TWICE', detail: { plate: trip.plate, row: String(first) } });
  }
  return read.map((row, i) => {
    const fault = twice.get(i);
    return fault ? { ...row, accepted: null, faults: [...row.faults, fault] } : row;
  });
}
