import { blocksOf, formatPlaces, isMasked, type Level, qrShape } from './qr-shape';
import { readSegments } from './read-segments';
import { mendBlock } from './reed-solomon';

/** How dark each module is believed to be: 1 surely dark, 0 cannot be told, -1 surely light. */
export type SoftModules = { readonly version: number; readonly values: Float32Array };

/**
 * Correction left over that a reading must have, in codewords per block: every two of them make a chance hit 65,536
 * times rarer, on top of the odds of hitting at all (OF-80).
 */
const SPARE = 3;

const LEVELS: readonly Level[] = ['M', 'L', 'H', 'Q'];

/** The 32 words of level and mask, 15 bits each, masked as they are drawn. */
const FORMATS = Array.from({ length: 32 }, (_, kind) => {
  let rest = kind << 10;
  for (let bit = 14; bit >= 10; bit -= 1) if ((rest >> bit) & 1) rest ^= 0x537 << (bit - 10);
  return { level: LEVELS[kind >> 3] ?? 'L', mask: kind & 7, word: ((kind << 10) | rest) ^ 0x5412 };
});

function likeliestFormats({
  version,
  values,
}: SoftModules): readonly { readonly level: Level; readonly mask: number }[] {
  const places = formatPlaces(qrShape(version).side);
  return FORMATS.map((format) => {
    let likeness = 0;
    for (const [bit, [near, far]] of places.entries()) {
      const sign = (format.word >> bit) & 1 ? 1 : -1;
      likeness += sign * ((values[near] ?? 0) + (values[far] ?? 0));
    }
    return { ...format, likeness };
  })
    .sort((one, other) => other.likeness - one.likeness)
    .slice(0, 2);
}

/** Text carried by the modules, null when they do not say one surely. */
export function readModules(modules: SoftModules): string | null {
  for (const { level, mask } of likeliestFormats(modules)) {
    const text = readWith(modules, level, mask);
    if (text !== null) return text;
  }
  return null;
}

function readWith({ version, values }: SoftModules, level: Level, mask: number): string | null {
  const { side, order } = qrShape(version);
  const total = order.length >> 3;
  const words = new Uint8Array(total);
  const trust = new Float32Array(total);
  for (let word = 0; word < total; word += 1) {
    let [value, least] = [0, 2];
    for (let bit = 0; bit < 8; bit += 1) {
      const place = order[word * 8 + bit] ?? 0;
      const dark = values[place] ?? 0;
      const isOne = dark > 0 !== isMasked(mask, place % side, Math.floor(place / side));
      value = (value << 1) | (isOne ? 1 : 0);
      if (Math.abs(dark) < least) least = Math.abs(dark);
    }
    words[word] = value;
    trust[word] = least;
  }
  const content: number[] = [];
  for (const { places, correction } of blocksOf(version, level, total)) {
    const mended = mendLeastTrusted(
      Uint8Array.from(places, (place) => words[place] ?? 0),
      places.map((place) => trust[place] ?? 0),
      correction,
    );
    if (mended === null) return null;
    content.push(...mended.subarray(0, places.length - correction));
  }
  return readSegments(Uint8Array.from(content), version);
}

/** Gives up the least trusted codewords, more and more of them, until the rest agrees with room to spare. */
function mendLeastTrusted(
  block: Uint8Array,
  trust: readonly number[],
  correction: number,
): Uint8Array | null {
  const doubtful = trust.map((_, place) => place).sort((a, b) => (trust[a] ?? 0) - (trust[b] ?? 0));
  for (let given = 0; given <= correction - SPARE; given += 3) {
    const erased = doubtful.slice(0, given);
    const mended = mendBlock(block, correction, erased);
    if (mended !== null && 2 * mended.errors + given <= correction - SPARE) return mended.block;
  }
  return null;
}
