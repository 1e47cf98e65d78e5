import { parseContainer } from './container';
import { parseCustomsDeclaration } from './customs-declaration';

/**
 * What the codes on customs' papers name: the bar code (Code 128) of the list of goods eligible to pass the supervised
 * area carries the declaration's number, the QR code of each container on that list its number.
 */
export type PaperCode =
  | { readonly kind: 'customs-declaration'; readonly joinKey: string }
  | { readonly kind: 'container'; readonly number: string };

const LONGEST = 512;
const CONTAINER = /(?<![A-Z0-9])[A-Z]{3}[UJZ][ -]?\d{6}[ -]?\d(?![A-Z0-9])/g;

/**
 * ID-60. A whole text of 11 or 12 digits is a declaration; a text in which exactly one container number stands, with
 * its check digit right, is that container, whatever stands beside it. Anything else is neither, and null.
 */
export function readPaperCode(raw: string): PaperCode | null {
  const text = raw.slice(0, LONGEST).trim().toUpperCase();
  if (/^\d{11,12}$/.test(text)) {
    const declaration = parseCustomsDeclaration(text);
    return declaration.ok ? { kind: 'customs-declaration', joinKey: declaration.value.joinKey } : null;
  }
  const numbers = new Set<string>();
  for (const [found] of text.matchAll(CONTAINER)) {
    const container = parseContainer(found);
    if (container.ok) numbers.add(container.value.number);
  }
  const [number] = numbers;
  return numbers.size === 1 && number !== undefined ? { kind: 'container', number } : null;
}
