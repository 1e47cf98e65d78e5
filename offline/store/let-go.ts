/**
 * On a full disk the oldest go first, of what the centre has: a centre that is restored from yesterday's copy still gets back
 * what it lost. Only when that makes no room, all of it. Ages, ms.
 */
export const LET_GO_AFTER_MS = [2 * 86_400_000, Number.NEGATIVE_INFINITY] as const;
