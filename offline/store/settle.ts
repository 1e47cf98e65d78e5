import type { Acknowledgement } from './store';

/**
 * Where the acknowledgement stands after an answer. `keptAbove(seq)` gives the next own sequence kept here above `seq`.
 * Never above the head; back only by `rewind` (OF-2). Where older events are pruned, the hole cannot be filled from
 * here: an event that has its verdict then counts, or the outbox would turn in a circle.
 */
export function settledAck(
  before: number,
  headSeq: number,
  ack: Acknowledgement,
  keptAbove: (seq: number) => number | null,
): number {
  const said = Math.min(ack.ackSeq, headSeq);
  let settled = ack.rewind ? said : Math.max(before, said);
  const judged = new Set(ack.verdicts.map((verdict) => verdict.seq));
  for (let next = keptAbove(settled); next !== null && judged.has(next); next = keptAbove(settled))
    settled = next;
  return settled;
}
