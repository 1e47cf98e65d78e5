import type { Process } from '../process/process';
import { crossingIdSchema, gateIdSchema } from '../shared/identity';
import type { GateEvent } from '../sync/event';
import { occurredAt } from '../sync/hlc';
import { readDeclaration } from './declaration';
import { orderedSet, subset } from './event-set';
import { readPasses } from './passes';
import { furthestStage, stepStates, waitingAtSteps } from './progress';
import type { CrossingState, Flag } from './state';
import { undoing } from './undo';
import { walk } from './walk';
import { workWaits } from './work-waits';

/** Of the empty set, which belongs to no crossing. */
const NO_CROSSING = crossingIdSchema.parse('00000000-0000-0000-0000-000000000000');
const NO_GATE = gateIdSchema.parse('NONE');

/** Events of another crossing have no part in this one: the crossing of the first event that names one is meant. */
function ofOneCrossing(events: readonly GateEvent[]): readonly GateEvent[] {
  const named = events.find(({ crossingId }) => crossingId !== null)?.crossingId ?? null;
  return subset(events, ({ crossingId }) => crossingId === null || crossingId === named);
}

/**
 * State of one crossing from the *set* of its events (FO-1): total, the same for every order of arrival, repetition
 * and batching. `process` is the document the crossing began with; null while it is not known here, then nothing is
 * known of steps, and what was ticked waits in the log.
 */
export function fold(process: Process | null, events: Iterable<GateEvent>): CrossingState {
  const all = ofOneCrossing(orderedSet(events));
  const { undone, refused } = undoing(all);
  const standing = undone.size === 0 ? all : all.filter(({ id }) => !undone.has(id));
  const declaration = readDeclaration(standing);
  const { declared, declaredAt } = declaration;
  const { ledger, work, arrivedAt, ...walked } = walk(process, standing);
  const steps = process === null ? [] : stepStates(process, ledger, walked.ended !== null);
  const place = furthestStage(steps, declaredAt);
  const waits = [
    ...(process === null ? [] : waitingAtSteps(process, ledger, arrivedAt)),
    ...workWaits(process, ledger, work),
  ];
  const [earliest] = all;

  return {
    crossingId: all.find(({ crossingId }) => crossingId !== null)?.crossingId ?? NO_CROSSING,
    gateId: earliest?.gateId ?? process?.gateId ?? NO_GATE,
    direction: declaration.direction ?? process?.direction ?? null,
    declared,
    declaredAt,
    binding: declared?.binding ?? null,
    history: declaration.history,
    passes: readPasses(standing),
    steps,
    stage: place.stage,
    stageSince: place.stageSince,
    yard: walked.yard,
    waitingOn: walked.ended !== null ? [] : waits.sort((a, b) => a.since - b.since),
    uses: walked.uses,
    hold: walked.hold,
    holds: walked.holds,
    eligibility: walked.eligibility,
    eligible: walked.eligible,
    override: walked.override,
    ended: walked.ended,
    ...work,
    flags: [
      ...declaration.flags,
      ...walked.flags,
      ...refused.map((eventId): Flag => ({ code: 'FL-UNDO', eventId })),
    ],
    lastEventAt:
      all.length === 0 ? null : all.reduce((latest, event) => Math.max(latest, occurredAt(event)), 0),
  };
}
