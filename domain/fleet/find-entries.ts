import { foldWords } from '../identifiers/fold-text';
import { lookAlikeKey, plateMatchKey } from '../identifiers/plate';

/**
 * FV-4: entries for what was typed: words without their marks, plates and numbers without punctuation and with look-alike
 * signs as one (ID-61). Nothing typed finds all, in their order.
 */
export function findEntries<T>(
  entries: readonly T[],
  typed: string,
  textsOf: (entry: T) => readonly string[],
): readonly T[] {
  const words = foldWords(typed);
  if (words === '') return entries;
  const mark = lookAlikeKey(plateMatchKey(typed));
  return entries.filter((entry) =>
    textsOf(entry).some(
      (text) =>
        foldWords(text).includes(words) ||
        (mark.length >= 2 && lookAlikeKey(plateMatchKey(text)).includes(mark)),
    ),
  );
}
