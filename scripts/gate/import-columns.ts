import type { ColumnMeaning } from '@/domain/declaration/column-names';
import { type ColumnChoices, type MappedColumns, mapColumns } from '@/domain/declaration/map-columns';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from '@/domain/declaration/submission';
import type { Sheet } from '@/sheets/read-sheet';
import type { ImportWords } from './import-words';

/** Lines that are looked at to tell what a column holds. */
const SAMPLE_LINES = 300;
const ANSWERS: readonly (ColumnMeaning | 'ignore')[] = ['row', 'ignore', ...SUBMISSION_FIELDS];

const isField = (text: string): text is SubmissionField => SUBMISSION_FIELDS.some((field) => field === text);
const isAnswer = (text: string): text is ColumnMeaning | 'ignore' =>
  ANSWERS.some((answer) => answer === text);

/** Both sides of `left=right`; the last `=` parts them, headers may hold one. */
function sides(given: string): readonly [string, string] {
  const at = given.lastIndexOf('=');
  return [given.slice(0, at).trim(), given.slice(at + 1).trim()];
}

/** `--map "header=field"`; a sentence when the file has no such column or there is no such field. */
export function readChoices(
  given: readonly string[],
  sheet: Sheet,
  words: ImportWords,
): ColumnChoices | string {
  const headers = new Map(sheet.header.map((header) => [header.trim().normalize('NFC'), header.trim()]));
  const choices: Record<string, ColumnMeaning | 'ignore'> = {};
  for (const entry of given) {
    const [left, right] = sides(entry);
    const header = headers.get(left.normalize('NFC'));
    if (header === undefined || !isAnswer(right)) {
      const known = words.say('headers', { headers: quoted(sheet.header) });
      return `${words.say('badMap', { given: entry, fields: ANSWERS.join(', ') })}\n${known}`;
    }
    choices[header] = right;
  }
  return choices;
}

/** `--set "field=value"`: what every row has, e.g. the gate. */
export function readDefaults(given: readonly string[], words: ImportWords): Partial<Submission> | string {
  const defaults: Partial<Record<SubmissionField, string>> = {};
  for (const entry of given) {
    const at = entry.indexOf('=');
    const field = entry.slice(0, at).trim();
    if (at < 0 || !isField(field)) {
      return words.say('badSet', { given: entry, fields: SUBMISSION_FIELDS.join(', ') });
    }
    defaults[field] = entry.slice(at + 1).trim();
  }
  return defaults;
}

const quoted = (headers: readonly string[]): string =>
  headers.map((header) => `“${header.replace(/\s+/g, ' ').trim()}”`).join(', ');

/** Everything that stands in the way of reading the columns, and the option that removes it; empty when nothing does. */
function doubts(mapped: MappedColumns, defaults: Partial<Submission>, words: ImportWords): readonly string[] {
  const missing = mapped.missing.filter((field) => defaults[field] === undefined);
  const lines = mapped.unsure.map(({ header, candidates }) =>
    words.say('unsure', {
      header: header.trim(),
      candidates: candidates.map((meaning) => `${meaning}: ${words.fieldName(meaning)}`).join(', '),
    }),
  );
  if (missing.length > 0) {
    const fields = missing.map((field) => `${words.fieldName(field)} (${field})`).join(', ');
    lines.push(
      words.say('missing', { fields }),
      words.say('headers', { headers: quoted(mapped.mapping.headers) }),
    );
  }
  const [example] = mapped.unsure;
  const header = example?.header ?? mapped.unused[0] ?? mapped.mapping.headers[0] ?? '';
  const field = example?.candidates[0] ?? missing[0];
  if (field !== undefined) lines.push(words.say('mapHint', { header: header.trim(), field }));
  if (missing[0] !== undefined) lines.push(words.say('setHint', { field: missing[0] }));
  return lines;
}

/**
 * Columns of the sheet; asks about each that is unsure when there is somebody to ask.
 * @param ask null when nobody is at the terminal
 */
export async function settleColumns(
  sheet: Sheet,
  given: ColumnChoices,
  defaults: Partial<Submission>,
  ask: ((question: string) => Promise<string>) | null,
  words: ImportWords,
): Promise<{ readonly mapped: MappedColumns } | { readonly doubts: readonly string[] }> {
  const samples = sheet.rows.slice(0, SAMPLE_LINES);
  let choices = given;
  let mapped = mapColumns(sheet.header, samples, choices);
  while (ask && mapped.unsure[0] !== undefined) {
    const { header, candidates } = mapped.unsure[0];
    const list = candidates.map((meaning, i) => `${i + 1} = ${words.fieldName(meaning)}`).join(', ');
    const answer = (await ask(words.say('ask', { header: header.trim(), choices: list }))).trim();
    if (!/^\d+$/.test(answer) || Number(answer) > candidates.length) continue;
    choices = { ...choices, [header]: candidates[Number(answer) - 1] ?? 'ignore' };
    mapped = mapColumns(sheet.header, samples, choices);
  }
  const open = doubts(mapped, defaults, words);
  return open.length > 0 ? { doubts: open } : { mapped };
}
