import { choosePairs, chooseTriples } from './choose-marks';
import { findMarks } from './find-marks';
import { fitGrid, fitLoosely, type Grid, type Marks, type Picture } from './fit-grid';
import { aroundOf, darkerThanAround, type Luma } from './luma';

export const pictureOf = (luma: Luma): Picture => ({ luma, around: aroundOf(luma) });

export type Look = {
  readonly picture: Picture;
  /** Where marks are looked for; `scale` pixels of `picture` lie under one of it. */
  readonly seen: Picture;
  readonly scale: number;
  readonly leastContrast: number;
  /** True when the time for this frame is up. */
  readonly isLate: () => boolean;
};

const MOST_TRIPLES = 4;
const MOST_PAIRS = 6;
/** So well do known modules agree only where a code lies; three marks that are there say more than two and a guess. */
const SURE_OF_THREE = 0.68;
const SURE_OF_TWO = 0.86;
/** Marks of the rarer kind, light on dark, count when they stand out about as much as the others. */
const INVERTED_SHARE = 0.5;

/** Where a code lies in the picture: by three marks, else by two and a guess at the third. */
export function locate({ picture, seen, scale, leastContrast, isLate }: Look): Grid | null {
  const found = findMarks(
    seen.luma,
    darkerThanAround(seen.luma, seen.around),
    leastContrast,
    scale === 1 ? 2 : 1,
  );
  const strongest = found[0]?.contrast ?? 0;
  const inks = ([1, 0] as const).map((ink) =>
    found.filter((mark) => mark.ink === ink && (ink === 1 || mark.contrast > INVERTED_SHARE * strongest)),
  );
  const up = ([a, b, c]: Marks): Marks => {
    const one = ([x, y]: readonly [number, number]) =>
      [(x + 0.5) * scale - 0.5, (y + 0.5) * scale - 0.5] as const;
    return [one(a), one(b), one(c)];
  };
  let best: Grid | null = null;
  const isSure = (enough: number) => best !== null && Math.abs(best.likeness) > enough;
  const keep = (grid: Grid | null) => {
    if (grid !== null && (best === null || Math.abs(grid.likeness) > Math.abs(best.likeness))) best = grid;
  };
  for (const marks of inks) {
    const ink = marks[0]?.ink ?? 1;
    for (const triple of chooseTriples(marks).slice(0, MOST_TRIPLES)) {
      if (isSure(SURE_OF_THREE) || isLate()) return best;
      keep(fitGrid(picture, up(triple.marks), triple.versions, ink));
    }
  }
  for (const marks of inks) {
    const ink = marks[0]?.ink ?? 1;
    for (const pair of choosePairs(marks).slice(0, MOST_PAIRS)) {
      if (isSure(SURE_OF_TWO) || isLate()) return best;
      keep(fitLoosely(picture, up(pair.marks), pair.loose, pair.versions, ink));
    }
  }
  return best;
}
