import type { Transaction } from '@/db/client';
import type { VehicleState } from '@/domain/flow/call-up';
import { type Call, recallOf, stateOfCall } from '@/domain/flow/calls';
import { decide } from '@/domain/flow/decide';
import type { CrossingId, EventId, GateId } from '@/domain/shared/identity';
import { readHead } from '../log/gate-head';
import { readSituation } from './read-situation';

/** What a driver is told of the turn of his vehicle (rule 10). Times in ms. */
export type Turn = {
  /** The newest call of it; null: none, or it is at the gate already. */
  readonly call: {
    readonly id: EventId;
    readonly state: Exclude<VehicleState, 'arrived'>;
    readonly at: number;
    /** Why it was taken back. */
    readonly reason: string | null;
  } | null;
  readonly plannedAt: number | null;
  readonly liveAt: number | null;
  readonly behindMinutes: number | null;
};

/** Thousands of phones ask: one look at the log serves all of a gate for so long, and longer where nothing has happened. */
const AT_LEAST_MS = 5_000;
const AT_MOST_MS = 15_000;
type Kept = { readonly at: number; readonly position: number; readonly turns: ReadonlyMap<CrossingId, Turn> };
const kept = new WeakMap<object, Map<GateId, Kept>>();

/** `owner`: whoever keeps the answers, one per node. */
export async function turnOf(
  tx: Transaction,
  { owner, gateId, crossingId, now }: { owner: object; gateId: GateId; crossingId: CrossingId; now: number },
): Promise<Turn | null> {
  const ofNode = kept.get(owner) ?? new Map<GateId, Kept>();
  kept.set(owner, ofNode);
  const known = ofNode.get(gateId);
  const age = known === undefined ? Number.POSITIVE_INFINITY : now - known.at;
  if (known !== undefined && age >= 0 && age < AT_LEAST_MS) return known.turns.get(crossingId) ?? null;
  const { position } = await readHead(tx, gateId);
  if (known !== undefined && age >= 0 && age < AT_MOST_MS && known.position === position)
    return known.turns.get(crossingId) ?? null;
  const turns = await readTurns(tx, gateId, now);
  ofNode.set(gateId, { at: now, position, turns });
  return turns.get(crossingId) ?? null;
}

async function readTurns(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<ReadonlyMap<CrossingId, Turn>> {
  const { directions } = await readSituation(tx, gateId, now);
  const turns = new Map<CrossingId, Turn>();
  for (const situation of [directions.export, directions.import]) {
    const { live, behindMinutes } = decide(situation);
    const calls = newestCalls(situation.calls, now);
    for (const { crossingId, plannedAt, insideAt } of situation.standing) {
      if (insideAt !== null) continue;
      turns.set(crossingId, {
        call: calls.get(crossingId) ?? null,
        plannedAt,
        liveAt: live.liveAt.get(crossingId) ?? null,
        behindMinutes,
      });
    }
  }
  return turns;
}

/** So long a driver reads that the call was taken back. */
const RECALL_TOLD_MS = 24 * 3_600_000;

function newestCalls(calls: readonly Call[], now: number): ReadonlyMap<CrossingId, Turn['call']> {
  const newest = new Map<CrossingId, Turn['call']>();
  for (const call of calls) {
    const { vehicles, sentAt } = stateOfCall(call, new Set(), now);
    if (sentAt === null) continue;
    for (const [crossingId, state] of vehicles) {
      if (newest.has(crossingId) || state === 'arrived' || state === 'waiting') continue;
      const recall = recallOf(call, crossingId);
      const isBack = state === 'recalled' && recall !== null;
      // Taken back a day ago: what it is told since is its live time.
      if (isBack && recall.at < now - RECALL_TOLD_MS) {
        newest.set(crossingId, null);
        continue;
      }
      newest.set(crossingId, {
        id: call.id,
        state,
        at: isBack ? recall.at : sentAt,
        reason: isBack ? recall.reason : null,
      });
    }
  }
  return newest;
}
