import { isBlank } from '../identifiers/fold-text';
import type { WeightUnit } from '../identifiers/weight';
import { contentReveals, contentSpeaks, countsRows } from './column-content';
import { type HeaderReading, readHeader, readWholeHeader, unitInHeader } from './column-header';
import type { ColumnMeaning } from './column-names';
import type { SubmissionField } from './submission';

/** Which column of a sheet holds which field. */
export type ColumnMapping = {
  /** As in the file, untouched: faults are reported under them. */
  readonly headers: readonly string[];
  readonly columns: Readonly<Partial<Record<SubmissionField, number>>>;
  /** Column with the rows' own numbers; the first one unless a header says otherwise. */
  readonly rowColumn: number;
  /** Unit that the weight's header gives, for rows that give none. */
  readonly weightUnit: WeightUnit | '';
};

/** A column that somebody has to be asked about. */
export type UnsureColumn = {
  readonly column: number;
  readonly header: string;
  readonly candidates: readonly ColumnMeaning[];
};

export type MappedColumns = {
  readonly mapping: ColumnMapping;
  readonly unsure: readonly UnsureColumn[];
  /** Needed fields without a column; harmless where a value is given for all rows. */
  readonly missing: readonly SubmissionField[];
  /** Headers of columns that mean nothing to us. */
  readonly unused: readonly string[];
};

/** What somebody said about a column, by its header. */
export type ColumnChoices = Readonly<Record<string, ColumnMeaning | 'ignore'>>;

const STRENGTHS = ['name', 'vague', 'inside'] as const satisfies readonly HeaderReading['strength'][];
/** Free text in an unknown column could be one of these, and only a person can tell. */
const TOLD_BY_NOBODY: readonly SubmissionField[] = ['driverName', 'firmName', 'goodsName', 'weight'];

type Column = {
  readonly index: number;
  readonly header: string;
  readonly cells: readonly string[];
  readonly reading: HeaderReading | null;
};

/** Columns find their meanings round by round; a meaning is given once. */
function openAssignment(columns: readonly Column[]) {
  const given = new Map<ColumnMeaning, Column>();
  const settled = new Set<Column>();
  const unsure = new Map<Column, readonly ColumnMeaning[]>();
  const give = (meaning: ColumnMeaning, column: Column) => {
    given.set(meaning, column);
    settled.add(column);
    unsure.delete(column);
  };
  /** One round: each open column proposes; a meaning wanted once is given, one wanted twice goes to its content. */
  const round = (propose: (column: Column) => readonly ColumnMeaning[]) => {
    const wanted = new Map<ColumnMeaning, Column[]>();
    for (const column of columns.filter((open) => !settled.has(open))) {
      const possible = propose(column).filter((meaning) => !given.has(meaning));
      const spoken = possible.filter((meaning) => contentSpeaks(meaning, column.cells) === 'for');
      const [only, ...others] = possible.length > 1 && spoken.length > 0 ? spoken : possible;
      if (only === undefined) continue;
      if (others.length > 0) unsure.set(column, possible);
      else wanted.set(only, [...(wanted.get(only) ?? []), column]);
    }
    for (const [meaning, rivals] of wanted) {
      const fitting = rivals.filter(({ cells }) => contentSpeaks(meaning, cells) === 'for');
      const [winner, second] = rivals.length > 1 && fitting.length > 0 ? fitting : rivals;
      if (winner && !second) give(meaning, winner);
      else for (const rival of rivals) unsure.set(rival, [meaning]);
    }
  };
  return { given, settled, unsure, give, round };
}

const isSilent = (column: Column): boolean => column.cells.length > 0 && column.cells.every(isBlank);

/** What an unknown column might still be, for the question. */
function guesses(
  column: Column,
  open: (meaning: ColumnMeaning) => boolean,
  missing: readonly SubmissionField[],
) {
  if (isBlank(column.header) || isSilent(column)) return [];
  const plausible = TOLD_BY_NOBODY.filter(
    (meaning) => open(meaning) && column.reading === null && contentSpeaks(meaning, column.cells) === 'for',
  );
  const needed = missing.filter((meaning) => contentSpeaks(meaning, column.cells) !== 'against');
  return [...new Set([...plausible, ...needed])];
}

