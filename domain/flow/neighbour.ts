import type { PlanFigure } from '../board/snapshot';
import type { GoodsClass } from '../shared/vocabulary';

/** How the neighbour's word came, the better the later (NE-4). */
export const LEVELS = ['person', 'sheet', 'machine'] as const;
export type Level = (typeof LEVELS)[number];

/** What the other side said that it takes, however it came. Times in ms. */
export type ToldAcceptance = {
  readonly level: Level;
  readonly vehiclesPerHour: number;
  readonly validFrom: number;
  /** Null: until told otherwise, then it ages. */
  readonly validTo: number | null;
  readonly at: number;
  readonly toldBy: string;
  readonly channel: string;
  /**
   * Left out: a rate. A closure binds until its end against every rate that is said the same way meanwhile (NE-2); a quota and
   * hours that were agreed are an upper bound of whatever is said or measured (NE-13); announced hours are one until they are
   * gainsaid (NE-18). Of hours each word is a stretch in which they are closed.
   */
  readonly as?: 'closure' | 'hours' | 'agreement' | 'agreed-hours' | 'class-closure';
  /** Vehicles per hour of a class that has a limit of its own, 0 of one that is closed; left out: none has (NE-19). */
  readonly byClass?: Readonly<Partial<Record<GoodsClass, number>>>;
};
/** Exit scans over a stretch of time, ms. */
export type MeasuredExits = {
  readonly vehicles: number;
  readonly from: number;
  readonly to: number;
  /** Of these, time in which a vehicle stood ready at the line; left out: all of it. */
  readonly readyMs?: number;
  /** Vehicles stood ready (nearly) the whole time: only then does the count say what the neighbour takes. */
  readonly queued: boolean;
};
type NeighbourFigure = PlanFigure['neighbour'];
export type Acceptance = NeighbourFigure & {
  /** Between which the true rate lies, eighty times in a hundred; both null for what nobody measured. */
  readonly low: number | null;
  readonly high: number | null;
  /** What kind of word it is that counts; null: none does. */
  readonly as: 'rate' | Exclude<ToldAcceptance['as'], 'class-closure' | undefined> | null;
};

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** A word without an end is taken at its word for this long (FL-4) … */
export const TOLD_FRESH_MS = 4 * HOUR_MS;
/** … fades then into what is known, never above it, and is forgotten at this age. */
export const TOLD_FORGOTTEN_MS = 12 * HOUR_MS;
/** A machine says it again every few minutes: its silence counts, whatever term it named (NE-3). */
export const LINK_FRESH_MS = 10 * MINUTE_MS;
export const LINK_FORGOTTEN_MS = HOUR_MS;
/** So long after a machine's shortfall until all of what it takes again is called for (NE-5). */
export const RAMP_MS = 15 * MINUTE_MS;
/** Less is no measurement (FL-5). */
export const MEASURED_MIN_MS = HOUR_MS / 2;
export const MEASURED_MIN_VEHICLES = 5;

type Term = { readonly freshMs: number; readonly forgottenMs: number };
const UNENDED: Term = { freshMs: TOLD_FRESH_MS, forgottenMs: TOLD_FORGOTTEN_MS };
const REPEATED: Term = { freshMs: LINK_FRESH_MS, forgottenMs: LINK_FORGOTTEN_MS };
/** How much of a term has faded at an age: 0 while it is fresh, more than 1 once it is forgotten. */
const fadedAt = (ageMs: number, { freshMs, forgottenMs }: Term): number =>
  Math.max(0, (ageMs - freshMs) / (forgottenMs - freshMs));

/**
 * How much less than at its word it is taken at a time, now or later. Without an end it fades with that time (FL-4); a
 * machine's fades with the silence until now (NE-3), but that it closed is said once.
 */
function faded({ level, as, validTo, at: saidAt }: ToldAcceptance, at: number, now: number): number {
  const ofTerm = validTo === null ? fadedAt(at - saidAt, UNENDED) : 0;
  const ofSilence = level === 'machine' && as === undefined ? fadedAt(now - saidAt, REPEATED) : 0;
  return Math.max(ofTerm, ofSilence);
}

const isRate = ({ as }: ToldAcceptance): boolean => as === undefined;
const isAgreed = ({ as }: ToldAcceptance): boolean => as === 'agreement' || as === 'agreed-hours';

