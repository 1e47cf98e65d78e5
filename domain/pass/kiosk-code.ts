/** PO-5. Of eight digits as other codes (FM-7): with five tries on a plate in five minutes, its half hour finds 1 in 3 million. */
export const KIOSK_CODE_LIFE_SECONDS = 1800;

/** A kiosk that nobody touches is the next person's (PO-7), ms. */
const IDLE_MS = 60_000;
/** So long before, it says so. */
const WARNS_MS = 20_000;

export type KioskPatience =
  | { readonly kind: 'waits' }
  | { readonly kind: 'warns'; readonly seconds: number }
  | { readonly kind: 'over' };

/** How long a kiosk still keeps what somebody has begun there (PO-7). Times in ms. */
export function kioskPatience(touchedAt: number, now: number): KioskPatience {
  const left = touchedAt + IDLE_MS - now;
  if (left <= 0) return { kind: 'over' };
  return left > WARNS_MS ? { kind: 'waits' } : { kind: 'warns', seconds: Math.ceil(left / 1000) };
}
