import { and, eq, gte, isNotNull, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { vehiclePosition } from '@/db/schema/position';
import { slotPlace } from '@/db/schema/slot';
import { LATE_FROM_MS, POSTPONE_AGAIN_MS } from '@/domain/flow/no-show';
import type { Standing } from '@/domain/flow/situation';
import type { Process, Step } from '@/domain/process/process';
import { processOf } from '@/domain/process/standard-processes';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { HOUR_MS } from '@/domain/slot/slot';
import { stayUntil } from '@/domain/telling/slot-told';
import { goodsClassOf, isDirection, isStage } from '../board/stored-words';
import { seenOf } from '../position/seen-of';
import { readToldTimes } from '../telling/read-told-times';
import { readTrusted } from '../trust/trusted-firms';

/** The step by which a vehicle of this process is called from its yard; null: it goes to the gate as it comes. */
export const callStepOf = (process: Process | null): Step | null =>
  process?.steps.find(({ stage }) => stage === 'called') ?? null;

export type StandingRow = Standing & { readonly direction: Direction };

/** Everybody under way at a gate, as the rows of the projection say. */
export async function readStanding(
  tx: Transaction,
  gateId: GateId,
  processes: readonly Process[],
  now: number,
): Promise<readonly StandingRow[]> {
  const rows = await tx
    .select({
      crossingId: crossing.crossingId,
      direction: crossing.direction,
      plate: crossing.plate,
      plateKey: crossing.plateKey,
      goodsClass: crossing.goodsClass,
      goodsName: crossing.goodsName,
      firmName: crossing.firmName,
      firmId: crossing.firmId,
      stage: crossing.stage,
      stageSince: crossing.stageSince,
      declaredAt: crossing.declaredAt,
      plannedAt: crossing.plannedArrivalAt,
      arrivedAt: crossing.arrivedAt,
      insideAt: crossing.insideAt,
      readyAt: crossing.readyAt,
      heldSince: crossing.heldSince,
      yard: crossing.yard,
      eligibility: crossing.eligibility,
      waitingOn: crossing.waitingOn,
      processId: crossing.processId,
      processVersion: crossing.processVersion,
      slotState: slotPlace.state,
      slotHour: slotPlace.hourStart,
      slotPostponed: slotPlace.postponed,
      slotGone: slotPlace.goneBecause,
      position: vehiclePosition,
      slotLast: slotPlace.lastInHour,
    })
    .from(crossing)
    .leftJoin(
      slotPlace,
      and(eq(slotPlace.gateId, crossing.gateId), eq(slotPlace.crossingId, crossing.crossingId)),
    )
    .leftJoin(
      vehiclePosition,
      and(eq(vehiclePosition.gateId, crossing.gateId), eq(vehiclePosition.crossingId, crossing.crossingId)),
    )
    .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt)));
  const trusted = await readTrusted(tx);
  type Row = (typeof rows)[number];
  const hasSlot = ({ slotState }: Row) => slotState === 'booked' || slotState === 'came';
  // A booked slot is the time asked for; who let one pass asks anew when it comes (FL-30).
  const slotTime = (row: Row) =>
    row.slotHour !== null && row.slotLast === true ? row.slotHour + HOUR_MS - 1 : row.slotHour;
  const plannedOf = (row: Row) =>
    hasSlot(row) ? slotTime(row) : row.slotGone === 'no-show' ? null : row.plannedAt;
  const isLate = (row: Row) => {
    const plannedAt = plannedOf(row);
    return plannedAt !== null && row.arrivedAt !== null && row.arrivedAt > plannedAt + LATE_FROM_MS;
  };
  const told = await readToldTimes(
    tx,
    gateId,
    rows.flatMap((row) => (hasSlot(row) && isLate(row) ? [row.crossingId] : [])),
  );
  const toldOf = ({ crossingId, slotHour, arrivedAt }: Row) =>
    slotHour === null || arrivedAt === null
      ? null
      : stayUntil(told.get(crossingId) ?? [], slotHour, arrivedAt);
  const postponed = await readPostponed(
    tx,
    gateId,
    rows.filter(isLate).flatMap(({ plateKey }) => plateKey ?? []),
    now,
  );
  return rows.flatMap((row): StandingRow[] => {
    const { direction, stage, plate, declaredAt, eligibility } = row;
    if (!isDirection(direction) || !isStage(stage) || plate === null) return [];
    const step = callStepOf(
      row.processId === null || row.processVersion === null
        ? null
        : processOf(processes, { id: row.processId, version: row.processVersion }),
    );
    return [
      {
        direction,
        crossingId: crossingIdSchema.parse(row.crossingId),
        plate,
        goods: goodsClassOf(row.goodsClass) ?? 'ordinary',
        trusted: row.firmId !== null && trusted.has(row.firmId),
        goodsName: row.goodsName,
        firmName: row.firmName,
        stage,
        stageSince: row.stageSince,
        declaredAt: declaredAt ?? row.arrivedAt ?? now,
        plannedAt: plannedOf(row),
        toldAt: toldOf(row),
        hasSlot: hasSlot(row),
        seen: row.position === null ? null : seenOf(row.position, { gateId, direction }, now),
        arrivedAt: row.arrivedAt,
        insideAt: row.insideAt,
        readyAt: row.readyAt,
        clearedAt: eligibility?.eligible === true ? eligibility.at : null,
        held: row.heldSince !== null,
        yard: row.yard,
        twoStage: step !== null,
        callable: step !== null && row.waitingOn.some((wait) => wait.step === step.id),
        postponed: row.slotPostponed === true || (row.plateKey !== null && postponed.has(row.plateKey)),
      },
    ];
  });
}

/** Plates that came late by more than an hour, told no later time, and were let in, within the last sixty days (FL-30). */
async function readPostponed(
  tx: Transaction,
  gateId: GateId,
  plateKeys: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  if (plateKeys.length === 0) return new Set();
  const late = await tx
    .select({
      crossingId: crossing.crossingId,
      plateKey: crossing.plateKey,
      arrivedAt: sql`${crossing.arrivedAt}`.mapWith(Number),
    })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        oneOf(crossing.plateKey, plateKeys),
        isNotNull(crossing.endedAt),
        gte(crossing.arrivedAt, now - POSTPONE_AGAIN_MS),
        sql`${crossing.arrivedAt} > ${crossing.plannedArrivalAt} + ${LATE_FROM_MS}::bigint`,
      ),
    );
  const told = await readToldTimes(
    tx,
    gateId,
    late.map(({ crossingId }) => crossingId),
  );
  const wasToldToStay = ({ crossingId, arrivedAt }: (typeof late)[number]) => {
    const times = told.get(crossingId) ?? [];
    return times.some(({ hour }) => arrivedAt <= (stayUntil(times, hour, arrivedAt) ?? 0) + LATE_FROM_MS);
  };
  return new Set(late.flatMap((row) => (wasToldToStay(row) ? [] : (row.plateKey ?? []))));
}
