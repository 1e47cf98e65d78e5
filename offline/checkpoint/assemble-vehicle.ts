import { fold } from '@/domain/crossing/fold';
import { latelyOf } from '@/domain/crossing/lately';
import type { CrossingState, PassState, Use } from '@/domain/crossing/state';
import { gateByNumber } from '@/domain/gate/gates';
import type { PassClaims } from '@/domain/pass/claims';
import { shortCodeOf } from '@/domain/pass/short-code';
import type { Process } from '@/domain/process/process';
import { processFor, processOf } from '@/domain/process/standard-processes';
import { type OfferedStep, stepsFor } from '@/domain/process/steps-for';
import type { PassId, StepId } from '@/domain/shared/identity';
import type { Agency, Stage } from '@/domain/shared/vocabulary';
import type { GateEvent } from '@/domain/sync/event';
import type { PassRecord } from '@/domain/sync/protocol';
import type { Dossier } from '../store/store';
import { standingUses } from '../store/uses';
import type { Vault } from '../unlock/vault';
import { claimsOf, openOtherRow, openPassRow, tokenOf } from './open-rows';
import type { Subject, Vehicle } from './outcome';

/** Two are shown beside a verdict; its own scan is left out there. */
const TOLD_FACTS = 3;

export type Post = {
  readonly agency: Agency;
  /** Null: anywhere; then the next step that is ready is meant. */
  readonly stage: Stage | null;
};

/** What is left of a vehicle where the disk does not answer: its name, so that what was done to it is not lost (OF-17). */
export const nameOnly = ({ crossingId, passId }: Subject): Vehicle => ({
  crossingId,
  passId,
  shortCode: passId === null ? null : shortCodeOf(passId),
  token: null,
  claims: null,
  record: null,
  crossing: null,
  process: null,
  steps: [],
  stepHere: null,
  lately: [],
});

/** Everything the tablet knows of one vehicle, folded as the centre folds it. `shown`: claims of a pass judged genuine. */
export async function assembleVehicle(
  dossier: Dossier,
  asked: PassId | null,
  shown: { readonly claims: PassClaims; readonly token: string } | null,
  processes: readonly Process[],
  post: Post,
  vault: Vault,
): Promise<Vehicle> {
  const content = dossier.pass === null ? null : await openPassRow(dossier.pass, vault);
  const record = content?.kind === 'told' ? content.record : null;
  const token = shown?.token ?? (content === null ? null : tokenOf(content));
  const claims = shown?.claims ?? (token === null ? null : claimsOf(token));
  const others = await Promise.all(dossier.others.map((row) => openOtherRow(row, vault)));
  const events = [...dossier.own.map((row) => row.event), ...others];
  const process = processUnder(events, record, claims, processes);
  const state = withEnd(fold(process, events), record);
  const steps = process === null ? [] : stepsFor(process, state, post.agency);
  const passId = asked ?? claims?.passId ?? record?.passId ?? null;
  return {
    crossingId: dossier.crossingId,
    passId,
    shortCode: passId === null ? null : shortCodeOf(passId),
    token,
    claims,
    record,
    crossing: crossingOf(state, events, record, prunedUses(dossier, process)),
    process,
    steps,
    stepHere: stepAt(steps, post.stage),
    lately: latelyOf(events, TOLD_FACTS),
  };
}

/** The version the crossing began with, else what a crossing of this kind would begin with today. */
function processUnder(
  events: readonly GateEvent[],
  record: PassRecord | null,
  claims: PassClaims | null,
  processes: readonly Process[],
): Process | null {
  const declared = events.find((event) => event.type === 'crossing.declared');
  const named = declared?.body.process ?? record?.process ?? null;
  const begun = named === null ? null : processOf(processes, named);
  if (begun !== null || claims === null) return begun;
  const gate = gateByNumber(claims.gateNumber);
  return gate === null ? null : processFor(processes, gate.code, claims.direction, claims.kind);
}

/** OF-46: a tablet that was long away is told that a crossing ended, not what happened in it. */
const withEnd = (state: CrossingState, record: PassRecord | null): CrossingState =>
  state.ended !== null || !record?.ended ? state : { ...state, ended: record.ended, waitingOn: [] };

/** Null while nothing but sightings of an undeclared pass are known: that is "not known here", not "declared". */
function crossingOf(
  state: CrossingState,
  events: readonly GateEvent[],
  record: PassRecord | null,
  pruned: readonly Use[],
): CrossingState | null {
  const substantial =
    events.some((event) => event.type !== 'pass.scanned') || pruned.length > 0 || state.ended !== null;
  if (!substantial) return null;
  const passes = record === null ? state.passes : withRecord(state.passes, record);
  return { ...state, passes, uses: [...state.uses, ...pruned] };
}

/** The pass stream may be ahead of the event stream: its word that a pass is dead counts. */
function withRecord(passes: readonly PassState[], record: PassRecord): readonly PassState[] {
  const { passId, revision, status } = record;
  if (status === 'live' || status === 'used-up') return passes;
  return [...passes.filter((pass) => pass.passId !== passId), { passId, revision, status }];
}

/** Own uses whose events are pruned (OF-7); only at steps that use up the pass. */
function prunedUses(dossier: Dossier, process: Process | null): readonly Use[] {
  const present = new Set(dossier.own.map((row) => row.id));
  const usesPass = new Set(process?.steps.flatMap((step) => (step.usesPass ? [step.id] : [])));
  return dossier.uses.flatMap((row) =>
    standingUses(row)
      .filter((use) => !present.has(use.eventId) && usesPass.has(use.step))
      .map((use) => ({ ...use, passId: row.passId })),
  );
}

/**
 * Which tick a scan is about. At a post of one stage: its first open step, else its last, so that a copy shown at the
 * same barrier meets "used". Anywhere: the first that is ready, else what this agency did last, else the first.
 */
function stepAt(steps: readonly OfferedStep[], stage: Stage | null): StepId | null {
  const here = stage === null ? steps : steps.filter(({ step }) => step.stage === stage);
  const ready = here.find(({ status }) => status === 'ready');
  const waiting = here.find(({ status }) => status === 'waiting');
  const done = here.findLast(({ status }) => status === 'done');
  const chosen = stage === null ? (ready ?? done ?? waiting) : (ready ?? waiting ?? done);
  return chosen?.step.id ?? null;
}
