import { and, count, desc, eq, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import type { ToldAcceptance } from '@/domain/flow/neighbour';
import type { GateId } from '@/domain/shared/identity';
import type { Direction, Stage } from '@/domain/shared/vocabulary';
import { hlcMs } from '@/domain/sync/hlc';
import { isStage } from '../board/stored-words';

/** Newest entries that are looked at: an entry ages within hours, and nobody makes a hundred in that time. */
const LAST_WORDS = 100;

const BEFORE_GATE: readonly Stage[] = ['staging', 'called'];
const INSIDE: readonly Stage[] = ['gate', 'yard', 'line'];

/** The neighbour's last words per direction, newest first (rule 7). */
export async function readTold(
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

export async function countStanding(
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
