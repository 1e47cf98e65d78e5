import { and, eq, gte, lt } from 'drizzle-orm';
import { type Database, inGate, type Transaction } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { insertRows } from '@/db/insert-rows';
import { flowBand, flowForecast } from '@/db/schema/flow';
import { decide } from '@/domain/flow/decide';
import { type Band, learnBands } from '@/domain/flow/forecast-record';
import { lookAhead } from '@/domain/flow/outlook-of';
import type { Situation } from '@/domain/flow/situation';
import type { GateId } from '@/domain/shared/identity';
import { readSituation } from './read-situation';

const HOUR_MS = 3_600_000;
/** A forecast speaks of the day after it. */
const SPOKEN_OF_MS = 24 * HOUR_MS;

/**
 * At a full hour: the bands learn from what earlier forecasts said of this moment, and the forecast of now is kept for
 * the hours after it (FL-33). Of several nodes the first does it; null: it was done.
 */
export function learnAtFullHour(db: Database, gateId: GateId, now: number): Promise<number | null> {
  const hour = now - (now % HOUR_MS);
  return inGate(db, { gateId, actor: null }, async (tx) => {
    await holdLock(tx, `bands ${gateId}`);
    const [done] = await tx
      .select({ madeFor: flowForecast.madeFor })
      .from(flowForecast)
      .where(and(eq(flowForecast.gateId, gateId), eq(flowForecast.madeFor, hour)))
      .limit(1);
    if (done !== undefined) return null;
    const { directions } = await readSituation(tx, gateId, now);
    let learnt = 0;
    for (const situation of [directions.export, directions.import])
      learnt += await learnOne(tx, situation, hour);
    await tx
      .delete(flowForecast)
      .where(and(eq(flowForecast.gateId, gateId), lt(flowForecast.madeFor, hour - SPOKEN_OF_MS)));
    return learnt;
  });
}

async function learnOne(tx: Transaction, situation: Situation, hour: number): Promise<number> {
  const { gateId, direction } = situation;
  const decision = decide(situation);
  const { hours } = lookAhead(situation, decision);
  const ofQueue = and(eq(flowForecast.gateId, gateId), eq(flowForecast.direction, direction));
  const [made, rows] = await Promise.all([
    tx
      .select({ madeFor: flowForecast.madeFor, hours: flowForecast.hours })
      .from(flowForecast)
      .where(and(ofQueue, gte(flowForecast.madeFor, hour - SPOKEN_OF_MS))),
    tx
      .select()
      .from(flowBand)
      .where(and(eq(flowBand.gateId, gateId), eq(flowBand.direction, direction))),
  ]);
  const known = new Map<number, Band>(rows.map((row) => [row.hoursAhead, row]));
  const bands = learnBands(known, made, decision.yard.length + decision.out, hour);
  await insertRows(
    tx,
    flowBand,
    [...bands].map(([hoursAhead, { width, seen, held }]) => ({
      gateId,
      direction,
      hoursAhead,
      width,
      seen,
      held,
    })),
    'replace',
  );
  await insertRows(tx, flowForecast, [
    {
      gateId,
      direction,
      madeFor: hour,
      hours: hours.map(({ hourStart, queue, low, high }) => ({ hourStart, queue, low, high })),
    },
  ]);
  return made.length;
}