/**
 * ID-39 to ID-43: finds the meaning of each column from its header, from what stands below it where the header is vague
 * or unknown, and says which columns it cannot tell. Order and number of columns do not matter.
 * @param rows some lines below the header
 * @param choices answers already given; they come first
 */
export function mapColumns(
  headers: readonly string[],
  rows: readonly (readonly string[])[] = [],
  choices: ColumnChoices = {},
): MappedColumns {
  const columns = headers.map((header, index): Column => {
    const cells = rows.map((row) => row[index] ?? '');
    return { index, header, cells, reading: readHeader(header) };
  });
  const assignment = openAssignment(columns);
  const { given, settled, unsure } = assignment;
  const chosen = new Map(
    Object.entries(choices).map(([header, meaning]) => [header.trim().normalize('NFC'), meaning]),
  );
  for (const column of columns) {
    const choice = chosen.get(column.header.trim().normalize('NFC'));
    if (choice === 'ignore') settled.add(column);
    else if (choice !== undefined) assignment.give(choice, column);
  }
  for (const strength of STRENGTHS) {
    assignment.round(({ reading, cells }) =>
      reading?.strength !== strength
        ? []
        : reading.meanings.filter(
            (meaning) => strength === 'name' || contentSpeaks(meaning, cells) !== 'against',
          ),
    );
  }
  assignment.round(({ cells }) => contentReveals(cells));

  const rowColumn = given.get('row') ?? columns.find((open) => !settled.has(open) && countsRows(open.cells));
  if (rowColumn) assignment.give('row', rowColumn);

  const has = (meaning: ColumnMeaning): boolean => given.has(meaning);
  const missing: readonly SubmissionField[] = [
    ...(['direction', 'gate', 'plate'] as const).filter((field) => !has(field)),
    ...(has('goodsName') || has('hsCode') ? [] : (['goodsName'] as const)),
    ...(has('firmName') || has('taxCode') ? [] : (['firmName'] as const)),
  ];
  for (const column of columns.filter((open) => !settled.has(open))) {
    const stillOpen = (unsure.get(column) ?? []).filter((meaning) => !has(meaning));
    const candidates =
      stillOpen.length > 0 ? stillOpen : guesses(column, (meaning) => !has(meaning), missing);
    if (candidates.length > 0) unsure.set(column, candidates);
    else unsure.delete(column);
  }
  const fields = [...given].flatMap(([meaning, { index }]) =>
    meaning === 'row' ? [] : [[meaning, index] as const],
  );
  const weightHeader = given.get('weight')?.header;
  return {
    mapping: {
      headers,
      columns: Object.fromEntries(fields),
      rowColumn: rowColumn?.index ?? 0,
      weightUnit: weightHeader === undefined ? '' : unitInHeader(weightHeader),
    },
    unsure: [...unsure].map(([{ index, header }, candidates]) => ({ column: index, header, candidates })),
    missing,
    unused: columns
      .filter((column) => !settled.has(column) && !unsure.has(column) && !isBlank(column.header))
      .map(({ header }) => header),
  };
}

/** Lines that may stand above the header: the firm's name, a title, a date. */
const LINES_ABOVE = 25;

/**
 * ID-39: the line that is the header: the one with most names we know, else the first that is not blank; -1 in a sheet
 * without text. `known` counts the names: two sheets of one file are compared by it.
 */
export function findHeader(rows: readonly (readonly string[])[]): { index: number; known: number } {
  let best = { index: rows.findIndex((row) => row.some((cell) => !isBlank(cell))), known: 0 };
  for (const [index, row] of rows.slice(0, LINES_ABOVE).entries()) {
    // A firm's name in a row of data also has a known word inside: only whole names count.
    const known = new Set(row.flatMap((cell) => readWholeHeader(cell.slice(0, 120))?.meanings[0] ?? [])).size;
    if (known > best.known && known > 1) best = { index, known };
  }
  return best;
}
