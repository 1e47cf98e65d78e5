import Papa from 'papaparse';
import { findHeader } from '@/domain/declaration/map-columns';
import type { FindHeader } from './read-workbook';

/** Separators that spreadsheets write, by country and programme. */
const SEPARATORS = [',', ';', '\t', '|'] as const;
const LINES_TRIED = 30;

/** `sep=;`: a first line that tells a spreadsheet its separator. */
const SEPARATOR_LINE = /^\ufeff?"?sep=(.)"?\r?\n/i;

type Reading = {
  readonly text: string;
  readonly separator: string;
  readonly known: number;
  readonly width: number;
};

function tryReading(text: string, separator: string, find: FindHeader): Reading {
  const { data } = Papa.parse<string[]>(text, { delimiter: separator, preview: LINES_TRIED });
  const { index, known } = find(data);
  return { text, separator, known, width: data[index]?.length ?? 0 };
}

/**
 * Lines of cells of separated text.
 * @param candidates the text in each encoding it could be in; the one whose header we understand best is read, with
 *   the separator that makes most of the header
 * @returns null when nothing separates anything: no sheet
 */
export function readCsv(
  candidates: readonly string[],
  maxLines: number,
  find: FindHeader = findHeader,
): readonly (readonly string[])[] | null {
  const readings = candidates.flatMap((candidate) => {
    const said = SEPARATOR_LINE.exec(candidate);
    const text = candidate.slice(said?.[0].length ?? 0).replace(/^\ufeff/, '');
    const tried = said?.[1] ? [said[1]] : SEPARATORS;
    return tried.map((separator) => tryReading(text, separator, find));
  });
  const [best] = readings.toSorted((a, b) => b.known - a.known || b.width - a.width);
  if (!best || best.width < 2) return null;
  return Papa.parse<string[]>(best.text, { delimiter: best.separator, preview: maxLines }).data;
}
