import { choosePairs, chooseTriples } from './choose-marks';
import { findMarks } from './find-marks';
import { fitGrid, fitLoosely, type Grid, type Marks, type Picture } from './fit-grid';
import { darkerThanAround, type Luma, sumsOf } from './luma';

export const pictureOf = (luma: Luma): Picture => ({ luma, sums: sumsOf(luma) });

/** How marks are looked for: in the picture itself or in its half. */
export type Look = {
  readonly picture: Picture;
  /** Where marks are looked for; `scale` pixels of `picture` lie under one of it. */
  readonly seen: Picture;
  readonly scale: number;
  /** 1 for dark on light, 0 for inverted codes. */
  readonly ink: 0 | 1;
  readonly leastContrast: number;
  /** True when the time for this frame is up. */
  readonly isLate: () => boolean;
};

const MOST_TRIPLES = 5;
const MOST_PAIRS = 6;
/** So well do known modules agree only where a code lies. */
const SURE = 0.86;
/** Share of the picture around a pixel that counts as its surroundings. */
const AROUND_PX = 22;

/** Where a code lies in the picture: by three marks, else by two and a guess at the third. */
export function locate({ picture, seen, scale, ink, leastContrast, isLate }: Look): Grid | null {
  const dark = darkerThanAround(seen.luma, seen.sums, Math.round(AROUND_PX / Math.sqrt(scale)));
  const found = findMarks(seen.luma, dark, ink, leastContrast);
  const up = ([a, b, c]: Marks): Marks => {
    const one = ([x, y]: readonly [number, number]) => [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5] as const;
    return [one(a), one(b), one(c)];
  };
  let best: Grid | null = null;
  const isSure = () => best !== null && Math.abs(best.likeness) > SURE;
  const keep = (grid: Grid | null) => {
    if (grid !== null && (best === null || Math.abs(grid.likeness) > Math.abs(best.likeness))) best = grid;
  };
  for (const { marks, versions } of chooseTriples(found).slice(0, MOST_TRIPLES)) {
    if (isSure() || isLate()) return best;
    keep(fitGrid(picture, up(marks), versions, ink));
  }
  for (const { marks, versions, loose } of choosePairs(found).slice(0, MOST_PAIRS)) {
    if (isSure() || isLate()) return best;
    keep(fitLoosely(picture, up(marks), loose, versions, ink));
  }
  return best;
}
