import type { ClockReading } from '../store/rows';

/** Clock as a port. `wall` ms since the epoch, may jump; `mono` ms of this boot, never goes back. */
export type Clock = { readonly wall: () => number; readonly mono: () => number; readonly boot: string };

type Moment = { readonly wall: number; readonly mono: number };
export const momentOf = (clock: Clock): Moment => ({ wall: clock.wall(), mono: clock.mono() });

/** A wall clock that moved by more than this while one request was under way measures nothing. */
const JUMP_MS = 1000;

/**
 * Four timestamps (RFC 5905 §8): sent t0 and received t3 by the tablet, t1 and t2 by the centre. Offset is centre
 * minus tablet, ms. Null when the tablet's clock jumped meanwhile, or the figures cannot be.
 */
export function measureClock(
  sent: Moment,
  centre: { readonly t1: number; readonly t2: number },
  received: Moment,
  boot: string,
): ClockReading | null {
  const wallSpan = received.wall - sent.wall;
  const monoSpan = received.mono - sent.mono;
  const roundTripMs = wallSpan - (centre.t2 - centre.t1);
  if (Math.abs(wallSpan - monoSpan) > JUMP_MS || roundTripMs < 0 || centre.t2 < centre.t1) return null;
  const offset = Math.round((centre.t1 - sent.wall + (centre.t2 - received.wall)) / 2);
  return { offset, roundTripMs, wall: received.wall, mono: received.mono, boot };
}

/** The shorter the way, the truer the reading. */
export const truer = (a: ClockReading | null, b: ClockReading | null): ClockReading | null =>
  a === null || (b !== null && b.roundTripMs <= a.roundTripMs) ? b : a;

/**
 * Centre's time as far as this tablet can tell, ms: within the boot of the reading carried on by whichever clock counted
 * more. The monotonic one stands still while a tablet sleeps; the wall clock may be turned: turned back it moves nothing,
 * turned forward it looks like a sleep (decision 089). After a reboot by wall clock and offset (OF-12).
 */
export function correctedNow(reading: ClockReading | null, clock: Clock): number {
  if (reading === null) return clock.wall();
  if (reading.boot !== clock.boot) return clock.wall() + reading.offset;
  const elapsed = Math.max(clock.mono() - reading.mono, clock.wall() - reading.wall);
  return Math.round(reading.wall + reading.offset + elapsed);
}

/** Centre's time that has surely come: where a clock may just have been turned, the one that cannot be alone counts. */
export const surelyPast = (reading: ClockReading | null, clock: Clock): number =>
  reading?.boot === clock.boot
    ? Math.round(reading.wall + reading.offset + (clock.mono() - reading.mono))
    : correctedNow(reading, clock);

/** Offset to stamp on an event: what must be added to the wall clock of this moment; null when never measured. */
export const offsetNow = (reading: ClockReading | null, clock: Clock): number | null =>
  reading === null ? null : correctedNow(reading, clock) - clock.wall();
