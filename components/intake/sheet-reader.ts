import { sha256 } from '@noble/hashes/sha2.js';
import type { ColumnMeaning } from '@/domain/declaration/column-names';
import { type ColumnChoices, mapColumns } from '@/domain/declaration/map-columns';
import { type ManifestRow, readManifest } from '@/domain/declaration/read-manifest';
import {
  type FieldFault,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from '@/domain/declaration/submission';
import { BYTES_PER_PART, ROWS_PER_PART } from '@/domain/intake/limits';
import { rowLabel } from '@/domain/intake/row-name';
import { toHex } from '@/domain/shared/hex';
import { canonicalJson } from '@/domain/sync/canonical-json';
import type { Sheet } from '@/sheets/read-sheet';

/** Lines that are looked at to tell what a column holds. */
const SAMPLE_LINES = 300;
/** Faulty rows that a preview shows; all of them are counted. */
const MOST_SHOWN = 100;
const ROWS_PER_PROGRESS = 500;
const LONGEST_LABEL = 40;

export type ColumnView = {
  readonly header: string;
  /** What it is taken for; null: it is not used, or nobody knows yet. */
  readonly meaning: ColumnMeaning | null;
  /** Something to recognise it by: its first cell that is not empty. */
  readonly example: string;
  /** Somebody has to say what it is; these are likely. */
  readonly candidates: readonly ColumnMeaning[];
};

export type FaultyRow = {
  readonly label: string;
  readonly submission: Submission;
  /** Each with what stands in the cell, and its header. */
  readonly faults: readonly (FieldFault & { readonly header: string; readonly typed: string })[];
};

export type Preview = {
  /** Of the file and of what its columns are taken for. */
  readonly fileHash: string;
  readonly columns: readonly ColumnView[];
  /** Needed fields without a column: to be given for all rows. */
  readonly missing: readonly SubmissionField[];
  readonly rows: number;
  readonly good: number;
  readonly faulty: readonly FaultyRow[];
};

/** A row on its way to the centre; the same shape as the centre takes. */
export type UploadRow = {
  readonly place: number;
  readonly label: string;
  /** Empty boxes are left out: most of a sheet is. */
  readonly submission: Partial<Submission>;
  readonly twiceOf: { readonly row: string; readonly plate: string } | null;
};

export type Answers = {
  readonly choices: ColumnChoices;
  /** Values for rows that have none. */
  readonly defaults: Partial<Submission>;
};

export type ReadManifest = { readonly preview: Preview; readonly rows: readonly ManifestRow[] };

const labelOf = ({ row }: ManifestRow, at: number): string => rowLabel(String(row), at + 1);

/** IM-1, IM-6: a sheet with its columns understood and every row judged by the rules of the form. */
export function readForImport(
  sheet: Sheet,
  contentHash: Uint8Array,
  { choices, defaults }: Answers,
  onProgress: (done: number) => void = () => undefined,
): ReadManifest {
  const sample = sheet.rows.slice(0, SAMPLE_LINES);
  const { mapping, unsure, missing } = mapColumns(sheet.header, sample, choices);
  const rows = readManifest(sheet.rows, mapping, defaults, (done) => {
    if (done % ROWS_PER_PROGRESS === 0) onProgress(done);
  });
  const meaningAt = new Map<number, ColumnMeaning>();
  for (const field of SUBMISSION_FIELDS) {
    const column = mapping.columns[field];
    if (column !== undefined) meaningAt.set(column, field);
  }
  if (!meaningAt.has(mapping.rowColumn) && sheet.header[mapping.rowColumn] !== undefined)
    meaningAt.set(mapping.rowColumn, 'row');
  const faulty = rows.flatMap((row, at) => (row.accepted === null ? [{ row, label: labelOf(row, at) }] : []));
  const headerOf = (field: SubmissionField): string =>
    sheet.header[mapping.columns[field] ?? -1]?.replace(/^\ufeff/, '').trim() ?? '';
  const said = canonicalJson({ columns: mapping.columns, defaults, rowColumn: mapping.rowColumn });
  return {
    rows,
    preview: {
      fileHash: toHex(sha256(Uint8Array.from([...contentHash, ...new TextEncoder().encode(said)]))),
      columns: sheet.header.flatMap((header, at) =>
        header.trim() === ''
          ? []
          : [
              {
                header,
                meaning: meaningAt.get(at) ?? null,
                example: (sample.find((cells) => (cells[at] ?? '').trim() !== '')?.[at] ?? '').slice(0, 60),
                candidates: unsure.find(({ column }) => column === at)?.candidates ?? [],
              },
            ],
      ),
      missing: missing.filter((field) => (defaults[field] ?? '') === ''),
      rows: rows.length,
      good: rows.length - faulty.length,
      faulty: faulty.slice(0, MOST_SHOWN).map(({ row, label }) => ({
        label,
        submission: row.submission,
        faults: row.faults.map((fault) => ({
          ...fault,
          header: headerOf(fault.field),
          typed: row.submission[fault.field].slice(0, 60),
        })),
      })),
    },
  };
}

/** The next rows after `from`, in the order of the sheet, as many as one request holds. */
export function rowsToSend(rows: readonly ManifestRow[], from: number): readonly UploadRow[] {
  const part: UploadRow[] = [];
  let bytes = 0;
  for (const [at, row] of rows.slice(from, from + ROWS_PER_PART).entries()) {
    const sent = toSend(row, from + at + 1);
    bytes += new TextEncoder().encode(JSON.stringify(sent)).length;
    if (part.length > 0 && bytes > BYTES_PER_PART) break;
    part.push(sent);
  }
  return part;
}

function toSend(row: ManifestRow, place: number): UploadRow {
  const twice = row.faults.find(({ code }) => code === 'PL-TWICE');
  return {
    place,
    label: labelOf(row, place - 1),
    submission: Object.fromEntries(Object.entries(row.submission).filter(([, text]) => text !== '')),
    twiceOf: twice
      ? {
          row: (twice.detail.row ?? '').slice(0, LONGEST_LABEL),
          plate: (twice.detail.plate ?? '').slice(0, LONGEST_LABEL),
        }
      : null,
  };
}
