import { ok, type Result } from '../shared/result';
import { codeCharacters } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped, typed } from './identifier-fault';

/** Container number of ISO 6346: owner (3 letters), category U, J or Z, serial (6 digits), check digit. */
export type Container = {
  /** 11 characters, e.g. `CSQU3054383`. */
  readonly number: string;
  readonly owner: string;
  readonly category: 'U' | 'J' | 'Z';
  readonly serial: string;
};
export type ContainerFault = IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER' | 'CT-SHAPE' | 'CT-CHECK'>;

/** Value of a character: digits as they are, A = 10 and on, leaving out multiples of 11. */
const characterValue = (character: string): number =>
  '0123456789A?BCDEFGHIJK?LMNOPQRSTU?VWXYZ'.indexOf(character);

/**
 * Check digit over the first ten characters (ISO 6346): Σ value·2^position, mod 11, 10 counts as 0. It misses a
 * single wrong character only where the remainders 10 and 0 meet; ISO advises against serials that give 10.
 */
export function containerCheckDigit(firstTen: string): number {
  let sum = 0;
  for (const [i, character] of [...firstTen].entries()) sum += characterValue(character) * 2 ** i;
  return (sum % 11) % 10;
}

/** ID-10, ID-11. */
export function parseContainer(raw: string): Result<Container, ContainerFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const number = codeCharacters(raw.slice(0, 80));
  const shape = /^([A-Z]{3})([UJZ])(\d{6})(\d)$/.exec(number);
  if (!shape) return faulty('CT-SHAPE', { typed: typed(raw) });
  const expected = String(containerCheckDigit(number.slice(0, 10)));
  if (shape[4] !== expected)
    return faulty('CT-CHECK', { typed: typed(raw), found: shape[4] ?? '', expected });
  const category = shape[2] === 'J' || shape[2] === 'Z' ? shape[2] : 'U';
  return ok({ number, owner: shape[1] ?? '', category, serial: shape[3] ?? '' });
}
