import { type Chance, chanceOf } from './chance';

/** What makes a burst hard above all; everything else is there in mild form too. */
export const CONDITIONS = [
  'plain',
  'tilt',
  'defocus',
  'motion',
  'noise',
  'glare',
  'low-contrast',
  'inverted',
  'small',
  'moire',
  'torn',
  'folded',
  'cracked',
] as const;
export type Condition = (typeof CONDITIONS)[number];

/** Frames as the product hands them to its worker: the middle of a 1920 × 1080 camera's picture, or all of it at half its size. */
export const FRAME_WIDTH = 960;
export const FRAME_HEIGHT = 540;
export const FRAMES_PER_BURST = 10;

/** One pass held before one camera for ten frames. */
export type Scene = {
  readonly condition: Condition;
  /** 0 mild to 1 as bad as it gets. */
  readonly severity: number;
  readonly onScreen: boolean;
  readonly inverted: boolean;
  /** Reflectance of dark and light modules. */
  readonly dark: number;
  readonly light: number;
  readonly surroundings: number;
  /** Lens: share by which the corner of the frame is drawn in. */
  readonly barrel: number;
  readonly frames: readonly Frame[];
  readonly seed: number;
};

export type Frame = {
  /** Pixels per module, before tilt. */
  readonly modulePx: number;
  readonly roll: number;
  readonly yaw: number;
  readonly pitch: number;
  readonly dx: number;
  readonly dy: number;
  /** Pixels. */
  readonly defocus: number;
  readonly smear: number;
  readonly smearAngle: number;
  readonly gain: number;
  /** Light falls off across the frame by this share. */
  readonly slope: number;
  readonly slopeAngle: number;
  /** Standard deviation in grey levels of 255, at white. */
  readonly noise: number;
  readonly moire: number;
  readonly moirePeriod: number;
  readonly moireAngle: number;
  readonly glares: readonly Glare[];
  readonly seed: number;
};

/** A lamp mirrored in glass or foil: position in the card, 0 to 1; radius as a share of the card. */
export type Glare = {
  readonly u: number;
  readonly v: number;
  readonly radius: number;
  readonly stretch: number;
  readonly angle: number;
  readonly strength: number;
};

/**
 * How bad it gets at most, of what the conditions could do: set once so that zxing-wasm alone reads the 70 to 80 percent of
 * frames that the goal asks of a corpus (64 percent at 1, 72 here).
 */
const WORST = 0.75;
const DEGREE = Math.PI / 180;

export function sceneOf(corpusSeed: number, burst: number): Scene {
  const chance = chanceOf(corpusSeed * 100_003 + burst);
  const condition = CONDITIONS[burst % CONDITIONS.length] ?? 'plain';
  const severity = chance.next() * WORST;
  const is = (...names: readonly Condition[]) => names.includes(condition);
  const onScreen = is('cracked', 'moire') || (!is('torn', 'folded') && chance.next() < 0.6);
  const dark = onScreen ? chance.between(0.03, 0.1) : chance.between(0.08, 0.2);
  const light = onScreen ? chance.between(0.75, 1) : chance.between(0.65, 0.95);
  const faint = is('low-contrast') ? chance.between(0.1, 0.32 - 0.15 * severity) : light - dark;
  const middle = is('low-contrast') ? chance.between(0.2, 0.75) : (light + dark) / 2;
  return {
    condition,
    severity,
    onScreen,
    inverted: is('inverted') || (is('low-contrast') && chance.next() < 0.15),
    dark: middle - faint / 2,
    light: middle + faint / 2,
    surroundings: onScreen ? chance.between(0.02, 0.2) : chance.between(0.2, 0.6),
    barrel: chance.between(-0.01, 0.03),
    frames: framesOf(condition, severity, onScreen, chance),
    seed: chance.whole(2 ** 31),
  };
}

function framesOf(
  condition: Condition,
  severity: number,
  onScreen: boolean,
  chance: Chance,
): readonly Frame[] {
  const is = (name: Condition) => condition === name;
  const worse = (from: number, to: number) => from + (to - from) * severity;
  const size = is('small') ? worse(3.2, 2.15) : chance.between(3.7, 6.3);
  const roll = is('tilt') || chance.next() < 0.25 ? chance.between(-180, 180) : chance.normal() * 10;
  const lean = is('tilt') ? worse(28, 50) : Math.abs(chance.normal()) * 9;
  const leanAngle = chance.between(-180, 180) * DEGREE;
  const hunt = chance.between(0, 6);
  const focus = is('defocus') ? worse(0.34, 0.56) : chance.between(0.12, 0.34);
  const shake = is('motion') ? worse(0.9, 2.3) : chance.between(0, 0.5);
  const dark = is('noise') ? worse(1, 0.45) : 1;
  const gain = dark * chance.between(0.75, 1.1);
  const noise = is('noise') ? worse(12, 26) : chance.between(2, 7);
  const moire = is('moire') ? worse(0.2, 0.55) : onScreen ? chance.between(0, 0.06) : 0;
  const moirePeriod = chance.between(4, 16);
  const moireAngle = chance.between(0, 180) * DEGREE;
  const lamps = is('glare') ? 2 + Math.round(severity * 2) : is('cracked') ? 1 : chance.next() < 0.15 ? 1 : 0;
  const glares = Array.from({ length: lamps }, () => ({
    u: chance.between(0.05, 0.95),
    v: chance.between(0.05, 0.95),
    radius: is('glare') ? worse(0.05, 0.11) * chance.between(0.7, 1.3) : chance.between(0.04, 0.09),
    stretch: chance.between(1, 3),
    angle: chance.between(0, 180) * DEGREE,
    strength: is('glare') ? chance.between(0.6, 1.6) : chance.between(0.3, 0.9),
  }));
  let [x, y, turn, leaning] = [chance.normal() * 45, chance.normal() * 15, 0, 0];
  return Array.from({ length: FRAMES_PER_BURST }, (_, at) => {
    // A hand never holds quite still: a walk, not ten independent throws.
    x += chance.normal() * 6;
    y += chance.normal() * 5;
    turn += chance.normal() * 0.8;
    leaning += chance.normal() * 1.2;
    const modulePx = size * (1 + 0.02 * Math.sin(hunt + at / 3));
    const wander = Math.sin(hunt + at * 0.7);
    return {
      modulePx,
      roll: (roll + turn) * DEGREE,
      yaw: (lean + leaning) * Math.cos(leanAngle) * DEGREE,
      pitch: (lean + leaning) * Math.sin(leanAngle) * DEGREE,
      dx: x,
      dy: Math.max(-50, Math.min(50, y)),
      defocus: focus * modulePx * (1 + 0.14 * wander),
      smear: shake * modulePx * Math.abs(0.75 + 0.35 * chance.normal()),
      smearAngle: chance.between(0, 180) * DEGREE,
      gain: gain * (1 + 0.05 * wander),
      slope: chance.between(0, 0.25),
      slopeAngle: chance.between(0, 360) * DEGREE,
      noise: noise * chance.between(0.9, 1.1),
      moire,
      moirePeriod: moirePeriod * (1 + 0.15 * chance.normal()),
      moireAngle: moireAngle + turn * 4 * DEGREE,
      glares: glares.map((glare) => ({
        ...glare,
        u: glare.u + 0.035 * chance.normal() + 0.012 * at * Math.cos(glare.angle),
        v: glare.v + 0.035 * chance.normal() + 0.012 * at * Math.sin(glare.angle),
      })),
      seed: chance.whole(2 ** 31),
    };
  });
}
