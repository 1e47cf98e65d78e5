import type { CrossingState } from '../crossing/state';
import type { DecodeOutcome, PassClaims, VerifyOutcome } from '../pass/claims';
import type { Process } from '../process/process';
import type { DeviceId, GateId, StepId } from '../shared/identity';
import type { Agency, Verdict } from '../shared/vocabulary';

/**
 * Third step: may this vehicle go on here, now? One ordered list of checks (SPEC "AD"). Each answer carries a short
 * stable code, readable over a radio, and its evidence: what was known and how old it was.
 */
export const ADMISSION_CODES = [
  'PS-NOT', // not a pass
  'PS-VER', // newer format: update needed
  'PS-SIG', // signature wrong: altered or forged
  'PS-KEY', // key unknown: key list too old
  'PS-KEYX', // key expired, withdrawn, of another gate, or not yet in use
  'PS-REV', // revoked
  'PS-OLD', // superseded by a higher revision
  'AD-GATE', // pass of another gate
  'AD-DIR', // other direction than this lane
  'AD-ENDED', // crossing has ended
  'AD-HOLD', // vehicle is held
  'AD-USED', // already used at this step by this agency
  'AD-REL', // release without eligibility: the only hard block
  'PS-EARLY', // not before
  'PS-LATE', // past the far bound
  'AD-LIST', // a list is missing on board
  'AD-STALE', // a list older than the policy allows
  'AD-INSP', // leaves with an ordered inspection open or failed
  'AD-ORDER', // earlier step not confirmed: advice
  'AD-UNKNOWN', // genuine pass, crossing (or its process) not on this tablet yet
  'AD-OK',
] as const;
export type AdmissionCode = (typeof ADMISSION_CODES)[number];

export type Evidence = {
  readonly code: AdmissionCode;
  readonly verdict: Verdict;
  /** What the check looked at, for the screen; values are codes, numbers (ms) and identifiers, never sentences. */
  readonly known: Readonly<Record<string, string | number | boolean | null>>;
  /** Age of that knowledge in ms, null when it has none (a signature has no age). */
  readonly ageMs: number | null;
};

export type Decision = {
  readonly verdict: Verdict;
  /** The deciding code first. */
  readonly code: AdmissionCode;
  readonly evidence: readonly Evidence[];
  /** `local`: accepted here, the centre has not confirmed yet (rule 14). */
  readonly confirmation: 'local' | 'confirmed';
  readonly claims: PassClaims | null;
  /** Which binding the officer should look at. */
  readonly lookAt: 'plate' | 'trailer' | 'container' | 'seal' | null;
};

export type AdmissionContext = {
  /** Corrected clock, ms. */
  readonly now: number;
  readonly gateId: GateId;
  readonly gateNumber: number;
  readonly device: DeviceId;
  readonly agency: Agency;
  readonly step: StepId | null;
  readonly direction: 'export' | 'import' | 'both';
  /** Ms since the epoch; the documents themselves carry seconds. Null: no such list on board. */
  readonly lists: {
    readonly keysIssuedAt: number | null;
    readonly revocationIssuedAt: number | null;
  };
  readonly revoked: (passId: string) => boolean;
  readonly crossing: CrossingState | null;
  readonly process: Process | null;
  /** When this tablet last heard the centre, ms; null if never. */
  readonly lastExchangeAt: number | null;
  /** True when the centre itself judges: its word is the confirmation (rule 14). Absent on tablets. */
  readonly centre?: boolean;
};
export type Judged =
  | { readonly kind: 'decode'; readonly outcome: Exclude<DecodeOutcome, { kind: 'decoded' }> }
  | { readonly kind: 'verify'; readonly outcome: VerifyOutcome };
