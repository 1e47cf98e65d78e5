/** Why a crossing does not go to another gate, in the order in which it is asked. */
export const REDIRECT_REFUSALS = [
  'RD-ENDED', // the crossing has ended
  'RD-INSIDE', // it has passed the gate
  'RD-HELD', // an officer holds it
  'RD-PASS', // its pass was revoked
  'RD-SAME', // it is this gate
  'RD-CLOSED', // nothing begins there any more
  'RD-AGAIN', // it came from another gate already
] as const;
export type RedirectRefusal = (typeof REDIRECT_REFUSALS)[number];

/** A crossing that would go on at another gate. Times in ms. */
export type Leaving = {
  readonly ended: boolean;
  /** First tick of gate entry; null: not yet. */
  readonly insideAt: number | null;
  readonly held: boolean;
  readonly hasLivePass: boolean;
  /** It continues a crossing of another gate. */
  readonly isContinuation: boolean;
  readonly from: string;
  /** When it asked for its hour there; null: it has not asked. */
  readonly askedAt: number | null;
};

export type Redirect =
  | { readonly kind: 'refused'; readonly code: RedirectRefusal }
  /** `askedAt`: as whose elder it waits for an hour at the new gate; null: it had asked for none. */
  | { readonly kind: 'moves'; readonly askedAt: number | null; readonly carried: boolean };

/**
 * FV-14, FV-15: before gate entry a crossing may end here and go on elsewhere, once. Its time of asking goes with it where
 * the same class of the same direction is open there; elsewhere it asks anew.
 */
export function judgeRedirect(
  leaving: Leaving,
  to: { readonly gate: string; readonly isOpen: boolean; readonly isClassOpen: boolean },
  now: number,
): Redirect {
  const refused = (code: RedirectRefusal): Redirect => ({ kind: 'refused', code });
  if (leaving.ended) return refused('RD-ENDED');
  if (leaving.insideAt !== null) return refused('RD-INSIDE');
  if (leaving.held) return refused('RD-HELD');
  if (!leaving.hasLivePass) return refused('RD-PASS');
  if (leaving.from === to.gate) return refused('RD-SAME');
  if (!to.isOpen) return refused('RD-CLOSED');
  if (leaving.isContinuation) return refused('RD-AGAIN');
  if (leaving.askedAt === null) return { kind: 'moves', askedAt: null, carried: false };
  return to.isClassOpen
    ? { kind: 'moves', askedAt: Math.min(leaving.askedAt, now), carried: true }
    : { kind: 'moves', askedAt: now, carried: false };
}
