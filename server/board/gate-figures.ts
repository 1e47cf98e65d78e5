import { and, count, desc, eq, gte, inArray, isNotNull, isNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { incident } from '@/db/schema/incident';
import type { CalledVehicle } from '@/domain/board/departures';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { YardCount } from '@/domain/flow/yard-fills';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS, type Direction, STAGES, type Stage } from '@/domain/shared/vocabulary';
import { goodsClassOf, isDirection, isStage, partyOf } from './stored-words';

/**
 * The figures of one gate. Each query walks the live crossings or a stretch of the ended ones by an index that begins
 * with the gate, so ten million past events cost them nothing.
 */
const number = (expression: ReturnType<typeof sql>) => expression.mapWith(Number);
const live = (gateId: GateId) => and(eq(crossing.gateId, gateId), isNull(crossing.endedAt));
const completedSince = (gateId: GateId, since: number) =>
  and(
    eq(crossing.gateId, gateId),
    isNotNull(crossing.endedAt),
    gte(crossing.endedAt, since),
    eq(crossing.endedKind, 'completed'),
  );

export async function countByStage(
  tx: Transaction,
  gateId: GateId,
  dayStart: number,
): Promise<GateSnapshot['counts']> {
  const counts = Object.fromEntries(
    DIRECTIONS.map((direction) => [direction, Object.fromEntries(STAGES.map((stage) => [stage, 0]))]),
  ) as Record<Direction, Record<Stage, number>>;
  const [standing, left] = await Promise.all([
    tx
      .select({ direction: crossing.direction, stage: crossing.stage, count: count() })
      .from(crossing)
      .where(live(gateId))
      .groupBy(crossing.direction, crossing.stage),
    tx
      .select({ direction: crossing.direction, count: count() })
      .from(crossing)
      .where(completedSince(gateId, dayStart))
      .groupBy(crossing.direction),
  ]);
  for (const row of standing)
    if (isDirection(row.direction) && isStage(row.stage)) counts[row.direction][row.stage] += row.count;
  for (const row of left) if (isDirection(row.direction)) counts[row.direction].left += row.count;
  return counts;
}

/** Who is being waited for, at how many crossings, and since when at the longest (rule 2). */
export async function countWaiting(tx: Transaction, gateId: GateId): Promise<GateSnapshot['waiting']> {
  const agency = sql<string>`waiting.value ->> 'agency'`;
  const rows = await tx
    .select({
      agency,
      count: number(sql`count(distinct ${crossing.crossingId})`),
      longestSince: number(sql`min((waiting.value ->> 'since')::bigint)`),
    })
    .from(crossing)
    .innerJoin(sql`jsonb_array_elements(${crossing.waitingOn}) as waiting(value)`, sql`true`)
    .where(live(gateId))
    .groupBy(agency);
  return rows
    .flatMap((row) => {
      const known = partyOf(row.agency);
      return known ? [{ agency: known, count: row.count, longestSince: row.longestSince }] : [];
    })
    .sort((a, b) => a.longestSince - b.longestSince || a.agency.localeCompare(b.agency));
}

/** From the first confirmed step to leaving, by class, of those that left since `since` (FL-8). */
export async function measureWaits(
  tx: Transaction,
  gateId: GateId,
  since: number,
): Promise<GateSnapshot['waits']> {
  const wait = sql`(${crossing.endedAt} - ${crossing.arrivedAt})`;
  const rows = await tx
    .select({
      class: crossing.goodsClass,
      medianMs: number(sql`percentile_cont(0.5) within group (order by ${wait})`),
      p90Ms: number(sql`percentile_cont(0.9) within group (order by ${wait})`),
      count: count(),
    })
    .from(crossing)
    .where(and(completedSince(gateId, since), gte(crossing.endedAt, crossing.arrivedAt)))
    .groupBy(crossing.goodsClass);
  return rows
    .flatMap((row) => {
      const known = goodsClassOf(row.class);
      return known
        ? [
            {
              class: known,
              medianMs: Math.round(row.medianMs),
              p90Ms: Math.round(row.p90Ms),
              count: row.count,
            },
          ]
        : [];
    })
    .sort((a, b) => b.count - a.count);
}

const HOUR_MS = 3_600_000;