/** It counts at that time: its validity reaches there, and it is not forgotten. */
export const holds = (word: ToldAcceptance, at: number, now: number): boolean =>
  word.validFrom <= at && (word.validTo === null || at < word.validTo) && faded(word, at, now) <= 1;

const newest = (words: readonly ToldAcceptance[]): ToldAcceptance | null =>
  words.reduce<ToldAcceptance | null>((best, next) => {
    if (best === null || next.at > best.at) return next;
    return next.at === best.at && next.vehiclesPerHour < best.vehiclesPerHour ? next : best;
  }, null);

/**
 * The last word of a level that holds at a time, a closure before all rates; equal times: the lower figure, so that the order
 * of a list decides nothing.
 */
function lastWord(
  told: readonly ToldAcceptance[],
  level: Level,
  at: number,
  now: number,
): ToldAcceptance | null {
  const held = told.filter(
    (word) => word.level === level && (isRate(word) || word.as === 'closure') && holds(word, at, now),
  );
  const closures = held.filter(({ as }) => as === 'closure');
  return newest(closures.length > 0 ? closures : held);
}

/** Of the rates that hold at a time the one that counts by its level alone, for what it says of classes. */
export const lastRate = (
  told: readonly ToldAcceptance[],
  level: Level,
  at: number,
  now: number,
): ToldAcceptance | null =>
  newest(told.filter((word) => word.level === level && isRate(word) && holds(word, at, now)));

/**
 * NE-5: after a shortfall told by a machine the rate comes back over a quarter of an hour. Called for at once, everybody who
 * was kept back would stand at the line together.
 */
function ramped(told: readonly ToldAcceptance[], word: ToldAcceptance, now: number): number {
  const rate = word.vehiclesPerHour;
  const said = told.filter(
    (each) =>
      each.level === 'machine' &&
      (isRate(each) || each.as === 'closure') &&
      each.validFrom <= now &&
      each.at <= word.at,
  );
  const rates = said.filter(isRate).sort((a, b) => Math.max(a.at, a.validFrom) - Math.max(b.at, b.validFrom));
  /** What held before, and since when it holds no more. */
  const replaced = rates.slice(0, -1).map(({ vehiclesPerHour }, at) => {
    const next = rates[at + 1] ?? word;
    return { vehiclesPerHour, since: Math.max(next.at, next.validFrom) };
  });
  const ended = said.flatMap(({ as, validTo, vehiclesPerHour }) =>
    as === 'closure' && validTo !== null && validTo <= now ? [{ vehiclesPerHour, since: validTo }] : [],
  );
  const bounds = [...replaced, ...ended].map(({ vehiclesPerHour, since }) => {
    const share = Math.min(1, (now - since) / RAMP_MS);
    return vehiclesPerHour + share * (rate - vehiclesPerHour);
  });
  return Math.min(rate, ...bounds);
}

/** z of the bounds that hold the true rate in 80 of 100 cases. */
const Z80 = 1.2816;

/**
 * Bounds of a rate from a count (FL-31), in counts: Byar's approximation of the exact Poisson limits (Breslow & Day 1987,
 * 2.11). A neighbour that takes more evenly than chance lies within them more often than they say.
 */
function countBounds(count: number): { readonly low: number; readonly high: number } {
  const byar = (n: number, z: number) => n * (1 - 1 / (9 * n) + z / (3 * Math.sqrt(n))) ** 3;
  return { low: count === 0 ? 0 : byar(count, -Z80), high: byar(count + 1, Z80) };
}

function measure(measured: MeasuredExits | null): Acceptance | null {
  if (measured === null || measured.vehicles < MEASURED_MIN_VEHICLES) return null;
  const overMs = measured.readyMs ?? measured.to - measured.from;
  if (overMs < MEASURED_MIN_MS) return null;
  const perHour = (vehicles: number) => (vehicles * HOUR_MS) / overMs;
  const { low, high } = countBounds(measured.vehicles);
  const vehiclesPerHour = perHour(measured.vehicles);
  const bounds = { low: perHour(low), high: perHour(high) };
  const { to: at } = measured;
  return { vehiclesPerHour, source: 'measured', at, toldBy: null, channel: null, as: null, ...bounds };
}

