import type { GateSnapshot } from '../board/snapshot';
import { GOODS_CLASSES, type GoodsClass } from '../shared/vocabulary';

/** Value below which `share` of the sorted values lie, interpolated as Postgres' percentile_cont does. */
export function percentile(sorted: readonly number[], share: number): number | null {
  const place = share * (sorted.length - 1);
  const low = sorted[Math.floor(place)];
  const high = sorted[Math.ceil(place)];
  if (low === undefined || high === undefined) return null;
  return low + (high - low) * (place - Math.floor(place));
}

/**
 * Arrival to leaving, as a time release study tells it (rule 18, FL-8): median and P90 by class, ms; the class with
 * most vehicles first. A wait below zero (two clocks) says nothing and is left out.
 */
export function waitsByClass(
  crossings: Iterable<{ readonly class: GoodsClass; readonly arrivedAt: number; readonly leftAt: number }>,
): GateSnapshot['waits'] {
  const waits = new Map<GoodsClass, number[]>(GOODS_CLASSES.map((goods) => [goods, []]));
  for (const { class: goods, arrivedAt, leftAt } of crossings)
    if (leftAt >= arrivedAt) waits.get(goods)?.push(leftAt - arrivedAt);
  return GOODS_CLASSES.flatMap((goods) => {
    const sorted = (waits.get(goods) ?? []).sort((a, b) => a - b);
    const [median, p90] = [percentile(sorted, 0.5), percentile(sorted, 0.9)];
    if (median === null || p90 === null) return [];
    return [{ class: goods, medianMs: Math.round(median), p90Ms: Math.round(p90), count: sorted.length }];
  }).sort((a, b) => b.count - a.count);
}
