/**
 * Rules of a shift on a tablet (DV-1 … DV-6). Times in ms since the epoch by the tablet's corrected clock; lengths in ms.
 * The tablet applies them alone: the centre may be out of reach for days.
 */
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** How long an online sign-in stands for an officer. */
export const SHIFT_MAX_MS = 12 * HOUR;
/** Without a touch or a scan. */
export const INACTIVITY_LOCK_MS = 15 * MINUTE;
/** From then on one officer alone no longer opens a tablet on which a second one is known. */
export const SECOND_OFFICER_AFTER_MS = 24 * HOUR;
/** Without the centre and without anybody unlocking. */
export const PURGE_AFTER_MS = 72 * HOUR;
/** The centre counts as within reach while its last answer is younger. */
const REACH_MS = 10 * MINUTE;
/** A lapsed shift ends between vehicles, never while an officer is at one. */
const BETWEEN_VEHICLES_MS = MINUTE;

/** Wrong PINs in a row until only the passphrase or the passkey opens. */
export const MOST_WRONG_PINS = 5;
export const PIN_LENGTHS = { least: 4, most: 8 } as const;

export type PinFault = 'length' | 'simple';

/** DV-6: digits only; not one digit repeated, not a run up or down. */
export function pinFault(pin: string): PinFault | null {
  if (!/^\d+$/.test(pin) || pin.length < PIN_LENGTHS.least || pin.length > PIN_LENGTHS.most) return 'length';
  const steps = [...pin].slice(1).map((digit, at) => Number(digit) - Number(pin[at]));
  return [0, 1, -1].some((step) => steps.every((each) => each === step)) ? 'simple' : null;
}

export type ShiftMoment = {
  readonly now: number;
  /** The officer's last online sign-in; null when it is not known. */
  readonly signedInAt: number | null;
  /** The centre's last answer; null when it never answered. */
  readonly lastExchangeAt: number | null;
};

/** Since when the centre has been silent: a sign-in is an answer of the centre too. Null: it never spoke. */
export function silentSince({ now, signedInAt, lastExchangeAt }: ShiftMoment): number | null {
  const heard = [signedInAt, lastExchangeAt].filter((at) => at !== null);
  return heard.length === 0 ? null : Math.max(0, now - Math.max(...heard));
}

export type UnlockDemand =
  | { readonly kind: 'none'; readonly silentMs: number | null }
  /** The sign-in has lapsed and the centre can be asked. */
  | { readonly kind: 'sign-in' }
  | { readonly kind: 'second-officer'; readonly silentMs: number };

/**
 * DV-1, DV-2: what an officer who gave the right PIN, passphrase or passkey must do besides. Without the centre nobody
 * can sign in, so a lapsed sign-in goes on standing; after a day it takes a second officer who is known on this
 * tablet. Where nobody else is known it opens alone, and the event says so: recording never stops.
 */
export function unlockDemand(moment: ShiftMoment, othersKnown: number): UnlockDemand {
  const { now, lastExchangeAt } = moment;
  const silentMs = silentSince(moment);
  const within = lastExchangeAt !== null && now - lastExchangeAt < REACH_MS;
  if (hasLapsed(moment) && within) return { kind: 'sign-in' };
  if (silentMs !== null && silentMs >= SECOND_OFFICER_AFTER_MS && othersKnown > 0)
    return { kind: 'second-officer', silentMs };
  return { kind: 'none', silentMs };
}

/** DV-1. Who was known before sign-ins were dated has no standing: lapsed. */
export const hasLapsed = ({ now, signedInAt }: Pick<ShiftMoment, 'now' | 'signedInAt'>): boolean =>
  signedInAt === null || now - signedInAt >= SHIFT_MAX_MS;

export type LockReason = 'idle' | 'expired';

/** DV-3: why an open shift must lock now; null while it may go on. `idleMs` since the last touch or scan. */
export function lockDue(moment: ShiftMoment, idleMs: number): LockReason | null {
  if (idleMs >= INACTIVITY_LOCK_MS) return 'idle';
  const isSignIn = unlockDemand(moment, 0).kind === 'sign-in';
  return isSignIn && idleMs >= BETWEEN_VEHICLES_MS ? 'expired' : null;
}

/**
 * DV-4: a tablet that nobody opens and that hears nothing is lost or stolen: what the centre has and what names people
 * goes. With nothing known of either, nothing was ever pulled.
 */
export function isPurgeDue(moment: {
  readonly now: number;
  readonly lastExchangeAt: number | null;
  readonly lastUnlockAt: number | null;
}): boolean {
  const signs = [moment.lastExchangeAt, moment.lastUnlockAt].filter((at) => at !== null);
  return signs.length > 0 && moment.now - Math.max(...signs) >= PURGE_AFTER_MS;
}

/** Whose post at this gate ended, by the centre's clock, ms. */
export type EndedPost = { readonly person: string; readonly at: number };

/** DV-10: who signed in before the own post ended opens nothing; whoever came back has signed in since. */
export const hasEnded = (
  officer: { readonly id: string; readonly signedInAt: number | null },
  ended: readonly EndedPost[],
): boolean => ended.some(({ person, at }) => person === officer.id && (officer.signedInAt ?? 0) <= at);
