import { utf8ToBytes } from '@noble/hashes/utils.js';

/** Ceiling of every text on a pass, bytes of UTF-8 (docs/protocols/pass.md). */
export const TEXT_MAX_BYTES = 64;

/**
 * Characters that cannot be seen or that turn the direction of writing: with them one name or plate could be made to
 * look like another. C0, C1, soft hyphen, zero width, line and paragraph separators, bidirectional controls, byte
 * order mark, lone surrogates. Spelled out, so that every implementation refuses the same set.
 */
const INVISIBLE = [
  '\\u0000-\\u001f\\u007f-\\u009f\\u00ad',
  '\\u061c\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ud800-\\udfff',
].join('');
const ANY_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'u');
const EACH_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'gu');

export const byteLength = (text: string): number => utf8ToBytes(text).length;

/** True for what may stand on a pass: 1 to 64 bytes, NFC, nothing invisible, no blank at either end. */
export function isPlainText(text: string): boolean {
  return (
    text !== '' &&
    !ANY_INVISIBLE.test(text) &&
    byteLength(text) <= TEXT_MAX_BYTES &&
    text.normalize('NFC') === text &&
    text.trim() === text
  );
}

/** NFC, every run of white space one blank, invisible characters out. */
export function toPlainText(text: string): string {
  return text.replace(/\s+/gu, ' ').replace(EACH_INVISIBLE, '').replace(/ +/g, ' ').normalize('NFC').trim();
}