/** `hours` past clock hours and the running one, oldest first; hours without a vehicle are there with zero. */
export async function countLeftPerHour(
  tx: Transaction,
  gateId: GateId,
  now: number,
  hours: number,
): Promise<GateSnapshot['leftPerHour']> {
  const first = Math.floor(now / HOUR_MS) * HOUR_MS - hours * HOUR_MS;
  const hourStart = sql`((${crossing.endedAt} / ${sql.raw(String(HOUR_MS))}) * ${sql.raw(String(HOUR_MS))})`;
  const rows = await tx
    .select({ hourStart: number(hourStart), direction: crossing.direction, count: count() })
    .from(crossing)
    .where(completedSince(gateId, first))
    .groupBy(hourStart, crossing.direction);
  const figures = Array.from({ length: hours + 1 }, (_, at) => ({
    hourStart: first + at * HOUR_MS,
    export: 0,
    import: 0,
  }));
  for (const row of rows) {
    const figure = figures[(row.hourStart - first) / HOUR_MS];
    if (figure && isDirection(row.direction)) figure[row.direction] += row.count;
  }
  return figures;
}

export async function countOpenIncidents(tx: Transaction, gateId: GateId): Promise<number> {
  const [row] = await tx
    .select({ count: count() })
    .from(incident)
    .where(and(eq(incident.gateId, gateId), isNull(incident.resolvedAt), isNull(incident.withdrawnAt)));
  return row?.count ?? 0;
}

const LATEST = 8;
const LET_IN = ['gate', 'yard', 'line', 'left'] as const satisfies readonly Stage[];

/** Newest vehicles let in, newest first. Plate, class and time: what the neighbour and the wall may see (rule 16). */
export async function listLatest(tx: Transaction, gateId: GateId): Promise<GateSnapshot['latest']> {
  const columns = {
    plate: crossing.plate,
    class: crossing.goodsClass,
    stage: crossing.stage,
    at: crossing.stageSince,
  };
  const [standing, left] = await Promise.all([
    tx
      .select(columns)
      .from(crossing)
      .where(and(live(gateId), inArray(crossing.stage, [...LET_IN]), isNotNull(crossing.stageSince)))
      .orderBy(desc(crossing.stageSince))
      .limit(LATEST),
    tx
      .select({ ...columns, at: crossing.endedAt })
      .from(crossing)
      .where(completedSince(gateId, 0))
      .orderBy(desc(crossing.endedAt))
      .limit(LATEST),
  ]);
  return [...standing, ...left]
    .flatMap((row) => {
      const known = goodsClassOf(row.class);
      return known && isStage(row.stage) && row.plate !== null && row.at !== null
        ? [{ plate: row.plate, class: known, stage: row.stage, at: row.at }]
        : [];
    })
    .sort((a, b) => b.at - a.at)
    .slice(0, LATEST);
}

const CALLED = 12;

/** Newest vehicles that are called and not yet at the gate, whoever called them: by a call-up, or by a tick alone. */
export async function listCalled(tx: Transaction, gateId: GateId): Promise<readonly CalledVehicle[]> {
  const rows = await tx
    .select({
      plate: crossing.plate,
      class: crossing.goodsClass,
      direction: crossing.direction,
      at: crossing.stageSince,
    })
    .from(crossing)
    .where(and(live(gateId), eq(crossing.stage, 'called'), isNotNull(crossing.stageSince)))
    .orderBy(desc(crossing.stageSince))
    .limit(CALLED);
  return rows.flatMap(({ plate, class: goods, direction, at }) => {
    const known = goodsClassOf(goods);
    return known !== null && plate !== null && at !== null && isDirection(direction)
      ? [{ plate, class: known, direction, at }]
      : [];
  });
}

/** Who stands in which yard, of yards where somebody was ticked since then (GA-11). */
export async function countYards(
  tx: Transaction,
  gateId: GateId,
  since: number,
): Promise<readonly YardCount[]> {
  const standsIn = (stage: Stage) =>
    number(sql`count(*) filter (where ${crossing.endedAt} is null and ${crossing.stage} = ${stage})`);
  const rows = await tx
    .select({ name: crossing.yard, staging: standsIn('staging'), inside: standsIn('yard') })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNotNull(crossing.yard),
        or(isNull(crossing.endedAt), gte(crossing.endedAt, since)),
      ),
    )
    .groupBy(crossing.yard);
  return rows.flatMap(({ name, ...counts }) => (name === null ? [] : [{ name, ...counts }]));
}
