/** Reed–Solomon of QR codes: GF(256) by x⁸+x⁴+x³+x²+1, roots α⁰ … αⁿ⁻¹. Mends errors and, at half their price, erasures. */
const EXP = new Uint8Array(512);
const LOG = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power += 1) {
  EXP[power] = value;
  EXP[power + 255] = value;
  LOG[value] = power;
  value = (value << 1) ^ (value & 128 ? 0x11d : 0);
}

const times = (a: number, b: number): number =>
  a === 0 || b === 0 ? 0 : (EXP[(LOG[a] ?? 0) + (LOG[b] ?? 0)] ?? 0);
const over = (a: number, b: number): number =>
  a === 0 ? 0 : (EXP[(LOG[a] ?? 0) + 255 - (LOG[b] ?? 0)] ?? 0);

/** Polynomials, lowest power first. */
function product(a: readonly number[], b: readonly number[]): number[] {
  const made = new Array<number>(a.length + b.length - 1).fill(0);
  for (const [i, x] of a.entries())
    for (const [j, y] of b.entries()) made[i + j] = (made[i + j] ?? 0) ^ times(x, y);
  return made;
}

const valueAt = (polynomial: readonly number[], x: number): number =>
  polynomial.reduceRight((sum, coefficient) => times(sum, x) ^ coefficient, 0);

/**
 * The block as it was sent, or null. `erased`: places whose value is not believed. `errors`: how many places beside
 * those were wrong; the caller judges whether so many are believable.
 */
export function mendBlock(
  block: Uint8Array,
  correction: number,
  erased: readonly number[],
): { readonly block: Uint8Array; readonly errors: number } | null {
  const length = block.length;
  const syndromes = Array.from({ length: correction }, (_, power) => {
    let sum = 0;
    for (const value of block) sum = times(sum, EXP[power] ?? 0) ^ value;
    return sum;
  });
  if (syndromes.every((value) => value === 0)) return { block, errors: 0 };
  const erasures = erased.reduce<number[]>((sum, at) => product(sum, [1, EXP[length - 1 - at] ?? 0]), [1]);
  const locator = product(
    erasures,
    errorLocator(product(syndromes, erasures).slice(0, correction), correction, erased.length),
  );
  while (locator.length > 1 && locator.at(-1) === 0) locator.pop();
  const places: number[] = [];
  for (let at = 0; at < length; at += 1)
    if (valueAt(locator, EXP[255 - (length - 1 - at)] ?? 0) === 0) places.push(at);
  if (places.length !== locator.length - 1) return null;
  const errors = places.filter((at) => !erased.includes(at)).length;
  if (2 * errors + erased.length > correction) return null;
  const evaluator = product(syndromes, locator).slice(0, correction);
  const slope = locator.map((value, power) => (power % 2 === 1 ? value : 0)).slice(1);
  const mended = block.slice();
  for (const at of places) {
    const inverse = EXP[255 - (length - 1 - at)] ?? 0;
    const below = valueAt(slope, inverse);
    if (below === 0) return null;
    // Roots begin at α⁰: the value is X·Ω(X⁻¹)/Λ'(X⁻¹).
    mended[at] =
      (mended[at] ?? 0) ^ times(EXP[length - 1 - at] ?? 0, over(valueAt(evaluator, inverse), below));
  }
  for (let power = 0; power < correction; power += 1) {
    let sum = 0;
    for (const value of mended) sum = times(sum, EXP[power] ?? 0) ^ value;
    if (sum !== 0) return null;
  }
  return { block: mended, errors };
}

/** Berlekamp and Massey over the syndromes from which the erasures were taken out. */
function errorLocator(syndromes: readonly number[], correction: number, erased: number): readonly number[] {
  let current: number[] = [1];
  let before: number[] = [1];
  let [length, gap, last] = [0, 1, 1];
  for (let at = erased; at < correction; at += 1) {
    const step = at - erased;
    let gone = syndromes[at] ?? 0;
    for (let i = 1; i <= length; i += 1) gone ^= times(current[i] ?? 0, syndromes[at - i] ?? 0);
    if (gone === 0) {
      gap += 1;
      continue;
    }
    const factor = over(gone, last);
    const next = current.slice();
    while (next.length < before.length + gap) next.push(0);
    for (const [i, value] of before.entries()) next[i + gap] = (next[i + gap] ?? 0) ^ times(factor, value);
    if (2 * length <= step) {
      before = current;
      last = gone;
      length = step + 1 - length;
      gap = 1;
    } else gap += 1;
    current = next;
  }
  return current;
}
