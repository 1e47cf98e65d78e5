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

/**
 * A push that brings nothing speaks of what is below it: those numbers were written, and are neither here nor any longer
 * there. Said once it may be that the centre was set back and they come with the next one; said again with the same head
 * they are lost by both, and missing like numbers below one that is held (IN-5).
 */
export function withLostNumbers(
  before: Standing & { readonly headSeq: number },
  push: { readonly from: number; readonly headSeq: number; readonly events: readonly unknown[] },
): Standing {
  const isSaidAgain = push.events.length === 0 && push.headSeq === before.headSeq;
  const said = isSaidAgain ? Math.min(push.from - 1, push.headSeq) : 0;
  return { ackSeq: before.ackSeq, maxSeq: Math.max(before.maxSeq, said) };
}

/** First number that is missing below others that are here; null when nothing is missing. */
export const holeOf = ({ ackSeq, maxSeq }: Standing): number | null => (maxSeq > ackSeq ? ackSeq + 1 : null);
