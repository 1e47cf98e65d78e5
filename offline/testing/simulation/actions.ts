import { diceOf, mixed } from './chance';

/** One step of a simulated day. `dice` is its own chance: an action does the same wherever it stands in a trail. */
export type Action = { readonly kind: ActionKind; readonly dice: number };

/** How often each thing happens, in shares of their sum. */
const WEIGHTS = {
  // Officers
  scan: 12,
  tick: 9,
  undo: 2,
  hold: 1,
  lift: 1,
  // Exchange and time
  exchange: 16,
  'go-on': 20,
  calm: 6,
  time: 7,
  'long-time': 0.3,
  mail: 3,
  // Faults of tablets
  crash: 4,
  'second-tab': 2,
  'close-tab': 1,
  'turn-clock': 2,
  room: 2,
  version: 1,
  'take-image': 1,
  'restore-image': 1,
  spoil: 1,
  forge: 1,
  prune: 0.7,
  // Faults of the way and of the centre
  weather: 6,
  node: 1,
  'stale-lists': 2,
  'back-up': 1,
  restore: 0.25,
  // What the centre says
  declare: 2,
  reissue: 1,
  revoke: 1.5,
  rotate: 0.4,
  neighbour: 1,
  resolve: 1,
  'supervisor-undo': 1,
  override: 0.5,
  withdraw: 0.15,
} as const;
export type ActionKind = keyof typeof WEIGHTS;
export const ACTION_KINDS = Object.keys(WEIGHTS) as readonly ActionKind[];

const TOTAL = Object.values(WEIGHTS).reduce((sum, weight) => sum + weight, 0);

export function actionsOf(seed: number, steps: number): readonly Action[] {
  const dice = diceOf(mixed(seed, 1));
  return Array.from({ length: steps }, () => {
    let left = dice.next() * TOTAL;
    const kind = ACTION_KINDS.find((candidate) => {
      left -= WEIGHTS[candidate];
      return left < 0;
    });
    return { kind: kind ?? 'calm', dice: dice.below(2 ** 32) };
  });
}
