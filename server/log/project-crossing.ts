import type { crossing } from '@/db/schema/crossing';
import type { pass, passToken } from '@/db/schema/pass';
import { fold } from '@/domain/crossing/fold';
import { type Passage, passageOf } from '@/domain/crossing/passage';
import type { CrossingState, PassState } from '@/domain/crossing/state';
import { plateMatchKey } from '@/domain/identifiers/plate';
import type { Process } from '@/domain/process/process';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';
import type { Incident } from '@/domain/sync/incident';
import { findIncidents } from '@/domain/sync/incidents';
import type { PassRecord } from '@/domain/sync/protocol';

export type CrossingRow = Omit<typeof crossing.$inferInsert, 'firstPosition' | 'position'>;
export type PassRow = Omit<typeof pass.$inferInsert, 'change'>;
export type PassToken = typeof passToken.$inferSelect;

export type Projection = {
  readonly state: CrossingState;
  readonly row: CrossingRow;
  readonly passes: readonly PassRow[];
  readonly incidents: readonly Incident[];
};

/** Everything that is kept of a crossing beside its events, as a pure function of them: `gate rebuild` does the same. */
export function projectCrossing(
  gateId: GateId,
  crossingId: CrossingId,
  process: Process | null,
  events: readonly GateEvent[],
  tokens: readonly PassToken[],
): Projection {
  const state = fold(process, events);
  return {
    state,
    row: { ...crossingRow(gateId, crossingId, state), ...passageOf(process, state) },
    passes: passRows(gateId, crossingId, state, tokens),
    incidents: findIncidents(state, events),
  };
}

function crossingRow(
  gateId: GateId,
  crossingId: CrossingId,
  state: CrossingState,
): Omit<CrossingRow, keyof Passage> {
  const { declared } = state;
  return {
    gateId,
    crossingId,
    direction: state.direction,
    kind: declared?.kind ?? null,
    goodsClass: declared?.goods.class ?? null,
    stage: state.stage,
    stageSince: state.stageSince,
    plate: state.binding?.plate ?? null,
    plateKey: state.binding === null ? null : plateMatchKey(state.binding.plate),
    trailerKey: state.binding?.trailer ? plateMatchKey(state.binding.trailer) : null,
    binding: state.binding,
    customsDeclaration: state.binding?.customsDeclaration ?? null,
    firmId: declared?.firm.id ?? null,
    firmName: declared?.firm.name ?? null,
    goodsName: declared?.goods.name ?? null,
    hsCode: declared?.goods.hsCode ?? null,
    processId: declared?.process.id ?? null,
    processVersion: declared?.process.version ?? null,
    declaredAt: state.declaredAt,
    plannedArrivalAt: declared?.plannedArrivalAt ?? null,
    arrivedAt: arrivedAt(state),
    yard: state.yard?.name ?? null,
    yardSince: state.yard?.since ?? null,
    endedKind: state.ended?.kind ?? null,
    endedAt: state.ended?.at ?? null,
    heldSince: state.hold?.since ?? null,
    waitingOn: state.waitingOn,
    eligibility: state.eligibility,
    openQuestions: state.questions.filter((question) => question.answeredAt === null),
    flags: [...new Set(state.flags.map((flag) => flag.code))].sort(),
    lastEventAt: state.lastEventAt,
  };
}

/** First tick of any agency at a step beyond the declaration. */
function arrivedAt(state: CrossingState): number | null {
  const ticks = state.steps
    .filter((step) => step.stage !== 'declared')
    .flatMap((step) => step.confirmations.map((confirmation) => confirmation.at));
  return ticks.length === 0 ? null : Math.min(...ticks);
}

/** A pass is known to tablets by its newest signed text; one that was never signed here has no row. */
function passRows(
  gateId: GateId,
  crossingId: CrossingId,
  state: CrossingState,
  tokens: readonly PassToken[],
): readonly PassRow[] {
  const { declared } = state;
  if (declared === null) return [];
  return state.passes.flatMap((known) => {
    const token = tokens.find(
      (candidate) => candidate.passId === known.passId && candidate.revision === known.revision,
    );
    if (token === undefined) return [];
    return {
      gateId,
      passId: known.passId,
      crossingId,
      revision: known.revision,
      status: statusOf(known, state),
      token: token.token,
      notAfter: token.notAfter,
      processId: declared.process.id,
      processVersion: declared.process.version,
      goodsName: declared.goods.name,
      grossWeightKg: declared.goods.grossWeightKg,
      firmName: declared.firm.name,
      endedAt: state.ended?.at ?? null,
    };
  });
}

function statusOf(known: PassState, state: CrossingState): PassRecord['status'] {
  if (known.status !== 'live') return known.status;
  return state.ended === null ? 'live' : 'used-up';
}
