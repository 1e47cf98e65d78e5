import { ok, type Result } from '../shared/result';
import { simplifyHan, stripMarks, tidyCode } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped, typed } from './identifier-fault';

/**
 * Vietnamese and Chinese number plates.
 *
 * Vietnam: two digits of the province, series of one or two letters without I J O Q W, tail of 5 digits or, older, 4.
 * China: province character, letter of the city, then 5 characters without I and O, the last of which may be a mark
 * (挂 trailer, 学 警 港 澳 使 领); new-energy vehicles have 6 characters, D/F and their later neighbours at the
 * front (small) or the end (large).
 */
export type Plate = {
  readonly country: 'VN' | 'CN';
  readonly kind: 'vehicle' | 'trailer';
  /** Identity of the vehicle, without punctuation: `51C12345`, `桂F9B393`, `桂KKY34挂`. */
  readonly normalised: string;
  /** As painted, in one line: `51C-123.45`, `桂F·9B393`. */
  readonly display: string;
  /** As typed; kept for ever (rule 12). */
  readonly raw: string;
  readonly matchKey: string;
};

export type PlateFault = IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER' | 'PL-SHAPE' | 'PL-PROVINCE'>;

/** One character per province, in the order of the standard; what a plate may begin with. */
export const PROVINCES = '京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼';
const MARKS = '挂学警港澳使领';
/** Opposite the province's gates; the likeliest guess when the character was dropped. */
const NEAREST_PROVINCE = '桂';

const VIETNAM = /^([1-9]\d)([A-HK-NPR-VX-Z]{1,2})(\d{4,5})$/;
const CITY = 'A-HJ-Z';
const SERIAL = 'A-HJ-NP-Z0-9';
const NEW_ENERGY = `[A-HJK][${SERIAL}]\\d{4}|\\d{5}[A-HJK]`;
const CHINA = new RegExp(
  `^[${PROVINCES}][${CITY}](?:[${SERIAL}]{5}|[${SERIAL}]{4}[${MARKS}]|${NEW_ENERGY})$`,
);
// Any Chinese character but a province's in front counts as "province missing"; so does the trailer mark lost too.
const CHINA_WITHOUT_PROVINCE = new RegExp(
  `^\\p{Script=Han}?([${CITY}](?:[${SERIAL}]{4,5}|[${SERIAL}]{4}[${MARKS}]|${NEW_ENERGY}))$`,
  'u',
);

// Two-letter series of vehicles; every other one, and R, is a trailer's.
const VEHICLE_SERIES = new Set(['LD', 'DA', 'KT', 'HC', 'MK', 'NG', 'NN', 'QT', 'CV', 'TD', 'CD', 'MD']);
const isTrailerSeries = (series: string): boolean =>
  series.startsWith('R') || (series.length === 2 && !VEHICLE_SERIES.has(series));

// Cyrillic and Greek letters that look Latin, from keyboards and text recognition.
const LOOKALIKES = 'АВЕКМНОРСТУХΑΒΕΖΗΙΚΜΝΟΡΤΥΧ';
const LATIN = 'ABEKMHOPCTYXABEZHIKMNOPTYX';
const latin = new Map([...LOOKALIKES].map((from, i) => [from, LATIN[i] ?? from]));

/** Letters, digits and Chinese characters only. */
function plateCharacters(text: string): string {
  return stripMarks(simplifyHan(tidyCode(text)))
    .replace(/./gu, (character) => latin.get(character) ?? character)
    .toUpperCase()
    .replace(/[^A-Z0-9\p{Script=Han}]/gu, '');
}

const withoutLookalikes = (text: string): string => text.replaceAll('O', '0').replaceAll('I', '1');

/**
 * ID-9: key of look-up. Chinese characters, punctuation and marks dropped, O read as 0 and I as 1 (neither letter
 * stands in a serial): finds `桂F9B393` for somebody who typed `F-9B393`. Two vehicles can share it.
 */
export const plateMatchKey = (text: string): string =>
  withoutLookalikes(plateCharacters(text).replace(/\p{Script=Han}/gu, ''));

/**
 * ID-61: a wider key for looking up only, from a match key: B is read as 8 and S as 5 too, as on dirty plates and over
 * a radio. Different vehicles share it, so whoever searches by it shows all it finds and never one as the other.
 */
export const lookAlikeKey = (matchKey: string): string => matchKey.replaceAll('B', '8').replaceAll('S', '5');

const digitCount = (text: string): number => text.replace(/\D/g, '').length;

/** Identity that a plate of unbroken characters stands for, or null. */
function readPlate(characters: string): Pick<Plate, 'country' | 'kind'> | null {
  const vietnam = VIETNAM.exec(characters);
  if (vietnam) return { country: 'VN', kind: isTrailerSeries(vietnam[2] ?? '') ? 'trailer' : 'vehicle' };
  if (CHINA.test(characters)) {
    return { country: 'CN', kind: characters.endsWith('挂') ? 'trailer' : 'vehicle' };
  }
  return null;
}

/** ID-5 to ID-8. Capitals, punctuation, spaces, full-width and decomposed forms do not matter. */
export function parsePlate(raw: string): Result<Plate, PlateFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const characters = plateCharacters(raw.slice(0, 80));
  const read = readPlate(characters);
  if (read) {
    const display = displayPlate(characters).text;
    return ok({ ...read, normalised: characters, display, raw, matchKey: plateMatchKey(characters) });
  }
  const remainder = CHINA_WITHOUT_PROVINCE.exec(characters)?.[1];
  // A serial has at most two letters, three with new energy: fewer than two digits is a word, not a plate.
  if (remainder && digitCount(remainder) >= 2) {
    const lostMark = /^.{5}$/.test(remainder) ? '挂' : '';
    return faulty('PL-PROVINCE', {
      typed: typed(raw),
      suggestion: `${NEAREST_PROVINCE}${remainder}${lostMark}`,
    });
  }
  const guess = withoutLookalikes(characters);
  return faulty('PL-SHAPE', {
    typed: typed(raw),
    ...(readPlate(guess) ? { suggestion: displayPlate(guess).text } : {}),
  });
}

/**
 * How a normalised plate is painted. `lines` are the two lines of plates that have two (Vietnamese lorries and
 * trailers, Chinese trailers), null for one line. Text that is no plate is shown as it is.
 */
export function displayPlate(normalised: string): {
  text: string;
  country: 'VN' | 'CN';
  lines: readonly [string, string] | null;
} {
  const vietnam = VIETNAM.exec(normalised);
  if (vietnam) {
    const head = `${vietnam[1]}${vietnam[2]}`;
    const digits = vietnam[3] ?? '';
    const tail = digits.length === 5 ? `${digits.slice(0, 3)}.${digits.slice(3)}` : digits;
    return { text: `${head}-${tail}`, country: 'VN', lines: [head, tail] };
  }
  if (CHINA.test(normalised)) {
    const head = normalised.slice(0, 2);
    const tail = normalised.slice(2);
    return { text: `${head}·${tail}`, country: 'CN', lines: tail.endsWith('挂') ? [head, tail] : null };
  }
  const looksChinese = /\p{Script=Han}/u.test(normalised) || /^[A-Z]/.test(normalised);
  return { text: normalised, country: looksChinese ? 'CN' : 'VN', lines: null };
}