const lower = (a: Acceptance, b: Acceptance): Acceptance => (b.vehiclesPerHour < a.vehiclesPerHour ? b : a);

/** FL-32: from its word to what is known, the older the nearer. */
const between = (told: Acceptance, known: Acceptance, share: number): Acceptance => ({
  ...told,
  vehiclesPerHour: told.vehiclesPerHour + share * (known.vehiclesPerHour - told.vehiclesPerHour),
});

/** NE-18: a later word that was said, or begins, while they are closed by their hours says that they are open after all. */
const isGainsaid = (hours: ToldAcceptance, told: readonly ToldAcceptance[], at: number, now: number) =>
  told.some(
    (word) =>
      isRate(word) &&
      word.vehiclesPerHour > 0 &&
      word.at > hours.at &&
      Math.max(word.at, word.validFrom) >= hours.validFrom &&
      holds(word, at, now),
  );

/** What nobody goes beyond at a time: what both sides agreed on, and the hours that they announced. */
const boundsAt = (told: readonly ToldAcceptance[], at: number, now: number): readonly ToldAcceptance[] =>
  told.filter(
    (word) =>
      (isAgreed(word) || (word.as === 'hours' && !isGainsaid(word, told, at, now))) && holds(word, at, now),
  );

const WITHOUT = { at: null, toldBy: null, channel: null, low: null, high: null, as: null } as const;
const figureOf = ({ vehiclesPerHour, at, toldBy, channel, as }: ToldAcceptance): Acceptance => {
  const kind = as === undefined || as === 'class-closure' ? 'rate' : as;
  return { ...WITHOUT, vehiclesPerHour, source: 'told', at, toldBy, channel, as: kind };
};

/** What is said and seen of the neighbour for one way. */
export type AcceptanceInput = {
  readonly now: number;
  readonly told: readonly ToldAcceptance[];
  readonly measured: MeasuredExits | null;
  readonly assumedPerHour: number;
};

/**
 * What the neighbour takes per hour (rule 7), in this order (FL-4 … FL-6, NE-4): what its machine says, else its sheet, else
 * what a person heard, as long as it is fresh and unless a queue measured since then shows less; without a word what was
 * measured, in a queue as it is, otherwise only as a proof that at least so much is taken; else what is assumed. Never more
 * than both sides agreed on. `at` is now, or a time to come: of that a word speaks as far as it is valid (FL-46).
 */
export function acceptance(input: AcceptanceInput, at: number = input.now): Acceptance {
  const { now, told } = input;
  const assumed: Acceptance = { ...WITHOUT, vehiclesPerHour: input.assumedPerHour, source: 'assumed' };
  const exits = measure(input.measured);
  const queued = input.measured?.queued === true;
  const seen =
    exits !== null && (queued || exits.vehiclesPerHour > assumed.vehiclesPerHour) ? exits : assumed;

  const believed = LEVELS.reduce<Acceptance>((known, level) => {
    const word = lastWord(told, level, at, now);
    if (word === null) return known;
    // Nobody is called for a time to come: who is kept back does not stand at the line then.
    const isRamped = level === 'machine' && at === now;
    const vehiclesPerHour = isRamped ? ramped(told, word, now) : word.vehiclesPerHour;
    const said = figureOf({ ...word, vehiclesPerHour });
    const share = faded(word, at, now);
    if (share > 0) return vehiclesPerHour < known.vehiclesPerHour ? between(said, known, share) : known;
    // A later word that came a lesser way is heeded where it says less, until the better way speaks again.
    if (known.source === 'told' && (known.at ?? 0) > word.at && known.vehiclesPerHour < vehiclesPerHour)
      return known;
    const since = Math.max(word.at, word.validFrom);
    const disproved = exits !== null && queued && input.measured !== null && input.measured.from >= since;
    return disproved ? lower(said, exits) : said;
  }, seen);
  return boundsAt(told, at, now).map(figureOf).reduce(lower, believed);
}

/** The same as boards carry it: whole vehicles, without bounds. */
export function neighbourFigure(input: AcceptanceInput): NeighbourFigure {
  const { low: _low, high: _high, as: _as, vehiclesPerHour, ...figure } = acceptance(input);
  return { ...figure, vehiclesPerHour: Math.round(vehiclesPerHour) };
}
