import { eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { flowBand } from '@/db/schema/flow';
import type { PlanContent } from '@/domain/flow/flow-plan';
import type { Situation } from '@/domain/flow/situation';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';
import { readProcesses } from '../log/load-processes';
import { readArrivals, readLatest } from './read-arrivals';
import { readCalled, readCalls } from './read-calls';
import { readExits } from './read-exits';
import { currentPlan } from './read-flow-plan';
import { readStanding } from './read-standing';
import { countStanding, readTold } from './read-told';

export type GateSituation = {
  readonly plan: { readonly version: number; readonly content: PlanContent };
  readonly directions: Readonly<Record<Direction, Situation>>;
};

/** Everything that a gate's flow is decided from, in one look. */
export async function readSituation(tx: Transaction, gateId: GateId, now: number): Promise<GateSituation> {
  const [plan, processes, calls, told, exits, places, arrivals, latest, bands] = await Promise.all([
    currentPlan(tx, gateId),
    readProcesses(tx, gateId),
    readCalls(tx, gateId, now),
    readTold(tx, gateId, now),
    readExits(tx, gateId, now),
    countStanding(tx, gateId),
    readArrivals(tx, gateId, now),
    readLatest(tx, gateId, now),
    readWidths(tx, gateId),
  ]);
  const [standing, called] = await Promise.all([
    readStanding(tx, gateId, processes, now),
    readCalled(tx, gateId, calls),
  ]);
  const of = (direction: Direction): Situation => ({
    gateId,
    direction,
    now,
    content: plan.content,
    told: told[direction],
    ...exits[direction],
    standing: standing.filter((each) => each.direction === direction),
    places,
    calls: calls.filter((call) => call.direction === direction),
    called,
    ...arrivals[direction],
    latest: latest[direction],
    widths: bands[direction],
  });
  return { plan, directions: { export: of('export'), import: of('import') } };
}

async function readWidths(
  tx: Transaction,
  gateId: GateId,
): Promise<Readonly<Record<Direction, readonly number[]>>> {
  const rows = await tx.select().from(flowBand).where(eq(flowBand.gateId, gateId));
  const of = (direction: Direction) => {
    const widths: number[] = [];
    for (const row of rows) if (row.direction === direction) widths[row.hoursAhead - 1] = row.width;
    return Array.from(widths, (width) => width ?? 1);
  };
  return { export: of('export'), import: of('import') };
}
