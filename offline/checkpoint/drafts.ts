import type { Decision } from '@/domain/admission/verdict';
import type { EventId, GateId, StepId } from '@/domain/shared/identity';
import type { Agency, Direction } from '@/domain/shared/vocabulary';
import type { EventDraft, ListVersions } from '@/domain/sync/event';
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

/** Around the body of whatever an officer does besides ticking and holding (`deeds.ts`). */
export const workEnvelope = (author: Author, vehicle: Vehicle, sealed: string | null) => ({
  ...author,
  ...nothing,
  ...about(vehicle),
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
): EventDraft => ({
  ...author,
  ...nothing,
  ...about(vehicle),
  codes: [],
  type: 'step.confirmed',
  step,
  sealed,
  body: { note: null },
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
