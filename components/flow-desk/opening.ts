import type { Interval } from '@/domain/flow/intervals';

/** Open or closed at that time, and when that changes, ms; null: not within the hours that are known. */
export function openingAt(
  open: readonly Interval[],
  now: number,
): { readonly isOpen: boolean; readonly changesAt: number | null } {
  const running = open.find(({ from, to }) => from <= now && now < to);
  if (running !== undefined) return { isOpen: true, changesAt: running.to };
  return { isOpen: false, changesAt: open.find(({ from }) => from > now)?.from ?? null };
}
