/** A later hour than told matters to a driver from so much on (rule 7). */
export const MOVED_FROM_MINUTES = 30;
const MINUTE_MS = 60_000;

/**
 * Whether somebody with an hour is told again when his turn is (TE-10): when it has moved by half an hour from what he
 * was told last, or from his hour where he was told nothing. Times in ms.
 */
export const hasMoved = (toldAt: number, liveAt: number): boolean =>
  Math.abs(liveAt - toldAt) >= MOVED_FROM_MINUTES * MINUTE_MS;

/** As it is told: to five minutes, for nobody drives by the minute. */
export const toldTime = (liveAt: number): number => Math.round(liveAt / (5 * MINUTE_MS)) * 5 * MINUTE_MS;

/** A time that somebody was told for his hour when his turn had moved. */
export type ToldTime = { readonly hour: number; readonly time: number; readonly at: number };

/**
 * Until when somebody with that hour was told to stay, by what he was told before he came (FL-30); null: nothing of it. A
 * time that was near when it was told let nobody stay: it is told to who has not come, too.
 */
export const stayUntil = (told: readonly ToldTime[], hourStart: number, before: number): number | null =>
  told
    .filter(({ hour, time, at }) => hour === hourStart && at <= before && hasMoved(at, time) && time > at)
    .toSorted((a, b) => a.at - b.at)
    .at(-1)?.time ?? null;
