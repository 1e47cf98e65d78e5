import { byteLength, toPlainText } from './plain-text';

/** Longest driver's name on a pass, in bytes of NFC UTF-8 (docs/protocols/pass.md, label -22). */
export const DRIVER_MAX_BYTES = 24;

const fits = (text: string): boolean => byteLength(text) <= DRIVER_MAX_BYTES;

/**
 * The name as the officer calls it: the last word, by which a Vietnamese is addressed, stays whole as long as it can.
 * While longer than 24 bytes, the middle words become their first letter from left to right, then the first word
 * does, then the text is cut after a whole character. Shortening twice changes nothing more.
 */
export function shortenDriver(name: string): string {
  const words = toPlainText(name).split(' ');
  const order = words.length === 1 ? [] : [...words.keys()].slice(1, -1).concat(0);
  for (const at of order) {
    if (fits(words.join(' '))) break;
    words[at] = [...(words[at] ?? '')].slice(0, 1).join('');
  }
  const characters = [...words.join(' ')];
  while (!fits(characters.join(''))) characters.pop();
  return characters.join('').trim();
}
