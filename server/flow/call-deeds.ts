import { inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { keptBackOf, stillProposed } from '@/domain/flow/approval';
import { type Call, stateOfCall } from '@/domain/flow/calls';
import { KEPT_BACK } from '@/domain/flow/kept-back';
import type { Situation } from '@/domain/flow/situation';
import { type CrossingId, type EventId, eventIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { EventDraft } from '@/domain/sync/event';
import type { PersonContext } from '../control/person-context';
import { centreDraft } from '../log/centre-draft';
import { readProcesses } from '../log/load-processes';
import { readStates } from '../log/read-states';
import { recordEvents } from '../log/record-events';
import { announceChange } from '../stream/announce-change';
import { readCalled, readCalls } from './read-calls';
import { readSituation } from './read-situation';
import { callStepOf } from './read-standing';

type Failure = 'AP-NONE' | 'AP-DONE' | 'AP-INPUT' | 'AP-SELF';

/** Of two who call at a gate at once, the second decides from what the first has done. */
export const lockCalls = (tx: Transaction, gateId: GateId) => holdLock(tx, `calls ${gateId}`);

/** One deed at the call desk: in its own transaction, one after another, told to the boards. */
export async function deed<T>(
  { db, clock, actor }: PersonContext,
  gateId: GateId,
  work: (tx: Transaction, now: number) => Promise<Result<T, Failure>>,
): Promise<Result<T, Failure>> {
  const outcome = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    await lockCalls(tx, gateId);
    return work(tx, clock.now());
  });
  if (outcome.ok) announceChange(db);
  return outcome;
}

/** The gate centre's tick by which these vehicles are called; of those still waiting for it, in the order given. */
export async function callTicks(
  tx: Transaction,
  gateId: GateId,
  crossingIds: readonly CrossingId[],
  actor: string,
): Promise<{ readonly drafts: readonly EventDraft[]; readonly gone: readonly CrossingId[] }> {
  const [states, processes] = [await readStates(tx, gateId, crossingIds), await readProcesses(tx, gateId)];
  const drafts: EventDraft[] = [];
  const gone: CrossingId[] = [];
  for (const crossingId of crossingIds) {
    const state = states.get(crossingId);
    const named = state?.declared?.process;
    const step = callStepOf(
      processes.find(({ id, version }) => id === named?.id && version === named.version) ?? null,
    );
    const waits = step !== null && state?.waitingOn.some((wait) => wait.step === step.id);
    const [agency] = step?.agencies ?? [];
    if (state === undefined || step === null || agency === undefined || waits !== true) {
      gone.push(crossingId);
      continue;
    }
    drafts.push({
      ...centreDraft(gateId, { crossingId, direction: state.direction, actor }),
      agency,
      step: step.id,
      type: 'step.confirmed',
      body: { note: null },
    });
  }
  return { drafts, gone };
}

/** Without those whom a row had waiting and the log has not. */
export function withoutThem(situation: Situation, gone: readonly CrossingId[]): Situation {
  const missing = new Set(gone);
  return { ...situation, standing: situation.standing.filter(({ crossingId }) => !missing.has(crossingId)) };
}

async function findCall(tx: Transaction, gateId: GateId, id: EventId, now: number): Promise<Call | null> {
  return (await readCalls(tx, gateId, now)).find((call) => call.id === id) ?? null;
}

/**
 * A second person lets a large call go (FL-26): as the rules have it at that moment. Who meanwhile waits no longer, is held, or
 * is of a class of which no more may go, is not called, and the call says why.
 */
export function approveCall(
  context: PersonContext,
  { gateId, call: id }: { gateId: GateId; call: EventId },
): Promise<Result<null, Failure>> {
  const { actor } = context;
  return deed(context, gateId, async (tx, now) => {
    const call = await findCall(tx, gateId, id, now);
    if (call === null) return err('AP-NONE');
    const { status } = stateOfCall(call, new Set(), now);
    if (status !== 'waits-for-second') return err('AP-DONE');
    if (call.proposedBy === actor.id) return err('AP-SELF');
    const { drafts, gone } = await callTicks(tx, gateId, stillProposed(call, now), actor.id);
    const { directions } = await readSituation(tx, gateId, now);
    const kept = keptBackOf(withoutThem(directions[call.direction], gone), call);
    const about = centreDraft(gateId, { direction: call.direction, actor: actor.id });
    const facts: EventDraft[] = [{ ...about, type: 'call.approved', body: { call: id } }];
    for (const reason of KEPT_BACK) {
      const crossingIds = [...kept].flatMap(([each, why]) => (why === reason ? [each] : []));
      if (crossingIds.length > 0)
        facts.push({ ...about, type: 'call.recalled', body: { call: id, crossingIds, reason } });
    }
    const going = drafts.filter(({ crossingId }) => crossingId === null || !kept.has(crossingId));
    await recordEvents(tx, gateId, [...facts, ...going], now);
    return ok(null);
  });
}

