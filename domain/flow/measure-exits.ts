import { clip, type Interval, overlap } from './intervals';
import type { MeasuredExits } from './neighbour';

const HOUR_MS = 3_600_000;
/** So much standing time is looked back over, and until so many have left (a rate to within a fifth) … */
const LOOK_BACK_READY_MS = HOUR_MS;
const LOOK_BACK_VEHICLES = 30;
/** … but no further than this: what was taken yesterday morning says little. */
export const LOOK_BACK_MS = 14 * HOUR_MS;
/** Less gaps than this in front of the line and it counts as a queue. */
const QUEUED_SHARE = 0.8;

/**
 * Acceptance as our own exit scans show it (FL-31): vehicles that left while somebody stood ready at the line, over that
 * time alone. A closed gate and an empty line say nothing about the neighbour, so neither counts; after a night the
 * evening before is still what was measured.
 */
export function measureExits(input: {
  readonly now: number;
  /** Exit scans, ascending, ms. */
  readonly leftAt: readonly number[];
  /** When somebody stood ready at the line, ascending; the last one may still run and then ends now. */
  readonly ready: readonly Interval[];
  readonly open: readonly Interval[];
}): MeasuredExits | null {
  const { now, leftAt, open } = input;
  const recent = clip(input.ready, { from: now - LOOK_BACK_MS, to: now }).flatMap((each) => clip(open, each));
  let readyMs = 0;
  let vehicles = 0;
  let from = now;
  for (const stretch of recent.toReversed()) {
    // Whoever leaves ends a stretch: its scan stands at the end of it.
    const left = leftAt.filter((at) => stretch.from < at && at <= stretch.to);
    const enough = left.at(-(LOOK_BACK_VEHICLES - vehicles)) ?? stretch.from;
    from = Math.max(stretch.from, Math.min(enough, stretch.to - (LOOK_BACK_READY_MS - readyMs)));
    readyMs += stretch.to - from;
    vehicles += left.filter((at) => at > from).length;
    if (readyMs >= LOOK_BACK_READY_MS && vehicles >= LOOK_BACK_VEHICLES - 1) break;
  }
  const last = recent.at(-1);
  if (last === undefined) return null;
  const openMs = overlap(open, { from, to: last.to });
  return { vehicles, from, to: last.to, readyMs, queued: openMs > 0 && readyMs / openMs >= QUEUED_SHARE };
}
