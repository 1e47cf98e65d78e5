/** Where a device's acknowledgement stands, and the hole above it. */
export type Standing = {
  /** Everything up to here is durable at the centre. Cumulative: it never passes a hole. */
  readonly ackSeq: number;
  /** Greatest number received. */
  readonly maxSeq: number;
};

/** `stored`: every number at hand above the acknowledgement, in any order. */
export function standingAfter(before: Standing, stored: Iterable<number>): Standing {
  const present = new Set(stored);
  let { ackSeq, maxSeq } = before;
  for (const seq of present) maxSeq = Math.max(maxSeq, seq);
  while (present.has(ackSeq + 1)) ackSeq++;
  return { ackSeq, maxSeq };
}

/** First number that is missing below others that are here; null when nothing is missing. */
export const holeOf = ({ ackSeq, maxSeq }: Standing): number | null => (maxSeq > ackSeq ? ackSeq + 1 : null);
