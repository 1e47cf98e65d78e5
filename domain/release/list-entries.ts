import { isBlank } from '../identifiers/fold-text';
import { type ListField, listFieldOf } from './list-labels';

/** What is said of one container, or of one declaration without any; boxes above it included. */
export type ListEntry = {
  readonly line: number;
  readonly boxes: ReadonlyMap<ListField, string>;
  /** It stands in a table of containers under one declaration. */
  readonly inContainerTable: boolean;
};

type Box = { readonly line: number; readonly text: string };
type Columns = ReadonlyMap<number, ListField>;

/** What belongs to one declaration and must not be handed on to the next. */
const OF_THE_LIST: readonly ListField[] = ['office', 'place', 'madeAt'];

/** The list taken apart into its entries, in the order of the file; nothing is judged here. */
export function readListEntries(lines: readonly (readonly string[])[]): {
  readonly entries: readonly ListEntry[];
  readonly madeAt: Box | null;
} {
  const entries: ListEntry[] = [];
  let boxes = new Map<ListField, Box>();
  let columns: Columns | null = null;
  let rowsOfBlock = 0;
  let madeAt: Box | null = null;

  const closeBlock = () => {
    const declaration = boxes.get('declaration');
    if (declaration !== undefined && rowsOfBlock === 0)
      entries.push({ line: declaration.line, boxes: textsOf(boxes), inContainerTable: false });
  };

  for (const [index, cells] of lines.entries()) {
    const line = index + 1;
    if (cells.every(isBlank)) continue;
    const header = columnsOf(cells);
    if (header !== null) {
      columns = header;
      continue;
    }
    const said = labelled(cells);
    if (said.length > 0) {
      for (const [field, text] of said) {
        if (field === 'declaration' && boxes.has('declaration')) {
          closeBlock();
          boxes = new Map([...boxes].filter(([kept]) => OF_THE_LIST.includes(kept)));
          columns = null;
          rowsOfBlock = 0;
        }
        boxes.set(field, { line, text });
        if (field === 'madeAt') madeAt = { line, text };
      }
      continue;
    }
    if (columns === null) continue;
    const row = rowOf(cells, columns);
    if (row === null) continue;
    rowsOfBlock += 1;
    entries.push({
      line,
      boxes: new Map([...textsOf(boxes), ...row]),
      inContainerTable: ![...columns.values()].includes('declaration'),
    });
  }
  closeBlock();
  return { entries, madeAt };
}

const textsOf = (boxes: ReadonlyMap<ListField, Box>): Map<ListField, string> =>
  new Map([...boxes].map(([field, { text }]) => [field, text]));

/** A line of column names: two of them at least, one of which says what the rows are about, and nothing else known. */
function columnsOf(cells: readonly string[]): Columns | null {
  const named = cells.flatMap((cell, at): [number, ListField][] => {
    // A colon says what follows, a column does not.
    const field = /[:：]\s*$/.test(cell) ? null : listFieldOf(cell);
    return field === null ? [] : [[at, field]];
  });
  const fields = new Set(named.map(([, field]) => field));
  const about = fields.has('declaration') || fields.has('container');
  if (!about || fields.size < 2) return null;
  const filled = cells.filter((cell) => !isBlank(cell)).length;
  return named.length >= filled - 2 ? new Map(named) : null;
}

/** `Số tờ khai: 308…` in one cell, or the name in one cell and what it says in the next; several on one line. */
function labelled(cells: readonly string[]): readonly (readonly [ListField, string])[] {
  const said: [ListField, string][] = [];
  for (let at = 0; at < cells.length; at += 1) {
    const cell = cells[at] ?? '';
    const colon = /^([^:：]{2,60})[:：]\s*(.*)$/s.exec(cell.trim());
    const field = listFieldOf(colon?.[1] ?? cell);
    if (field === null) continue;
    const inside = colon?.[2] ?? '';
    if (!isBlank(inside)) {
      said.push([field, inside]);
      continue;
    }
    const next = cells.findIndex((other, place) => place > at && !isBlank(other));
    const value = cells[next] ?? '';
    if (next < 0 || listFieldOf(value.replace(/[:：]\s*$/, '')) !== null) continue;
    // In a table a row may hold a word that is also a name: only a named box at the start, or with its colon, counts.
    if (colon === null && at > 0 && said.length === 0) continue;
    said.push([field, value]);
    at = next;
  }
  return said;
}

/** Null for sums, signatures and remarks: nothing that names a declaration or a container. */
function rowOf(cells: readonly string[], columns: Columns): ReadonlyMap<ListField, string> | null {
  const row = new Map<ListField, string>();
  for (const [at, field] of columns) {
    const text = cells[at] ?? '';
    if (!isBlank(text)) row.set(field, text);
  }
  const named = row.has('declaration') || row.has('container');
  return named || row.size >= 2 ? row : null;
}

/** Names known in a file: of several worksheets the list is the one with most. */
export function knownLabels(lines: readonly (readonly string[])[]): number {
  const fields = lines.slice(0, 60).flatMap((cells) => cells.flatMap((cell) => labelIn(cell)));
  return new Set(fields).size;
}
const labelIn = (cell: string): readonly ListField[] => {
  const field = listFieldOf(cell.split(/[:：]/, 1)[0] ?? '');
  return field === null ? [] : [field];
};
