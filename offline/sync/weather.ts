import type { ClockReading } from '../store/rows';
import { type Clock, correctedNow, offsetNow } from './clock';
import type { OfflineReason } from './state';
import type { Failure } from './transport';

/** So far off, a clock makes a good certificate look expired or not yet valid. */
export const CLOCK_FAR_OFF_MS = 10 * 60_000;
/** Longer without the centre than any honest absence: the clock has jumped ahead. */
const LONG_AWAY_MS = 60 * 24 * 3_600_000;

/**
 * How far this tablet's clock is off, ms, as far as it can tell alone: by what was measured, and by whether time has
 * since run backwards or leapt. A clock that went forward by less may have slept (decision 089).
 */
export function clockOffMs(
  reading: ClockReading | null,
  lastExchangeAt: number | null,
  clock: Clock,
): number {
  if (reading === null) return 0;
  const measured = Math.abs(offsetNow(reading, clock) ?? 0);
  if (lastExchangeAt === null) return measured;
  const since = correctedNow(reading, clock) - lastExchangeAt;
  const leap = since < 0 ? -since : since > LONG_AWAY_MS ? since : 0;
  return Math.max(measured, leap);
}

export type Outlook = {
  /** `navigator.onLine`: believed only when it says that there is no network. */
  readonly hasNetwork: boolean;
  /** Over TLS, where a browser does not say why it failed. */
  readonly isSecure: boolean;
  readonly clockOffMs: number;
};

/**
 * OF-44: which sentence the officer is told. A wrong clock comes first, since it makes everything secure fail; a
 * browser hides what is wrong with a certificate, so that there the sentence says how to look.
 */
export function reasonOf(
  failure: Extract<Failure, { kind: 'unreachable' | 'not-the-centre' | 'busy' | 'refused' }>,
  outlook: Outlook,
): OfflineReason {
  if (failure.kind === 'not-the-centre') return failure.sign ?? 'not-the-centre';
  if (failure.kind !== 'unreachable') return failure.kind;
  if (outlook.clockOffMs > CLOCK_FAR_OFF_MS && outlook.hasNetwork) return 'clock';
  if (!outlook.hasNetwork) return 'no-network';
  if (failure.sign !== undefined) return failure.sign;
  return outlook.isSecure ? 'certificate' : 'unreachable';
}
