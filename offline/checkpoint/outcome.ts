import type { AdmissionCode, Decision } from '@/domain/admission/verdict';
import type { LatelyFact } from '@/domain/crossing/lately';
import type { CrossingState } from '@/domain/crossing/state';
import type { PassClaims } from '@/domain/pass/claims';
import type { Process } from '@/domain/process/process';
import type { OfferedStep } from '@/domain/process/steps-for';
import type { CrossingId, EventId, PassId, StepId } from '@/domain/shared/identity';
import type { LocalText, Verdict } from '@/domain/shared/vocabulary';
import type { EventVerdict, PassRecord } from '@/domain/sync/protocol';

export type { OfferedStep };

/** How the code came to the tablet. `lookup`: found by plate, `paper`: typed from a print. */
export type ScanSource = 'camera' | 'trigger' | 'lookup' | 'paper';

/** Exactly one crossing of a checkpoint, named by whatever is known of it: an unknown pass has no crossing id yet. */
export type Subject = { readonly crossingId: CrossingId | null; readonly passId: PassId | null };

export type Vehicle = Subject & {
  /** First eight hex digits of the pass id, upper case in two groups: readable over a radio. */
  readonly shortCode: string | null;
  readonly claims: PassClaims | null;
  /** The text of the pass where it is known here: scan it to judge a vehicle found by look-up. */
  readonly token: string | null;
  /** Null for a pass the centre has not told this tablet of. */
  readonly record: PassRecord | null;
  readonly crossing: CrossingState | null;
  readonly process: Process | null;
  /** What the officer's own agency can tick, in the order of the process. */
  readonly steps: readonly OfferedStep[];
  /** The step this post would tick now: what the verdict is about. */
  readonly stepHere: StepId | null;
  /** The last standing facts about it, newest first; a few, for the screen. */
  readonly lately: readonly LatelyFact[];
};

/**
 * Rule 14, OF-17: "recorded" is said only of an event that rests in a committed strict-durability transaction.
 * `memory-only` (storage full or gone) must be shouted, not whispered.
 */
export type Recorded =
  | { readonly kind: 'recorded'; readonly events: readonly { readonly id: EventId; readonly seq: number }[] }
  | { readonly kind: 'memory-only'; readonly reason: StorageTrouble };

/** Rule 4: nothing was recorded, since the tick would release what is not eligible. The decision says why. */
export type Confirmed = Recorded | { readonly kind: 'blocked'; readonly decision: Decision };
/** Photographs are the first to be refused when storage is short; nothing else is (OF-42). */
export type PhotoKept = Recorded | { readonly kind: 'no-room' };
export type StorageTrouble = 'full' | 'gone';

export type ScanOutcome = {
  readonly decision: Decision;
  readonly vehicle: Vehicle;
  readonly recorded: Recorded;
  /** Corrected clock at the moment of the scan, ms. */
  readonly at: number;
};

/** What became of an own event: still only here, taken by the centre, or kept aside there for a supervisor. */
export type EventStanding =
  | { readonly kind: 'unsynced' }
  | { readonly kind: 'synced' }
  | { readonly kind: 'quarantined'; readonly code: Extract<EventVerdict, { kind: 'quarantined' }>['code'] }
  | { readonly kind: 'fork' };

/** What was done to a vehicle, as the screen names it. */
export const DEED_NAMES = [
  'step',
  'hold',
  'lift',
  'turn-back',
  'order-inspection',
  'report-inspection',
  'request-quarantine',
  'report-quarantine',
  'ask-firm',
  'pair',
  'compare',
  'note',
  'photo',
] as const;
export type DeedName = (typeof DEED_NAMES)[number];

/** One line of "lately on this tablet": scans and deeds, newest first. */
export type RecentEntry = Subject & {
  readonly eventId: EventId;
  readonly seq: number;
  /** Corrected clock, ms. */
  readonly at: number;
  readonly what: DeedName | 'scan' | 'undo';
  readonly step: StepId | null;
  readonly stepName: LocalText | null;
  readonly verdict: Verdict | null;
  readonly code: AdmissionCode | null;
  readonly shortCode: string | null;
  /** Normalised plate, null when this tablet cannot know it. */
  readonly plate: string | null;
  readonly standing: EventStanding;
  readonly undone: boolean;
};

/** Why a vehicle is held: a closed set on the wire; anything typed beside it is sealed to the centre (OF-19). */
export const HOLD_REASONS = [
  'documents',
  'goods',
  'vehicle',
  'driver',
  'seal',
  'quarantine',
  'other',
] as const;
export type HoldReason = (typeof HOLD_REASONS)[number];