/**
 * Takes a call back, of some vehicles or of all (null): their tick is undone, so that tablets and boards have them in the
 * yard again with the place they had. Who is at the gate already is not taken back; whom another call has called stays called.
 */
export function recallCall(
  context: PersonContext,
  input: {
    gateId: GateId;
    call: EventId;
    crossingIds: readonly CrossingId[] | null;
    reason: string;
  },
): Promise<Result<{ readonly recalled: number }, Failure>> {
  const { gateId, call: id, reason } = input;
  const { actor } = context;
  return deed(context, gateId, async (tx, now) => {
    const call = await findCall(tx, gateId, id, now);
    if (call === null) return err('AP-NONE');
    const called = await readCalled(tx, gateId, [call]);
    const arrived = new Set(
      call.allocations.flatMap(({ crossingId }) => (called.get(crossingId)?.arrived ? [crossingId] : [])),
    );
    const { vehicles } = stateOfCall(call, arrived, now);
    const wanted = input.crossingIds ?? [...vehicles.keys()];
    if (wanted.some((each) => !vehicles.has(each))) return err('AP-INPUT');
    const taken = wanted.filter((each) => !['arrived', 'recalled'].includes(vehicles.get(each) ?? 'arrived'));
    if (taken.length === 0) return err('AP-DONE');
    // A call that waits for its second person has ticked nobody: a tick of its vehicles is another call's, and stays.
    const ticked = taken.filter((each) => vehicles.get(each) !== 'waiting');
    await recordEvents(
      tx,
      gateId,
      [
        {
          ...centreDraft(gateId, { direction: call.direction, actor: actor.id }),
          type: 'call.recalled',
          body: { call: id, crossingIds: taken, reason },
        },
        ...(await undoneTicks(tx, gateId, ticked, { actor: actor.id, reason })),
      ],
      now,
    );
    return ok({ recalled: taken.length });
  });
}

async function undoneTicks(
  tx: Transaction,
  gateId: GateId,
  crossingIds: readonly CrossingId[],
  { actor, reason }: { readonly actor: string; readonly reason: string },
): Promise<readonly EventDraft[]> {
  const states = await readStates(tx, gateId, crossingIds);
  return [...states.values()].flatMap((state) =>
    state.steps
      .filter(({ stage }) => stage === 'called')
      .flatMap(({ confirmations }) => confirmations)
      .map(
        ({ eventId }): EventDraft => ({
          ...centreDraft(gateId, { crossingId: state.crossingId, direction: state.direction, actor }),
          type: 'event.undone',
          body: { event: eventIdSchema.parse(eventId), reason },
        }),
      ),
  );
}

/** The yard says that these have heard the call (FL-28). */
export function acknowledgeCall(
  context: PersonContext,
  { gateId, call: id, crossingIds }: { gateId: GateId; call: EventId; crossingIds: readonly CrossingId[] },
): Promise<Result<null, Failure>> {
  const { actor } = context;
  return deed(context, gateId, async (tx, now) => {
    const call = await findCall(tx, gateId, id, now);
    if (call === null) return err('AP-NONE');
    const { vehicles } = stateOfCall(call, new Set(), now);
    if (crossingIds.some((each) => !vehicles.has(each))) return err('AP-INPUT');
    const heard = crossingIds.filter((each) => ['called', 'missed'].includes(vehicles.get(each) ?? ''));
    if (heard.length === 0) return err('AP-DONE');
    await recordEvents(
      tx,
      gateId,
      [
        {
          ...centreDraft(gateId, { direction: call.direction, actor: actor.id }),
          type: 'call.acknowledged',
          body: { call: id, by: 'yard', crossingIds: heard },
        },
      ],
      now,
    );
    return ok(null);
  });
}
