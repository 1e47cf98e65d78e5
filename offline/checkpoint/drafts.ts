import type { Decision } from '@/domain/admission/verdict';
import type { OverrideReason } from '@/domain/release/approval';
import type { EventId, GateId, StepId } from '@/domain/shared/identity';
import type { Agency, Direction } from '@/domain/shared/vocabulary';
import type { EventDraft, GateEventOf, ListVersions } from '@/domain/sync/event';
import type { OwnRow } from '../store/rows';
import type { HoldReason, ScanSource, Vehicle } from './outcome';

/**
 * Every event a tablet can write. None has a field for free text: bodies carry codes and numbers, what an officer
 * types goes into `sealed`, so that the outbox on a lost tablet says nothing of vehicles or people (OF-19).
 */
export type Author = {
  readonly gateId: GateId;
  readonly actor: string;
  readonly agency: Agency;
  readonly shift: string;
};

const MOST_CODES = 16;
const nothing = {
  crossingId: null,
  passId: null,
  step: null,
  direction: null,
  verdict: null,
  lists: null,
  sealed: null,
} as const;

const about = (vehicle: Vehicle) => ({
  crossingId: vehicle.crossingId,
  passId: vehicle.passId,
  direction: directionOf(vehicle),
});
const directionOf = (vehicle: Vehicle): Direction | null =>
  vehicle.crossing?.direction ?? vehicle.claims?.direction ?? null;

/** Around the body of whatever an officer does besides ticking and holding (`deeds.ts`); null: about no vehicle. */
export const workEnvelope = (author: Author, vehicle: Vehicle | null, sealed: string | null) => ({
  ...author,
  ...nothing,
  ...(vehicle === null ? {} : about(vehicle)),
  codes: [],
  sealed,
});

export function scanDraft(
  author: Author,
  vehicle: Vehicle,
  decision: Decision,
  lists: ListVersions,
  source: ScanSource,
): EventDraft {
  const codes = [...new Set([decision.code, ...decision.evidence.map(({ code }) => code)])];
  return {
    ...author,
    ...nothing,
    ...about(vehicle),
    type: 'pass.scanned',
    step: vehicle.stepHere,
    verdict: decision.verdict,
    codes: codes.slice(0, MOST_CODES),
    lists,
    body: { revision: decision.claims?.revision ?? null, source, confirmation: decision.confirmation },
  };
}

export const stepDraft = (
  author: Author,
  vehicle: Vehicle,
  step: StepId,
  sealed: string | null,
  yard: string | null,
): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'step.confirmed',
  step,
  sealed,
  body: { note: null, ...(yard === null ? {} : { yard }) },
});

/** After ten seconds an undo needs a reason (FO-8): that one was given stands here, its words are sealed. */
export const undoDraft = (author: Author, target: OwnRow, sealed: string | null): EventDraft => ({
  ...author,
  ...nothing,
  codes: [],
  type: 'event.undone',
  crossingId: target.crossingId,
  passId: target.passId,
  step: target.event.step,
  direction: target.event.direction,
  sealed,
  body: { event: target.id satisfies EventId, reason: sealed === null ? null : 'sealed' },
});

export const holdDraft = (
  author: Author,
  vehicle: Vehicle,
  reason: HoldReason,
  sealed: string | null,
): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'hold.placed',
  sealed,
  body: { reason },
});

export const liftDraft = (author: Author, vehicle: Vehicle, sealed: string | null): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'hold.lifted',
  sealed,
  body: { reason: sealed === null ? 'officer' : 'sealed' },
});

/** Customs' own answer, given on its tablet (RE-3). */
export const eligibilityDraft = (
  author: Author,
  vehicle: Vehicle,
  eligible: boolean,
  sealed: string | null,
): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'release.eligibility',
  sealed,
  body: { eligible, source: 'officer' },
});

/** RE-1: what the second person signed stands in it, word for word. */
export const overrideDraft = (
  author: Author,
  vehicle: Vehicle,
  step: StepId | null,
  body: GateEventOf<'release.overridden'>['body'] & { readonly reason: OverrideReason },
  sealed: string | null,
): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'release.overridden',
  step,
  sealed,
  body,
});
