import type { ContainerSize, VehicleKind } from './entry';

/** A vehicle as its firm entered it. */
export type Claimed = {
  /** Normalised; null: not known yet. */
  readonly chassis: string | null;
  /** Normalised. */
  readonly plate: string;
  readonly kind: VehicleKind;
  readonly container: ContainerSize;
};

/** What an officer saw on the vehicle and in its papers, and when, ms. */
export type Seen = {
  readonly chassis: string;
  readonly plate: string;
  /** Null: it was looked at before anybody wrote this down. */
  readonly kind: VehicleKind | null;
  readonly container: ContainerSize | null;
  readonly at: number;
};

/** What an officer saw is what the firm says still. */
const isSame = (seen: Seen, claimed: Claimed): boolean =>
  seen.chassis === claimed.chassis &&
  seen.plate === claimed.plate &&
  (seen.kind ?? claimed.kind) === claimed.kind &&
  (seen.container ?? claimed.container) === claimed.container;

/** The same chassis number in another firm's fleet. Times in ms. */
export type Rival = {
  readonly claimedAt: number;
  /** When an officer last verified it there; null: never. */
  readonly verifiedAt: number | null;
};

export const UNVERIFIED = ['chassis-unknown', 'never', 'changed', 'claimed-twice'] as const;
export type Verification =
  | { readonly kind: 'verified'; readonly at: number }
  | { readonly kind: 'unverified'; readonly because: (typeof UNVERIFIED)[number] };

/**
 * FV-5, FV-6: a vehicle is what an officer saw, as long as plate, chassis number, kind and container stayed as they were, and
 * no other firm has claimed that chassis number, or been found to have it, since then.
 */
export function verificationOf(
  claimed: Claimed,
  seen: readonly Seen[],
  rivals: readonly Rival[],
): Verification {
  if (claimed.chassis === null) return { kind: 'unverified', because: 'chassis-unknown' };
  const latest = seen.reduce<Seen | null>(
    (best, each) => (best === null || each.at > best.at ? each : best),
    null,
  );
  const isDisputed = (since: number) =>
    rivals.some((rival) => rival.claimedAt >= since || (rival.verifiedAt ?? -1) >= since);
  if (latest === null) return { kind: 'unverified', because: rivals.length > 0 ? 'claimed-twice' : 'never' };
  if (!isSame(latest, claimed)) return { kind: 'unverified', because: 'changed' };
  if (isDisputed(latest.at)) return { kind: 'unverified', because: 'claimed-twice' };
  return { kind: 'verified', at: latest.at };
}
