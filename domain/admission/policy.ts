import type { Verdict } from '../shared/vocabulary';
import type { AdmissionCode, Decision } from './verdict';

/** What the gate has decided beforehand, as data (AD-11): changed without touching a check. */

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How a list of this age is treated. Rows by rising age, the last without an end. */
type AgeRule = {
  /** Up to and including, ms. */
  readonly upToMs: number;
  readonly grade: 'fresh' | 'noted' | 'old' | 'stale';
  readonly verdict: Extract<Verdict, 'proceed' | 'check'>;
};

export type AdmissionPolicy = {
  readonly revocationAges: readonly AgeRule[];
  readonly keyAges: readonly AgeRule[];
  /** An eligibility for release older than this is not fresh (rule 4). */
  readonly eligibilityMaxAgeMs: number;
  /** Beyond it a clock is suspect (architecture.md "Time"); within it "not before" is met. */
  readonly clockSlackMs: number;
  /** The tablet has never heard of this crossing: normal offline (rule 14). */
  readonly unknownCrossing: Extract<Verdict, 'proceed' | 'check'>;
  /** An earlier step lacks its tick: normal too, ticks come in bursts and some never (rule 1). */
  readonly earlierStepOpen: Extract<Verdict, 'proceed' | 'check'>;
};

export const STANDARD_POLICY: AdmissionPolicy = {
  revocationAges: [
    { upToMs: 15 * MINUTE, grade: 'fresh', verdict: 'proceed' },
    { upToMs: 4 * HOUR, grade: 'noted', verdict: 'proceed' },
    { upToMs: 24 * HOUR, grade: 'old', verdict: 'proceed' },
    { upToMs: Number.POSITIVE_INFINITY, grade: 'stale', verdict: 'check' },
  ],
  // Signed by an offline root and published 14 days before a key is used: a list of that age misses no key in use.
  // After 90 days, the life of a key, it knows none of today's.
  keyAges: [
    { upToMs: 14 * DAY, grade: 'fresh', verdict: 'proceed' },
    { upToMs: 30 * DAY, grade: 'noted', verdict: 'proceed' },
    { upToMs: 90 * DAY, grade: 'old', verdict: 'proceed' },
    { upToMs: Number.POSITIVE_INFINITY, grade: 'stale', verdict: 'check' },
  ],
  eligibilityMaxAgeMs: 4 * HOUR,
  clockSlackMs: 2 * MINUTE,
  unknownCrossing: 'proceed',
  earlierStepOpen: 'proceed',
};

const STALE: AgeRule = { upToMs: Number.POSITIVE_INFINITY, grade: 'stale', verdict: 'check' };

/** The first row the age fits in; an age that is no number is stale. */
export const gradeAge = (ages: readonly AgeRule[], ageMs: number): AgeRule =>
  ages.find((rule) => ageMs <= rule.upToMs) ?? STALE;

/**
 * Rule 4: only release is a hard block. Every other `refuse` is advice in red: what the officer then does is recorded
 * and flagged, never prevented.
 */
const HARD_BLOCKS: ReadonlySet<AdmissionCode> = new Set(['AD-REL']);

/** True when the step must not be recorded without a supervisor's override. */
export const blocksRecording = (decision: Decision): boolean =>
  decision.evidence.some((item) => HARD_BLOCKS.has(item.code) && item.verdict === 'refuse');
