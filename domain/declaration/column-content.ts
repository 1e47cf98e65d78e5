import { parseContainer } from '../identifiers/container';
import { parseCustomsDeclaration } from '../identifiers/customs-declaration';
import { foldWords, isBlank, isPlaceholder, tidyCode } from '../identifiers/fold-text';
import { parsePersonId } from '../identifiers/person-id';
import { parsePhone, phoneInText } from '../identifiers/phone';
import { parsePlate } from '../identifiers/plate';
import { parseTaxCode } from '../identifiers/tax-code';
import { parseWeight, parseWeightUnit } from '../identifiers/weight';
import { readDay, readTime } from './arrival';
import { parseDirection, parseGate, parseKind } from './choices';
import type { ColumnMeaning } from './column-names';
import { readPlates } from './plates';

/** What stands below a header: the second witness of what a column is. */

type Shape = (text: string) => boolean;
const codes = (
  outcome: { ok: true } | { ok: false; error: { code: string } },
  ...faults: string[]
): boolean => outcome.ok || faults.includes(outcome.error.code);
const isFreeText: Shape = (text) => /\p{L}{2}/u.test(text) && !/\d{4}/.test(text);

/** Could this text stand in such a column, faults included? Fields without an entry can hold anything. */
const COULD_BE: Readonly<Partial<Record<ColumnMeaning, Shape>>> = {
  row: (text) => /^\d{1,6}$/.test(text.trim()),
  direction: (text) => parseDirection(text) !== null,
  gate: (text) => parseGate(text) !== null,
  route: (text) => /^\D{0,12}\d{2,4}(?:\/\d+)?\s*[-–]\s*\d{2,4}/.test(text),
  kind: (text) => parseKind(text) !== null,
  plate: (text) => {
    const plates = readPlates(text);
    return plates.ok ? plates.value.vehicle.kind === 'vehicle' : plates.error.code === 'PL-PROVINCE';
  },
  trailer: (text) => {
    const plate = parsePlate(text);
    return plate.ok ? plate.value.kind === 'trailer' : /挂$/.test(text);
  },
  container: (text) => codes(parseContainer(text), 'CT-CHECK'),
  driverName: isFreeText,
  driverIdNumber: (text) => parsePersonId(text).ok,
  driverPhone: (text) => parsePhone(text).ok,
  firmName: isFreeText,
  taxCode: (text) => codes(parseTaxCode(text), 'TX-CHECK', 'TX-ZERO'),
  customsDeclaration: (text) =>
    codes(parseCustomsDeclaration(text), 'CD-SHORT') && /^\d{8,}$/.test(tidyCode(text)),
  regime: (text) => /^[A-Z]\d{2}(?!\d)/.test(tidyCode(text)),
  hsCode: (text) => /^\d{3,4}(?:\.\d{1,2}){1,4}$|^\d{4,12}$/.test(tidyCode(text)),
  goodsName: (text) => /\p{L}{2}/u.test(text),
  weight: (text) => codes(parseWeight(text), 'WT-TONNES', 'WT-RANGE'),
  weightUnit: (text) => parseWeightUnit(text) !== null,
  arrivalDate: (text) => readDay(text) !== null,
  arrivalTime: (text) => readTime(text) !== null || (readDay(text)?.minutes ?? null) !== null,
};

/** So particular that it tells a column apart under any header: nothing else in such a sheet looks like this. */
const MUST_BE: Readonly<Partial<Record<ColumnMeaning, Shape>>> = {
  direction: (text) => parseDirection(text) !== null && foldWords(text).length > 1,
  gate: (text) => parseGate(text) !== null,
  plate: (text) => readPlates(text).ok && COULD_BE.plate?.(text) === true,
  trailer: (text) => COULD_BE.trailer?.(text) === true,
  container: (text) => COULD_BE.container?.(text) === true,
  driverIdNumber: (text) => /^(?:0\d{11}|[A-Z]{1,2}\d{7,8})$/.test(tidyCode(text)) && parsePersonId(text).ok,
  driverPhone: (text) => {
    const phone = parsePhone(text);
    return phone.ok && phone.value.mobile && /^(?:\+|00|0|1)/.test(tidyCode(text)) && !parseTaxCode(text).ok;
  },
  taxCode: (text) => /^\d{10}(?:-\d{3})?$/.test(tidyCode(text)) && parseTaxCode(text).ok,
  customsDeclaration: (text) => /^[13]\d{10,11}$/.test(tidyCode(text)) && !parsePhone(text).ok,
  firmName: (text) =>
    / (?:cong ty|cty|tnhh|doanh nghiep|htx|hop tac xa|co ltd|company|corp|jsc) |公司/.test(
      ` ${foldWords(text)} `,
    ),
  hsCode: (text) => /^\d{4}\.\d{2}(?:\.\d{2}){0,2}$/.test(tidyCode(text)),
  weightUnit: (text) => parseWeightUnit(text) !== null,
  arrivalDate: (text) => /\D/.test(text.trim()) && readDay(text) !== null,
  arrivalTime: (text) => /^\d{1,2}\s*(?:[:hg]|giờ)/i.test(text.trim()) && readTime(text) !== null,
  // Remarks can be anything; the one that matters is a phone among words (ID-33).
  note: (text) => /\p{L}{2}/u.test(text) && phoneInText(text) !== null,
};

const share = (cells: readonly string[], shape: Shape): number =>
  cells.filter((cell) => shape(cell)).length / cells.length;

const telling = (cells: readonly string[]): readonly string[] =>
  cells.filter((cell) => !isBlank(cell) && !isPlaceholder(cell));

/** Does the column's content speak for a meaning, against it, or neither? */
export function contentSpeaks(
  meaning: ColumnMeaning,
  cells: readonly string[],
): 'for' | 'against' | 'neither' {
  const shape = COULD_BE[meaning];
  const seen = telling(cells);
  if (!shape || seen.length === 0) return 'neither';
  const fitting = share(seen, shape);
  if (fitting >= 0.6) return 'for';
  return fitting < 0.3 ? 'against' : 'neither';
}

/** Meanings that a column's content alone gives away. */
export function contentReveals(cells: readonly string[]): readonly ColumnMeaning[] {
  const seen = telling(cells);
  if (seen.length === 0) return [];
  const entries = Object.entries(MUST_BE) as [ColumnMeaning, Shape][];
  return entries.filter(([, shape]) => share(seen, shape) >= 0.75).map(([meaning]) => meaning);
}

/** ID-44: numbers of rows: whole, each its own, and close together. */
export function countsRows(cells: readonly string[]): boolean {
  const numbers = cells
    .filter((cell) => !isBlank(cell))
    .map((cell) => Number(/^\s*\d{1,6}\s*$/.test(cell) ? cell : Number.NaN));
  if (numbers.length === 0 || new Set(numbers).size < numbers.length || numbers.some(Number.isNaN))
    return false;
  return Math.max(...numbers) - Math.min(...numbers) < numbers.length * 2 + 10;
}
