import { foldWords, isBlank } from '../identifiers/fold-text';
import { parseWeightUnit, type WeightUnit } from '../identifiers/weight';
import { COLUMN_NAMES, type ColumnMeaning, VAGUE_NAMES } from './column-names';
import { SUBMISSION_FIELDS } from './submission';

/** What a header says by itself. */
export type HeaderReading = {
  readonly meanings: readonly ColumnMeaning[];
  /** `name`: a name we know; `vague`: a name that other columns bear as well; `inside`: a known name among other words. */
  readonly strength: 'name' | 'vague' | 'inside';
};

type Language = 'vi' | 'en' | 'zh';
type Name = { readonly words: string; readonly meaning: ColumnMeaning; readonly language: Language };

const MEANINGS: readonly ColumnMeaning[] = ['row', ...SUBMISSION_FIELDS];
const LANGUAGES: readonly Language[] = ['vi', 'en', 'zh'];

const NAMES: readonly Name[] = MEANINGS.flatMap((meaning) => [
  { words: foldWords(meaning), meaning, language: 'en' as const },
  ...LANGUAGES.flatMap((language) =>
    COLUMN_NAMES[meaning][language]
      .split('|')
      .map((name) => ({ words: foldWords(name), meaning, language }))
      .filter(({ words }) => words !== ''),
  ),
]);

const compact = (words: string): string => words.replaceAll(' ', '');
const VAGUE = new Set([...VAGUE_NAMES].map((name) => compact(foldWords(name))));

const byName = new Map<string, ColumnMeaning[]>();
for (const { words, meaning } of NAMES) {
  const known = byName.get(compact(words)) ?? [];
  if (!known.includes(meaning)) byName.set(compact(words), [...known, meaning]);
}

/** Names long enough to be recognised among other words, as they stand between spaces. */
const EMBEDDABLE = NAMES.filter(
  ({ words }) =>
    !VAGUE.has(compact(words)) &&
    (/\p{Script=Han}/u.test(words) ? words.length >= 2 : compact(words).length >= 3),
).map((name) => ({ name, text: name.language === 'zh' ? name.words : ` ${name.words} ` }));

function readName(text: string): HeaderReading | null {
  if (text.trim() === '#') return { meanings: ['row'], strength: 'name' };
  const name = compact(foldWords(text));
  const meanings = byName.get(name);
  if (!meanings) return null;
  return { meanings, strength: VAGUE.has(name) || meanings.length > 1 ? 'vague' : 'name' };
}

/** `Biển số / Plate No.`, `车牌号 Plate`: parts that agree are one name; parts that do not leave the choice open. */
function readParts(header: string): HeaderReading | null {
  const apart = header.replace(/(\p{Script=Han}+)/gu, '|$1|').split(/[/|\n\r;:,()[\]（）【】–—]|\s-\s/);
  const read = apart.flatMap((part) => (isBlank(part) ? [] : (readName(part) ?? [])));
  const strong = read.filter(({ strength }) => strength === 'name');
  const meanings = [...new Set((strong.length > 0 ? strong : read).flatMap((part) => part.meanings))];
  if (meanings.length === 0) return null;
  return { meanings, strength: strong.length > 0 && meanings.length === 1 ? 'name' : 'vague' };
}

type Found = { readonly start: number; readonly end: number; readonly name: Name };

/**
 * A known name among other words. Where several stand in one header the head of the phrase decides: the first in
 * Vietnamese (`điện thoại lái xe`) and before "of", the last in English and Chinese (`driver phone`, `司机电话`).
 */
function readInside(header: string): HeaderReading | null {
  const words = ` ${foldWords(header)} `;
  const found = EMBEDDABLE.flatMap(({ name, text }): Found[] => {
    const start = words.indexOf(text);
    return start < 0 ? [] : [{ start, end: start + text.length, name }];
  });
  const outer = found.filter(
    (a) => !found.some((b) => b.start <= a.start && b.end >= a.end && b.end - b.start > a.end - a.start),
  );
  const meanings = new Set(outer.map(({ name }) => name.meaning));
  if (meanings.size === 0) return null;
  if (meanings.has('trailer') && meanings.has('plate')) return { meanings: ['trailer'], strength: 'inside' };
  const sorted = outer.toSorted((a, b) => a.start - b.start || b.end - a.end);
  const isHeadFirst = sorted[0]?.name.language === 'vi' || / (?:of|for|cua) /.test(words);
  const head = isHeadFirst ? sorted[0] : sorted.at(-1);
  return head ? { meanings: [head.name.meaning], strength: 'inside' } : null;
}

/** A header that is a known name as a whole, or consists of parts that are; null for anything else. */
export function readWholeHeader(header: string): HeaderReading | null {
  const withoutBrackets = header.replace(/[([（【].*?[)\]）】]/g, ' ');
  return readName(header) ?? readName(withoutBrackets) ?? readParts(header);
}

/** ID-40: what a header means, in three languages, with or without marks, in any case; null when it says nothing. */
export const readHeader = (header: string): HeaderReading | null =>
  readWholeHeader(header) ?? readInside(header);

/** ID-41: `Khối lượng (tấn)`, `Weight kg`, `重量（吨）`: the unit that a header gives for its column. */
export function unitInHeader(header: string): WeightUnit | '' {
  const inBrackets = /[([（【](.*?)[)\]）】]/.exec(header)?.[1] ?? '';
  const lastWord = /(?:kgs?|tan|tons?|tonnes?|公斤|千克|吨)$/.exec(foldWords(header))?.[0] ?? '';
  return parseWeightUnit(inBrackets) ?? parseWeightUnit(lastWord) ?? '';
}
