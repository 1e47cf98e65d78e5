import { and, eq, gte, inArray, isNull, lt } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { event } from '@/db/schema/event';
import { callsOf } from '@/domain/flow/calls';
import { calledTimes, entitledAt } from '@/domain/report/entitled';
import { dayPeriod, type Period, type ReportDay } from '@/domain/report/home-day';
import type { OrderReport } from '@/domain/report/order';
import { type OrderFact, reportOrder } from '@/domain/report/order-facts';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import type { EventType } from '@/domain/sync/event';
import { goodsClassOf, isDirection } from '../board/stored-words';
import { auditCalls } from './audit-calls';
import { findPosition } from './find-position';
import { readCheckpoints } from './read-lanes';
import { type CrossingStateRow, readPresent } from './read-states';

/** Who was let in before whom, against the order of the calls, else of arrival (RP-14, RP-19). */
export async function readOrder(
  { db, now, actor }: { readonly db: Database; readonly now: number; readonly actor: string | null },
  { gateId, day }: { readonly gateId: GateId; readonly day: ReportDay },
): Promise<OrderReport> {
  const { from, until, isSoFar } = dayPeriod(day, now);
  return inGate(db, { gateId, actor }, async (tx) => {
    const checkpoints = await readCheckpoints(tx, gateId);
    const called = await readCalledTimes(tx, gateId, { from, until });
    const read = await readPresent(tx, gateId, { from, until }, (row) =>
      factOf(row, { checkpoints, called, from, until }),
    );
    const calls = await auditCalls(tx, gateId, { from, until });
    return reportOrder({ gateId, day, from, until, isSoFar, madeAt: now }, read.rows, calls);
  });
}

type Known = {
  readonly checkpoints: ReadonlyMap<string, string>;
  readonly called: ReadonlyMap<CrossingId, number>;
  readonly from: number;
  readonly until: number;
};

const CALLED_BEFORE_MS = 24 * 3_600_000;
const CALL_TYPES = [
  'call.proposed',
  'call.approved',
  'call.recalled',
] as const satisfies readonly EventType[];

/** Call-ups of the period and the day before it: who was called in the evening may enter in the morning. */
async function readCalledTimes(tx: Transaction, gateId: GateId, { from, until }: Period) {
  const first = await findPosition(tx, gateId, from - CALLED_BEFORE_MS);
  const last = await findPosition(tx, gateId, until);
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(
      and(
        eq(event.gateId, gateId),
        isNull(event.crossingId),
        inArray(event.type, [...CALL_TYPES]),
        gte(event.position, first),
        lt(event.position, last),
      ),
    );
  return calledTimes(callsOf(rows.map((row) => row.event)), until);
}

/** Nothing of a vehicle that was let in on an earlier day, or that ended without being let in. */
function factOf(
  { crossingId, direction, plate, goodsClass, arrivedAt, state }: CrossingStateRow,
  { checkpoints, called, from, until }: Known,
): readonly OrderFact[] {
  const goods = goodsClassOf(goodsClass);
  if (!isDirection(direction) || goods === null || plate === null || arrivedAt === null) return [];
  const entry = state.steps.find(({ usesPass }) => usesPass);
  const [first] = (entry?.confirmations ?? []).toSorted((a, b) => a.at - b.at);
  if (first === undefined ? state.ended !== null : first.at < from) return [];
  const twoStage = state.steps.some(({ stage }) => stage === 'called');
  const stepAt = (name: string) => state.steps.find(({ step }) => step === name)?.confirmedAt ?? null;
  return [
    {
      crossingId,
      plate,
      class: goods,
      entitledAt: entitledAt({ crossingId: state.crossingId, arrivedAt, twoStage }, called, until),
      direction,
      admitted:
        first === undefined ? null : { at: first.at, checkpoint: checkpoints.get(first.device) ?? null },
      calledAt: stepAt('called'),
      cleared: state.eligible,
      held: state.holds,
    },
  ];
}
