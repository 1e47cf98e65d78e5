import type * as z from 'zod';
import type { CrossingId, DeviceId, EventId, GateId, PassId, StepId } from '../shared/identity';
import type { Agency, Direction, Stage } from '../shared/vocabulary';
import type { Binding, declaredBodySchema } from '../sync/event';

/**
 * What `fold(process, events)` yields. Total: any set of events gives a state; what does not fit becomes a flag.
 * All times are ms since the epoch, `occurredAt(event)` of domain/sync/hlc.ts; order is by the hybrid clock.
 */
export type Declared = z.infer<typeof declaredBodySchema>;

export type Confirmation = {
  readonly agency: Agency;
  readonly at: number;
  readonly eventId: EventId;
  readonly device: DeviceId;
  readonly actor: string | null;
  /** Number of the paper sheet it was ticked on (rule 15); absent for a tick on a tablet. */
  readonly paper?: number;
};

export type StepState = {
  readonly step: StepId;
  readonly stage: Stage;
  /** Confirming here is a use of the pass by that agency. */
  readonly usesPass: boolean;
  /** `not-needed`: optional, nobody began it, and the crossing went on without it. */
  readonly status: 'open' | 'partly' | 'confirmed' | 'not-needed';
  readonly confirmations: readonly Confirmation[];
  readonly missing: readonly Agency[];
  /** Time of the last needed confirmation, or of the last precondition if that came later. */
  readonly confirmedAt: number | null;
};

/** "Customs done, border guard not yet" is a real state with a clock (rule 2). */
export type Waiting = { readonly agency: Agency; readonly step: StepId; readonly since: number };

export type PassState = {
  readonly passId: PassId;
  readonly revision: number;
  readonly status: 'live' | 'revoked' | 'superseded';
};

/**
 * One accepted use of the pass at a step that uses it up. Border guard and customs each use it once at gate entry:
 * more than one use per step *and agency* is an incident (IN-1).
 */
export type Use = {
  readonly step: StepId;
  readonly agency: Agency;
  readonly eventId: EventId;
  readonly device: DeviceId;
  readonly at: number;
  readonly passId: PassId | null;
};

export const FLAG_CODES = [
  'FL-ORDER', // confirmed before a step it comes after
  'FL-STEP', // step not in this process
  'FL-AGENCY', // agency not asked for at this step
  'FL-TWICE', // same agency confirmed the step again
  'FL-PRE', // a precondition did not hold
  'FL-ENDED', // after the crossing ended
  'FL-UNDECLARED', // no declaration known
  'FL-HELD', // confirmed while held
  'FL-RELEASE', // released without eligibility or override
  'FL-FIELD', // corrects a field that is not there, or to a value it cannot have
  'FL-PAPER', // from paper, where the log had this tick already: both kept
  'FL-UNDO', // undo of something that may not be undone
] as const;
export type FlagCode = (typeof FLAG_CODES)[number];
export type Flag = { readonly code: FlagCode; readonly eventId: EventId };

export type FieldChange = {
  readonly path: string;
  readonly from: string | number | null;
  readonly to: string | number | null;
  readonly reason: string;
  readonly at: number;
  readonly actor: string | null;
};

export type CrossingState = {
  readonly crossingId: CrossingId;
  readonly gateId: GateId;
  readonly direction: Direction | null;
  /** Null while the declaration itself has not arrived. Corrections already applied. */
  readonly declared: Declared | null;
  readonly declaredAt: number | null;
  readonly binding: Binding | null;
  readonly history: readonly FieldChange[];
  readonly passes: readonly PassState[];
  readonly steps: readonly StepState[];
  /** Furthest stage of a confirmed step. */
  readonly stage: Stage;
  readonly stageSince: number | null;
  readonly waitingOn: readonly Waiting[];
  readonly uses: readonly Use[];
  readonly hold: { readonly since: number; readonly reason: string } | null;
  /** Supervisor's word that lets a release through without eligibility (rule 4). */
  readonly override: { readonly reason: string; readonly approvedBy: string; readonly at: number } | null;
  readonly eligibility: { readonly eligible: boolean; readonly at: number } | null;
  readonly ended: { readonly kind: 'completed' | 'cancelled' | 'turned-back'; readonly at: number } | null;
  readonly flags: readonly Flag[];
  readonly lastEventAt: number | null;
};
