/**
 * A scanner gun is a keyboard that types a whole code at once. Pure: keys and their times in, text out.
 *
 *   empty ──key──▶ typing ──fast key──▶ typing        fast: at most FAST_MS after the one before, HICCUP_MS once
 *                    │  │                             it is surely a gun
 *                    │  └──slow key──▶ typing anew    a person; those keys went where they belong
 *                    ├──Enter, Tab───▶ text, if it was long and fast
 *                    └──pause────────▶ text, for guns without a suffix
 */
export type Burst = { readonly text: string; readonly lastAt: number };
export const emptyBurst: Burst = { text: '', lastAt: 0 };

export type KeyTurn = {
  readonly burst: Burst;
  /** A whole code. */
  readonly text: string | null;
  /** Keep the key from the field that has the focus. */
  readonly swallow: boolean;
  /** Ask `pauseEnds` if no key follows within so many ms. */
  readonly endsAfterMs: number | null;
};

/** Guns type a key every 1–20 ms, the slowest Bluetooth ones 40; nobody types eight in a row that fast. */
const FAST_MS = 50;
/**
 * Some guns wait before their suffix, and a radio or a busy tablet delivers a code in pieces: half a pass must not be
 * judged as none.
 */
const HICCUP_MS = 300;
/** What this gun puts behind its codes, as far as it has been heard. */
export type Suffix = 'unknown' | 'key' | 'none';
/**
 * How long a code may go on, each longer than a hiccup: the keys' own times decide, and a busy tablet hands them over late. A
 * gun that ends its codes with a key is waited for; one that does not is waited for once.
 */
const PAUSE_MS = { none: 450, unknown: 1200, key: 2500 } as const;
const SHORTEST = 8;
/** From the fourth fast key on it is a gun: keys are kept out of whatever field is open. */
const SURELY_GUN = 4;

const isCode = (burst: Burst): boolean => burst.text.length >= SHORTEST;
const isGun = (burst: Burst): boolean => burst.text.length >= SURELY_GUN;

/** `key` as in KeyboardEvent.key, `at` in ms of a clock that does not go back, `suffix` as this gun has done so far. */
export function pressKey(burst: Burst, key: string, at: number, suffix: Suffix = 'unknown'): KeyTurn {
  const gap = at - burst.lastAt;
  if (key === 'Enter' || key === 'Tab') {
    const ends = isCode(burst) && gap <= HICCUP_MS;
    return { burst: emptyBurst, text: ends ? burst.text : null, swallow: ends, endsAfterMs: null };
  }
  // Shift, dead keys and the like: a gun presses Shift for capitals.
  if ([...key].length !== 1) {
    return { burst, text: null, swallow: false, endsAfterMs: burst.text === '' ? null : PAUSE_MS[suffix] };
  }
  const goesOn = burst.text !== '' && gap <= (isGun(burst) ? HICCUP_MS : FAST_MS);
  const next = { text: goesOn ? burst.text + key : key, lastAt: at };
  return { burst: next, text: null, swallow: isGun(next), endsAfterMs: PAUSE_MS[suffix] };
}

export const pauseEnds = (burst: Burst): string | null => (isCode(burst) ? burst.text : null);
