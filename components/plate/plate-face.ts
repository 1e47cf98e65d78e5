import { displayPlate } from '@/domain/identifiers/plate';

/** What is painted on the metal, apart from size. */
export type PlateSurface = 'yellow' | 'white' | 'blue' | 'green';
export type PlateMark =
  | { readonly kind: 'latin'; readonly text: string }
  /** A province character or 挂. */
  | { readonly kind: 'han'; readonly text: string }
  | { readonly kind: 'separator'; readonly text: string }
  /** The province character was not typed. */
  | { readonly kind: 'unknown' };
export type PlateFace = {
  readonly country: 'VN' | 'CN';
  readonly surface: PlateSurface;
  /** The whole number as one would read it out. */
  readonly text: string;
  readonly lines: readonly (readonly PlateMark[])[];
};

const UNKNOWN = '?';

function marks(text: string): PlateMark[] {
  const parts = text.match(/\?|\p{Script=Han}|[-.·\s]|[^-.·\s?\p{Script=Han}]+/gu) ?? [];
  return parts.map((part): PlateMark => {
    if (part === UNKNOWN) return { kind: 'unknown' };
    if (/\p{Script=Han}/u.test(part)) return { kind: 'han', text: part };
    // The dot inside a Vietnamese number belongs to the number; dash and middle dot are painted fainter.
    if (/[-·\s]/u.test(part)) return { kind: 'separator', text: part };
    return { kind: 'latin', text: part };
  });
}

/**
 * China: 8 signs are a new-energy number (green); lorries and trailers are yellow, cars blue when asked for. A masked
 * number comes as it is painted, with its middle dot.
 */
const chineseSurface = (plate: string): PlateSurface =>
  [...plate.replace('·', '')].length === 8 && !plate.endsWith('挂') ? 'green' : 'yellow';

/**
 * `plate` is a normalised number (`51C12345`, `桂F9B393`), or `?F9B393` while the province character is missing.
 * `asLines` asks for the two-line form; a number that has none stays on one.
 */
export function plateFace(plate: string, asLines: 1 | 2 = 1): PlateFace {
  if (plate.startsWith(UNKNOWN)) {
    const rest = plate.slice(1);
    const text = `${UNKNOWN}${rest.slice(0, 1)}·${rest.slice(1)}`;
    return { country: 'CN', surface: 'yellow', text, lines: [marks(text)] };
  }
  const shown = displayPlate(plate);
  const surface = shown.country === 'CN' ? chineseSurface(plate) : 'yellow';
  const lines = asLines === 2 && shown.lines ? shown.lines : [shown.text];
  return { country: shown.country, surface, text: shown.text, lines: lines.map(marks) };
}
