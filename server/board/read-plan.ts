import { and, count, desc, eq, inArray, isNull, lte } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { GateSnapshot } from '@/domain/board/snapshot';
import type { ToldAcceptance } from '@/domain/flow/neighbour';
import { planRate } from '@/domain/flow/plan';
import type { GateId } from '@/domain/shared/identity';
import type { Direction, Stage } from '@/domain/shared/vocabulary';
import { hlcMs } from '@/domain/sync/hlc';
import { countLeftSince } from './gate-figures';
import { isDirection, isStage } from './stored-words';

const HOUR_MS = 3_600_000;
/** Newest entries that are looked at: an entry ages within hours, and nobody makes a hundred in that time. */
const LAST_WORDS = 100;

const BEFORE_GATE: readonly Stage[] = ['staging', 'called'];
const INSIDE: readonly Stage[] = ['gate', 'yard', 'line'];

/** Plan per direction from what is known at this moment: hand entries, exits of the last hour, who stands where (rule 7). */
export async function readPlan(tx: Transaction, gateId: GateId, now: number): Promise<GateSnapshot['plan']> {
  const from = now - HOUR_MS;
  const [told, left, standing, queued] = await Promise.all([
    readTold(tx, gateId),
    countLeftSince(tx, gateId, from),
    countStanding(tx, gateId),
    findQueued(tx, gateId, from),
  ]);
  const plan = (direction: Direction) =>
    planRate({
      gateId,
      direction,
      now,
      told: told[direction],
      measured: { vehicles: left[direction], from, to: now, queued: queued.has(direction) },
      standing,
    });
  return { export: plan('export'), import: plan('import') };
}

async function readTold(
  tx: Transaction,
  gateId: GateId,
): Promise<Readonly<Record<Direction, readonly ToldAcceptance[]>>> {
  const rows = await tx
    .select({ event: event.event })
    .from(event)
    .where(and(eq(event.gateId, gateId), eq(event.type, 'neighbour.acceptance'), isNull(event.crossingId)))
    .orderBy(desc(event.position))
    .limit(LAST_WORDS);
  const told: Record<Direction, ToldAcceptance[]> = { export: [], import: [] };
  for (const { event: said } of rows) {
    if (said.type !== 'neighbour.acceptance') continue;
    const { direction, vehiclesPerHour, validFrom, validTo, toldBy, channel } = said.body;
    told[direction].push({ vehiclesPerHour, validFrom, validTo, toldBy, channel, at: hlcMs(said.hlc) });
  }
  return told;
}

async function countStanding(
  tx: Transaction,
  gateId: GateId,
): Promise<{ readonly staging: number; readonly gate: number }> {
  const rows = await tx
    .select({ stage: crossing.stage, count: count() })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt)))
    .groupBy(crossing.stage);
  const at = (stages: readonly Stage[]): number =>
    rows.reduce((sum, row) => sum + (isStage(row.stage) && stages.includes(row.stage) ? row.count : 0), 0);
  return { staging: at(BEFORE_GATE), gate: at(INSIDE) };
}

/** Directions in which somebody has stood ready inside the gate ever since `from`: there was a queue the whole time. */
async function findQueued(tx: Transaction, gateId: GateId, from: number): Promise<ReadonlySet<Direction>> {
  const rows = await tx
    .selectDistinct({ direction: crossing.direction })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNull(crossing.endedAt),
        inArray(crossing.stage, [...INSIDE]),
        lte(crossing.stageSince, from),
      ),
    );
  return new Set(rows.flatMap((row) => (isDirection(row.direction) ? [row.direction] : [])));
}
