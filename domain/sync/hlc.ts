import type { GateEvent, Hlc } from './event';
import { hlcSchema } from './event';

/**
 * Hybrid logical clock: 48 bits of ms since the epoch and a 16-bit counter, as text that sorts like the pair.
 * It grows along a device's chain whatever the wall clock does (EV-1), and is the order of the fold.
 */
export const MAX_HLC_MS = 2 ** 48 - 1;
const MAX_COUNTER = 2 ** 16 - 1;

/** A device clock that differs by more is said so on the screen and raised as `clock-suspect` (architecture.md, Time). */
export const CLOCK_SUSPECT_MS = 2 * 60_000;
/** A clock value further ahead than this never enters another clock: one mad tablet must not drag the gate along (EV-4). */
export const FAR_FUTURE_MS = 10 * 60_000;

const withinRange = (ms: number): number =>
  Number.isNaN(ms) ? 0 : Math.min(Math.max(Math.trunc(ms), 0), MAX_HLC_MS);

/** `ms` since the epoch, `counter` 0–65535; both are brought into range, so any number gives a valid clock. */
export function makeHlc(ms: number, counter: number): Hlc {
  const time = withinRange(ms).toString(16).padStart(12, '0');
  const count = Math.min(withinRange(counter), MAX_COUNTER).toString(16).padStart(4, '0');
  return hlcSchema.parse(`${time}-${count}`);
}

export const hlcMs = (hlc: Hlc): number => Number.parseInt(hlc.slice(0, 12), 16);
const hlcCounter = (hlc: Hlc): number => Number.parseInt(hlc.slice(13), 16);

/** The smallest clock value above `hlc`; a full counter borrows one ms. Saturates in the year 10889. */
function successor(hlc: Hlc): Hlc {
  const counter = hlcCounter(hlc) + 1;
  if (counter <= MAX_COUNTER) return makeHlc(hlcMs(hlc), counter);
  return hlcMs(hlc) < MAX_HLC_MS ? makeHlc(hlcMs(hlc) + 1, 0) : hlc;
}

/** Next value of a writer's own clock; `wallMs` is its wall clock corrected by the measured offset. Never goes back (EV-1). */
export function nextHlc(last: Hlc | null, wallMs: number): Hlc {
  const wall = makeHlc(wallMs, 0);
  return last === null || wall > last ? wall : successor(last);
}

/**
 * After hearing another's clock: greater than both, so that what is written next sorts after what was read.
 * `seen` beyond FAR_FUTURE_MS ahead of the corrected wall clock is not believed (EV-4).
 */
export function mergeHlc(last: Hlc | null, seen: Hlc, wallMs: number): Hlc {
  if (clampHlc(seen, wallMs).suspect) return nextHlc(last, wallMs);
  return nextHlc(last === null || seen > last ? seen : last, wallMs);
}

/** What the centre makes of a device's clock on arrival: the raw value stays in the event, the clamped one enters clocks and time columns. */
export function clampHlc(hlc: Hlc, nowMs: number): { readonly hlc: Hlc; readonly suspect: boolean } {
  const limit = withinRange(nowMs) + FAR_FUTURE_MS;
  return hlcMs(hlc) > limit ? { hlc: makeHlc(limit, 0), suspect: true } : { hlc, suspect: false };
}

/**
 * When the fact happened, ms since the epoch: the wall clock corrected by the offset measured on the device, else
 * the hybrid clock, which at least does not go back (EV-5). Order is by `hlc`, time is by this.
 */
export function occurredAt(event: Pick<GateEvent, 'hlc' | 'wall' | 'offset'>): number {
  return event.offset === null ? hlcMs(event.hlc) : withinRange(event.wall + event.offset);
}
