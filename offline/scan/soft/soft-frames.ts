import type { Grid, Picture } from './fit-grid';
import { enlargedMiddle, halved, type Luma, noiseOf, smoothed } from './luma';
import { readModules } from './read-modules';
import { sampleGrid } from './sample-grid';
import { type Look, locate, pictureOf } from './soft-reader';
import { createSoftVote } from './soft-vote';
import { soften } from './soften';

/** Where a frame is searched: its half, itself, its middle twice as large. */
const WAYS = ['half', 'full', 'middle'] as const;
type SoftWay = (typeof WAYS)[number];

export type SoftFrames = {
  /** Text of the code in this frame, or of this and the frames before it together; whether one was found at all. */
  readonly read: (
    luma: Luma,
    at: number,
    isLate: () => boolean,
  ) => { readonly text: string | null; readonly located: boolean };
  readonly forget: () => void;
};

/** Above this many grey levels of noise the picture is smoothed before anything is looked for in it. */
const NOISY = 9;
/** A mark must stand out from the noise that is left. */
const MARK_OVER_NOISE = 0.9;
const LEAST_CONTRAST = 6;
/** Known modules that agree less than this belong to no code, or to one laid wrongly: it must not spoil the vote. */
const VOTES_FROM = 0.5;

/** Reads what a strict decoder gives up on: module by module, by how sure each is, over several frames (OF-80). */
export function createSoftFrames(): SoftFrames {
  const vote = createSoftVote();
  let order: readonly SoftWay[] = WAYS;
  /** What led to a code comes first next time; what led nowhere waits its turn. */
  const prefer = (way: SoftWay) => {
    order = [way, ...order.filter((other) => other !== way)];
  };
  const defer = (ways: readonly SoftWay[]) => {
    order = [...order.filter((way) => !ways.includes(way)), ...ways];
  };

  function believe(picture: Picture, grid: Grid, at: number): string | null {
    const modules = soften(sampleGrid(picture, grid), grid.likeness < 0);
    const alone = readModules(modules);
    if (alone !== null) return alone;
    const likeness = Math.abs(grid.likeness);
    if (likeness < VOTES_FROM) return null;
    const together = vote.add(modules, likeness * likeness, at);
    return together === null ? null : readModules(together);
  }

  return {
    read: (luma, at, isLate) => {
      const noise = noiseOf(luma);
      const calm = (of: Luma) => (noise > NOISY ? smoothed(of) : of);
      const leastContrast = Math.max(LEAST_CONTRAST, noise * MARK_OVER_NOISE);
      const full = once(() => pictureOf(calm(luma)));
      const half = once(() => pictureOf(calm(halved(luma))));
      const middle = once(() => pictureOf(enlargedMiddle(calm(luma))));
      const lookOf = (way: SoftWay): Look => {
        const common = { leastContrast, isLate };
        if (way === 'half') return { ...common, picture: full(), seen: half(), scale: 2 };
        const picture = way === 'middle' ? middle() : full();
        return { ...common, picture, seen: picture, scale: 1 };
      };
      const inVain: SoftWay[] = [];
      for (const way of order) {
        if (isLate()) break;
        const look = lookOf(way);
        const grid = locate(look);
        if (grid === null) {
          inVain.push(way);
          continue;
        }
        prefer(way);
        return { text: believe(look.picture, grid, at), located: true };
      }
      defer(inVain);
      return { text: null, located: false };
    },
    forget: () => {
      vote.clear();
      order = WAYS;
    },
  };
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
