/** Sealed and in base64url it stays within the event's 4,096 characters, in any script. */
const WORDS_BYTES = 2600;

/** As much of what was typed as fits, never half a character. */
export function fittingWords(text: string): string {
  const bytes = new TextEncoder().encode(text.normalize('NFC').trim());
  // A character cut in two decodes to U+FFFD, which is left off.
  return new TextDecoder().decode(bytes.subarray(0, WORDS_BYTES)).replace(/\uFFFD$/, '');
}
