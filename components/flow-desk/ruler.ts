import type { ForecastHour } from '@/domain/flow/forecast';
import type { HourCapacity } from '@/domain/flow/hour-capacity';
import { clip, type Interval, overlap, subtract } from '@/domain/flow/intervals';
import type { QueuePicture } from '@/domain/flow/picture';
import { hourOfDay } from '@/domain/flow/zones';

const HOUR_MS = 3_600_000;

/** One hour of the ruler; the forecast is of its end, null where it does not reach. */
export type RulerHour = {
  readonly hourStart: number;
  readonly openShare: number;
  readonly places: number;
  readonly limitedBy: HourCapacity['limitedBy'];
  readonly expected: Pick<ForecastHour, 'queue' | 'low' | 'high'> | null;
};

/** The hours to come, as many as there is room for. */
export function rulerHours(
  hours: readonly HourCapacity[],
  open: readonly Interval[],
  forecast: readonly ForecastHour[],
  most: number,
): readonly RulerHour[] {
  const byHour = new Map(forecast.map((hour) => [hour.hourStart, hour]));
  return hours.slice(0, most).map(({ hourStart, places, limitedBy }) => ({
    hourStart,
    openShare: overlap(open, { from: hourStart, to: hourStart + HOUR_MS }) / HOUR_MS,
    places,
    limitedBy,
    expected: byHour.get(hourStart) ?? null,
  }));
}

/** Open and closed stretches of a time, in their order. */
export function stretchesOf(
  open: readonly Interval[],
  within: Interval,
): readonly (Interval & { readonly isOpen: boolean })[] {
  const windows = clip(open, within);
  const closed = windows.reduce<Interval[]>(subtract, [within]);
  return [
    ...windows.map((each) => ({ ...each, isOpen: true })),
    ...closed.map((each) => ({ ...each, isOpen: false })),
  ].sort((a, b) => a.from - b.from);
}

/** Every hour, every third or every sixth, so that the words of neighbouring ticks do not touch; counted from midnight at home. */
export function ticksOf(
  hours: readonly Pick<RulerHour, 'hourStart'>[],
  hourWidth: number,
  wordWidth: number,
): readonly number[] {
  const every = [1, 2, 3, 6, 12].find((step) => step * hourWidth >= wordWidth) ?? 12;
  return hours.flatMap(({ hourStart }) => (hourOfDay(hourStart) % every === 0 ? [hourStart] : []));
}

/** A round figure at or above the largest value: 10, 20, 50, 100 … */
export function roundTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return Math.max(10, [1, 2, 3, 5, 10].map((n) => n * power).find((top) => top >= most) ?? most);
}

/**
 * How high the chart is, vehicles, and where its line of what can stand in all yards is drawn, as the warning counts it;
 * null: nobody has said, or it is so far above that the queue would be a line on the ground.
 */
export function scaleOf(
  hours: readonly RulerHour[],
  { staging, inside, trial }: Pick<QueuePicture, 'staging' | 'inside' | 'trial'>,
): { readonly top: number; readonly room: number | null } {
  const known = staging.places !== null || inside.places !== null;
  const room = known ? (staging.places ?? 0) + (inside.places ?? 0) : null;
  const most = Math.max(trial.input.standing, ...hours.map(({ expected }) => expected?.high ?? 0));
  if (room === null || room > 2 * most) return { top: roundTop(most), room: null };
  return { top: roundTop(Math.max(most, room)), room };
}
