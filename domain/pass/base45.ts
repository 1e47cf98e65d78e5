/**
 * Base45 (RFC 9285): two bytes as three, a last odd byte as two characters of the QR code's alphanumeric mode.
 * Decoding accepts exactly the texts that encoding can produce, so bytes and text correspond one to one.
 */

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
const VALUES = new Map([...ALPHABET].map((character, value) => [character, value]));

export function encodeBase45(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 2) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1];
    const value = second === undefined ? first : first * 256 + second;
    text += ALPHABET.charAt(value % 45) + ALPHABET.charAt(Math.floor(value / 45) % 45);
    if (second !== undefined) text += ALPHABET.charAt(Math.floor(value / 2025));
  }
  return text;
}

/** Null when the text is not base45: foreign character, impossible length, or a group above its 8 or 16 bits. */
export function decodeBase45(text: string): Uint8Array<ArrayBuffer> | null {
  const odd = text.length % 3;
  if (odd === 1) return null;
  const bytes = new Uint8Array(Math.floor(text.length / 3) * 2 + (odd === 2 ? 1 : 0));
  for (let at = 0, to = 0; at < text.length; at += 3, to += 2) {
    const low = VALUES.get(text.charAt(at));
    const middle = VALUES.get(text.charAt(at + 1));
    const pair = at + 2 >= text.length;
    const high = pair ? 0 : VALUES.get(text.charAt(at + 2));
    if (low === undefined || middle === undefined || high === undefined) return null;
    const value = low + middle * 45 + high * 2025;
    if (value > (pair ? 0xff : 0xffff)) return null;
    if (pair) bytes[to] = value;
    else bytes.set([value >> 8, value & 0xff], to);
  }
  return bytes;
}
