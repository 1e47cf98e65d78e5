import type * as z from 'zod';
import type { CrossingId, DeviceId, EventId, GateId, PassId, StepId } from '../shared/identity';
import type { Agency, Direction, Party, Stage } from '../shared/vocabulary';
import type { Binding, declaredBodySchema, ELIGIBILITY_SOURCES } from '../sync/event';
import type {
  CheckedBinding,
  InformationSubject,
  InspectionPlace,
  InspectionReason,
  QuarantineKind,
  QuarantineResult,
} from '../sync/work-bodies';
import type { Stretch } from './stretches';

/**
 * What `fold(process, events)` yields. Total: any set of events gives a state; what does not fit becomes a flag.
 * All times are ms since the epoch, `occurredAt(event)` of domain/sync/hlc.ts; order is by the hybrid clock.
 */
export type Declared = z.infer<typeof declaredBodySchema>;

export type EligibilitySource = (typeof ELIGIBILITY_SOURCES)[number];

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
  /**
   * `asked`: optional, and an officer asked for it (FO-15). `not-needed`: optional, nobody began it or asked for it,
   * and the crossing went on without it.
   */
  readonly status: 'open' | 'asked' | 'partly' | 'confirmed' | 'not-needed';
  readonly confirmations: readonly Confirmation[];
  readonly missing: readonly Agency[];
  /** Time of the last needed confirmation, or of the last precondition if that came later. */
  readonly confirmedAt: number | null;
};

/** "Customs done, border guard not yet" is a real state with a clock (rule 2). */
export type Waiting = {
  /** Whose turn it is; `firm` once it was asked something. */
  readonly agency: Party;
  /** Null for what an officer ordered or asked beside the steps of the process. */
  readonly step: StepId | null;
  /** Only without a step: what was ordered or asked. */
  readonly ordered?:
    | { readonly kind: 'inspection'; readonly place: InspectionPlace }
    | { readonly kind: 'quarantine'; readonly quarantine: QuarantineKind }
    | { readonly kind: 'question'; readonly about: InformationSubject };
  readonly since: number;
};

/** Places in the order of the way, with what each said (FO-14). */
export type Inspection = {
  readonly reason: InspectionReason;
  readonly orderedAt: number;
  /** Null: a supervisor or the centre. */
  readonly agency: Agency | null;
  readonly places: readonly {
    readonly place: InspectionPlace;
    readonly orderedAt: number;
    readonly result: 'passed' | 'failed' | null;
    readonly at: number | null;
    readonly agency: Agency | null;
  }[];
  readonly status: 'open' | 'passed' | 'failed';
};

/** `treatment`: answered, and still open until what was treated is looked at again (FO-15). */
export type Quarantine = {
  readonly kind: QuarantineKind;
  /** Null: a result nobody had asked for. */
  readonly requestedAt: number | null;
  readonly requestedBy: Agency | null;
  readonly result: QuarantineResult | null;
  readonly at: number | null;
};

export type Question = {
  readonly request: EventId;
  readonly about: InformationSubject;
  readonly askedAt: number;
  readonly agency: Agency | null;
  readonly answeredAt: number | null;
};

/** The lorries that take over the load, as crossings of their own (FO-17). */
export type Pairing = { readonly receiving: readonly CrossingId[]; readonly since: number };

/** The last comparison of one binding (FO-18). */
export type BindingCheck = {
  readonly which: CheckedBinding;
  readonly matches: boolean;
  readonly at: number;
  readonly agency: Agency | null;
};

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
  'FL-PLACE', // result of an inspection or quarantine that nobody ordered
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
  /** Where it last was ticked, of the yards of the gate, and since when it is there (GA-9). */
  readonly yard: { readonly name: string; readonly since: number } | null;
  readonly waitingOn: readonly Waiting[];
  readonly uses: readonly Use[];
  readonly hold: { readonly since: number; readonly reason: string } | null;
  /** Every hold there was, in the order in which they were placed. */
  readonly holds: readonly Stretch[];
  /** Supervisor's word that lets a release through without eligibility (rule 4). */
  readonly override: {
    readonly eventId: EventId;
    readonly reason: string;
    readonly approvedBy: string;
    readonly at: number;
  } | null;
  /** The latest answer; `at`: when customs knew it (RE-3). */
  readonly eligibility: {
    readonly eligible: boolean;
    readonly at: number;
    readonly source: EligibilitySource;
  } | null;
  /** When "eligible" stood, by what was known when. */
  readonly eligible: readonly Stretch[];
  readonly ended: { readonly kind: 'completed' | 'cancelled' | 'turned-back'; readonly at: number } | null;
  readonly inspection: Inspection | null;
  /** At most one of each kind, in the order in which they were first spoken of. */
  readonly quarantine: readonly Quarantine[];
  readonly questions: readonly Question[];
  readonly pairing: Pairing | null;
  readonly checks: readonly BindingCheck[];
  /** How many stand; the words and pictures are sealed. */
  readonly notes: number;
  readonly photos: number;
  readonly flags: readonly Flag[];
  readonly lastEventAt: number | null;
};
