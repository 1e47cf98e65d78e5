/**
 * What is worrying about a tablet, seen from the control room (DV-7). Ages in ms by the centre's clock.
 */
const MINUTE = 60_000;
export const SILENT_WARNING_MS = 10 * MINUTE;
export const SILENT_SERIOUS_MS = 30 * MINUTE;

export type AlarmLevel = 'none' | 'warning' | 'serious';

export type DeviceSigns = {
  readonly isWithdrawn: boolean;
  /** Somebody opened a shift on it and it has not said that the shift ended. */
  readonly isShiftOpen: boolean;
  /** Null when it never came back after its enrolment. */
  readonly lastSeenAt: number | null;
  readonly enrolledAt: number;
  readonly unsynced: number;
  /** In quarantine at the centre: somebody must look. */
  readonly quarantined: number;
};

/**
 * A tablet in a shift that is not heard is offline, broken or gone; nobody is at fault, somebody must look. One that
 * nobody works with may be silent.
 */
export function silenceOf(signs: DeviceSigns, now: number): AlarmLevel {
  if (signs.isWithdrawn || !signs.isShiftOpen) return 'none';
  const silentMs = now - (signs.lastSeenAt ?? signs.enrolledAt);
  if (silentMs >= SILENT_SERIOUS_MS) return 'serious';
  return silentMs >= SILENT_WARNING_MS ? 'warning' : 'none';
}

const RANK: Readonly<Record<AlarmLevel, number>> = { serious: 0, warning: 1, none: 2 };

/** DV-8: worst first: silence in a shift, quarantined, unsent, then who was heard longest ago; withdrawn ones last. */
export function worstFirst(now: number) {
  return (a: DeviceSigns, b: DeviceSigns): number =>
    Number(a.isWithdrawn) - Number(b.isWithdrawn) ||
    RANK[silenceOf(a, now)] - RANK[silenceOf(b, now)] ||
    Number(b.quarantined > 0) - Number(a.quarantined > 0) ||
    b.unsynced - a.unsynced ||
    (a.lastSeenAt ?? a.enrolledAt) - (b.lastSeenAt ?? b.enrolledAt);
}
