/** Stretches of time, ms, `to` excluded; lists are sorted and disjoint. */
export type Interval = { readonly from: number; readonly to: number };

export function merge(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  for (const next of intervals.filter(({ from, to }) => from < to).toSorted((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last !== undefined && next.from <= last.to)
      merged[merged.length - 1] = { from: last.from, to: Math.max(last.to, next.to) };
    else merged.push(next);
  }
  return merged;
}

export const subtract = (from: readonly Interval[], what: Interval): Interval[] =>
  from.flatMap((each) =>
    [
      { from: each.from, to: Math.min(each.to, what.from) },
      { from: Math.max(each.from, what.to), to: each.to },
    ].filter((left) => left.from < left.to),
  );

export const clip = (intervals: readonly Interval[], within: Interval): Interval[] =>
  intervals
    .map(({ from, to }) => ({ from: Math.max(from, within.from), to: Math.min(to, within.to) }))
    .filter(({ from, to }) => from < to);

/** How much of a stretch lies in them, ms. */
export function overlap(intervals: readonly Interval[], stretch: Interval): number {
  let sum = 0;
  for (const { from, to } of intervals) {
    if (from >= stretch.to) break;
    sum += Math.max(0, Math.min(to, stretch.to) - Math.max(from, stretch.from));
  }
  return sum;
}

/** The instant so much of them before another: counted back over what lies in them alone. */
export function before(intervals: readonly Interval[], at: number, ms: number): number {
  let left = ms;
  for (let n = intervals.length - 1; n >= 0; n -= 1) {
    const { from = at, to = at } = intervals[n] ?? {};
    if (from >= at) continue;
    const end = Math.min(to, at);
    if (end - from >= left) return end - left;
    left -= end - from;
  }
  return at - ms;
}
