import type { EventVerdict } from '@/domain/sync/protocol';
import type { OwnRow } from './rows';
import type { Acknowledgement } from './store';

/** Ascending rows up to the first gap that pruning left. The row's number counts: an event on a rotten disk may lie. */
export function firstRun(rows: readonly OwnRow[]): readonly OwnRow[] {
  const first = rows[0]?.seq ?? 0;
  const end = rows.findIndex((row, at) => row.seq !== first + at);
  return end < 0 ? rows : rows.slice(0, end);
}

export const sendable = (run: readonly OwnRow[], ack: number) => ({
  events: run.map((row) => row.event),
  from: run[0]?.seq ?? ack + 1,
});

/**
 * Where the acknowledgement stands after an answer: it passes an event only with the centre's verdict on it, or a reply
 * that was lost would leave one that nobody knows to be in quarantine (OF-2). Never above the head; back only by
 * `rewind`. `keptAbove(seq)` gives the next own sequence kept here above `seq`: a hole left by pruning cannot be filled
 * from here and stops nothing, be it at the end: only what was acknowledged is pruned.
 */
export function settledAck(
  before: number,
  headSeq: number,
  ack: Acknowledgement,
  keptAbove: (seq: number) => number | null,
): number {
  const said = Math.min(ack.ackSeq, headSeq);
  const judged = new Set(ack.verdicts.map((verdict) => verdict.seq));
  let settled = ack.rewind ? Math.min(before, said) : before;
  for (;;) {
    const next = keptAbove(settled);
    if (next === null) return headSeq;
    if (!judged.has(next)) return Math.max(settled, Math.min(said, next - 1));
    settled = next;
  }
}

/** What the acknowledgement does not say already: of everything else the number alone is written, also on a full disk. */
export const worthKeeping = (verdict: EventVerdict | undefined): EventVerdict | null =>
  verdict?.kind === 'quarantined' || verdict?.kind === 'fork' ? verdict : null;
