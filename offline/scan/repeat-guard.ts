/** The same code again within this time after it was last in view is the same showing, ms. */
const SAME_SHOWING_MS = 3000;

export type RepeatGuard = {
  /** True when `text` seen at `at` (ms) is a new showing. */
  readonly isNew: (text: string, at: number) => boolean;
  /** What is in view counts as new: somebody pressed the trigger. */
  readonly forget: () => void;
};

/** A pass held in view is one scan, however long; taken away and shown again it is another (OF-22). */
export function createRepeatGuard(): RepeatGuard {
  let last: { text: string; seenAt: number } | null = null;
  return {
    isNew: (text, at) => {
      const same = last !== null && last.text === text && at - last.seenAt < SAME_SHOWING_MS;
      last = { text, seenAt: at };
      return !same;
    },
    forget: () => {
      last = null;
    },
  };
}
