import { MOST_WRONG_PINS } from '@/domain/device/shift-rules';
import type { UnlockGuard } from '../store/rows';
import type { Clock } from '../sync/clock';
import { isPin, type KnownOfficer } from './roster';
import type { UnlockOutcome } from './shift-doors';
import { afterFailure, asOfNow, noFailures } from './unlock-guard';

/**
 * OF-28: wrong PINs slow down as wrong passphrases do, and five in a row end the PIN of this officer until the
 * passphrase or the passkey was given. Counted in memory, where the key is: without the key no PIN is asked for.
 */
export function createPinGuard(clock: Clock) {
  const wrong = new Map<string, UnlockGuard>();
  return {
    check: async (officer: KnownOfficer, pin: string): Promise<UnlockOutcome | 'right'> => {
      const guard = asOfNow(wrong.get(officer.key) ?? noFailures, clock.wall());
      if (officer.pin === null || guard.failures >= MOST_WRONG_PINS) return { kind: 'passphrase-only' };
      if (guard.waitUntil > clock.wall()) {
        wrong.set(officer.key, guard);
        return { kind: 'wait', waitUntil: guard.waitUntil };
      }
      // Counted before it is looked at, as several at once would otherwise share one try.
      const counted = afterFailure(guard, clock.wall());
      wrong.set(officer.key, counted);
      if (await isPin(officer, pin)) {
        wrong.delete(officer.key);
        return 'right';
      }
      return counted.failures >= MOST_WRONG_PINS
        ? { kind: 'passphrase-only' }
        : { kind: 'wrong', waitUntil: counted.waitUntil };
    },
    forget: (key: string) => void wrong.delete(key),
    clear: () => wrong.clear(),
  };
}
