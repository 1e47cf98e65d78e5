import { assertNever } from '../shared/result';

/**
 * A message on its way:
 *
 *   queued ──taken──▶ sending ──accepted──▶ sent ──receipt──▶ delivered
 *     │  ▲               │  │                 └───receipt──▶ failed
 *     │  └─busy, away────┘  ├──refused, too often──▶ failed
 *     │  └─node died, the other side knows ids──┤
 *     │                     └─node died or no answer, it does not──▶ unknown ──receipt──▶ delivered, failed
 *     ├──too late──▶ expired
 *     └──another fact──▶ overtaken
 */
export const DELIVERY_STATES = [
  'queued',
  'sending',
  'sent',
  'delivered',
  'failed',
  'expired',
  'unknown',
  'overtaken',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What came of one attempt. */
export type Attempt =
  | { readonly kind: 'accepted' }
  /** The other side surely does not have it and may have it later. */
  | { readonly kind: 'later' }
  /** It broke off after something was sent: it may have it. */
  | { readonly kind: 'unsure' }
  /** Never: no such number, subscription gone, too large. */
  | { readonly kind: 'never' };

export const MOST_TRIES = 8;

/** TE-7: what is not known is not sent again, unless the other side tells the same message by its id. */
export function afterAttempt(
  attempt: Attempt,
  { tries, knowsIds }: { readonly tries: number; readonly knowsIds: boolean },
): Extract<DeliveryState, 'queued' | 'sent' | 'failed' | 'unknown'> {
  switch (attempt.kind) {
    case 'accepted':
      return 'sent';
    case 'never':
      return 'failed';
    case 'later':
      return tries >= MOST_TRIES ? 'failed' : 'queued';
    case 'unsure':
      if (!knowsIds) return 'unknown';
      return tries >= MOST_TRIES ? 'unknown' : 'queued';
    default:
      return assertNever(attempt);
  }
}

/** Of a message whose node was not heard of again while it sent (TE-7). */
export const afterCrash = (of: { readonly tries: number; readonly knowsIds: boolean }) =>
  afterAttempt({ kind: 'unsure' }, of);

/** Null: the receipt says nothing new. What was delivered once stays so (TE-8). */
export function afterReceipt(
  state: DeliveryState,
  receipt: 'delivered' | 'failed',
): Extract<DeliveryState, 'delivered' | 'failed'> | null {
  const isOpen = state === 'sent' || state === 'unknown' || state === 'sending';
  if (receipt === 'delivered') return isOpen || state === 'failed' ? 'delivered' : null;
  return isOpen ? 'failed' : null;
}

const MOST_PAUSE_MS = 10 * 60_000;

/** Doubling from two seconds to ten minutes, ±20 %; `chance` 0–1. ms. */
export const pauseAfterTry = (tries: number, chance: number): number =>
  Math.round(Math.min(2_000 * 2 ** Math.max(0, tries - 1), MOST_PAUSE_MS) * (0.8 + 0.4 * chance));
