import { arrivalAt, readArrival } from '../declaration/arrival';
import { parseContainer } from '../identifiers/container';
import { parseCustomsDeclaration } from '../identifiers/customs-declaration';
import { isBlank, tidyText } from '../identifiers/fold-text';
import type { IdentifierFaultCode } from '../identifiers/identifier-fault';
import { parseTaxCode } from '../identifiers/tax-code';
import { type ListEntry, readListEntries } from './list-entries';
import { type ListField, readListStatus } from './list-labels';

/** One answer of the list. */
export type EligibleRow = {
  /** Line of the file, from 1. */
  readonly line: number;
  /** First 11 digits. */
  readonly declaration: string;
  /** Null: goods without a container of their own, as most of what goes by road. */
  readonly container: string | null;
  readonly eligible: boolean;
};

export type ListFaultCode =
  | IdentifierFaultCode
  | 'ID-FORMULA'
  | 'EL-STATUS' // a status that we do not know
  | 'EL-TWICE' // said above already
  | 'EL-TIME'; // no time that we can read
export type ListFault = {
  readonly line: number;
  readonly field: ListField;
  readonly code: ListFaultCode;
  readonly detail: Readonly<Record<string, string>>;
};

export type EligibleList = {
  /** When customs' system made it, ms; null when the file does not say. */
  readonly madeAt: number | null;
  readonly rows: readonly EligibleRow[];
  readonly faults: readonly ListFault[];
  /** Entries read, good and faulty. */
  readonly entries: number;
};

/**
 * RE-7: customs' list of what is eligible to pass the supervised area, in the layout that public descriptions give: boxes
 * above (office, place, firm, tax code, declaration, status, date, regime, channel), then a row per container, or none
 * for other goods; or flat, with a column for each. Every fault is told; a faulty entry hides no other.
 */
export function readEligibleList(lines: readonly (readonly string[])[]): EligibleList {
  const { entries, madeAt } = readListEntries(lines);
  const faults: ListFault[] = [];
  const kept = new Map<string, EligibleRow>();
  for (const entry of entries) {
    const read = readEntry(entry);
    if (!('row' in read)) {
      faults.push(...read.faults);
      continue;
    }
    const { row } = read;
    const key = `${row.declaration}/${row.container ?? ''}`;
    const above = kept.get(key);
    if (above === undefined) {
      kept.set(key, row);
      continue;
    }
    const field = row.container === null ? 'declaration' : 'container';
    faults.push({ line: row.line, field, code: 'EL-TWICE', detail: { row: String(above.line) } });
    // Of two answers in one list the careful one counts.
    if (!row.eligible) kept.set(key, { ...above, eligible: false });
  }
  const time = madeAt === null ? null : readTimeBox(madeAt.text);
  if (madeAt !== null && time === null)
    faults.push({
      line: madeAt.line,
      field: 'madeAt',
      code: 'EL-TIME',
      detail: { typed: tidyText(madeAt.text).slice(0, 40) },
    });
  const byLine = faults.sort((a, b) => a.line - b.line);
  return { madeAt: time, rows: [...kept.values()], faults: byLine, entries: entries.length };
}

/** Hà Nội time; a day without an hour says nothing about freshness. */
export function readTimeBox(text: string): number | null {
  const read = readArrival(text, '');
  return read.ok ? arrivalAt(read.value) : null;
}

function readEntry(entry: ListEntry): { row: EligibleRow } | { faults: readonly ListFault[] } {
  const faults: ListFault[] = [];
  const blame = (field: ListField, code: ListFaultCode, detail: Readonly<Record<string, string>> = {}) => {
    faults.push({ line: entry.line, field, code, detail });
  };
  const text = (field: ListField): string => entry.boxes.get(field) ?? '';
  for (const [field, box] of entry.boxes) if (/^'?=/.test(box.trimStart())) blame(field, 'ID-FORMULA');
  if (faults.length > 0) return { faults };

  const declaration = parseCustomsDeclaration(text('declaration'));
  if (!declaration.ok) blame('declaration', declaration.error.code, declaration.error.detail);
  const bare = isNone(text('container'));
  const container = bare ? null : parseContainer(text('container'));
  // A row among containers that names none is an unfinished row; one that names its own declaration is other goods.
  if (bare && entry.inContainerTable) blame('container', 'ID-EMPTY');
  if (container !== null && !container.ok) blame('container', container.error.code, container.error.detail);
  const taxCode = isBlank(text('taxCode')) ? null : parseTaxCode(text('taxCode'));
  if (taxCode !== null && !taxCode.ok) blame('taxCode', taxCode.error.code, taxCode.error.detail);
  const eligible = readListStatus(text('status'));
  if (eligible === null) blame('status', 'EL-STATUS', { typed: tidyText(text('status')).slice(0, 40) });

  if (!declaration.ok || eligible === null || faults.length > 0) return { faults };
  const { joinKey } = declaration.value;
  const number = container?.ok ? container.value.number : null;
  return { row: { line: entry.line, declaration: joinKey, container: number, eligible } };
}

/** `#####` is how the list writes "none". */
const isNone = (text: string): boolean => isBlank(text) || /^[#\-–—]+$/.test(text.trim());
