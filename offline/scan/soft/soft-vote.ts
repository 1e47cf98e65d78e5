import { qrShape } from './qr-shape';
import type { SoftModules } from './read-modules';

export type SoftVote = {
  /** Adds a frame's belief; answers what all frames of this code say together, null when it stands alone. */
  readonly add: (modules: SoftModules, weight: number, at: number) => SoftModules | null;
  readonly clear: () => void;
};

/** Frames further apart than this may show another pass, ms. */
const FORGET_MS = 1500;
/** Two codes of one size agree by chance in half of their modules: likeness 0, give or take 0.03. */
const SAME_CODE = 0.12;

/** What one frame leaves open another one knows: glare wanders, noise differs, the hand comes to rest. */
export function createSoftVote(): SoftVote {
  let sum: { version: number; values: Float32Array; weight: number; frames: number; at: number } | null =
    null;
  return {
    add: (modules, weight, at) => {
      const { version, values } = modules;
      const joins =
        sum !== null &&
        sum.version === version &&
        at - sum.at < FORGET_MS &&
        likeness(sum.values, values, version) > SAME_CODE;
      if (sum === null || !joins) {
        sum = { version, values: values.map((value) => value * weight), weight, frames: 1, at };
        return null;
      }
      for (let place = 0; place < values.length; place += 1)
        sum.values[place] = (sum.values[place] ?? 0) + weight * (values[place] ?? 0);
      sum = { ...sum, weight: sum.weight + weight, frames: sum.frames + 1, at };
      const total = sum.weight;
      return { version, values: sum.values.map((value) => value / total) };
    },
    clear: () => {
      sum = null;
    },
  };
}

/** Over content modules only: the others are alike in all codes. */
function likeness(a: Float32Array, b: Float32Array, version: number): number {
  let [ab, aa, bb] = [0, 0, 0];
  for (const place of qrShape(version).order) {
    const [x, y] = [a[place] ?? 0, b[place] ?? 0];
    ab += x * y;
    aa += x * x;
    bb += y * y;
  }
  return aa === 0 || bb === 0 ? 0 : ab / Math.sqrt(aa * bb);
}
