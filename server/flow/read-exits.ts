import { and, desc, eq, gte, isNotNull, isNull } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { Spread } from '@/domain/flow/batch-size';
import { type Interval, merge } from '@/domain/flow/intervals';
import { LOOK_BACK_MS } from '@/domain/flow/measure-exits';
import { percentile } from '@/domain/flow/waits';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';

const MOST = 1_500;
/** Less journeys are not a measurement. */
const LEAST = 20;
const MINUTE_MS = 60_000;
/** From the yard to the gate, and through it until ready for the neighbour, where nothing was measured (assumed, scenarios.json). */
const ASSUMED = {
  travel: { medianMs: 18 * MINUTE_MS, p90Ms: 40 * MINUTE_MS },
  service: { medianMs: 9 * MINUTE_MS, p90Ms: 25 * MINUTE_MS },
};

export type Exits = {
  /** Exit scans, ascending, and when somebody stood ready at the line. */
  readonly leftAt: readonly number[];
  readonly ready: readonly Interval[];
  readonly travel: Spread & { readonly measured: boolean };
  readonly service: Spread & { readonly measured: boolean };
};

/** What left lately and what stands ready, per direction. */
export async function readExits(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<Readonly<Record<Direction, Exits>>> {
  const columns = {
    direction: crossing.direction,
    calledAt: crossing.calledAt,
    insideAt: crossing.insideAt,
    readyAt: crossing.readyAt,
    endedAt: crossing.endedAt,
  };
  const [left, standing] = await Promise.all([
    tx
      .select(columns)
      .from(crossing)
      .where(
        and(
          eq(crossing.gateId, gateId),
          isNotNull(crossing.endedAt),
          gte(crossing.endedAt, now - LOOK_BACK_MS),
          eq(crossing.endedKind, 'completed'),
        ),
      )
      .orderBy(desc(crossing.endedAt))
      .limit(MOST),
    tx
      .select(columns)
      .from(crossing)
      .where(and(eq(crossing.gateId, gateId), isNull(crossing.endedAt), isNotNull(crossing.readyAt))),
  ]);
  const exitsOf = (direction: Direction): Exits => {
    const gone = left.filter((row) => row.direction === direction);
    const stood = [...gone, ...standing.filter((row) => row.direction === direction)];
    const lasted = (from: 'calledAt' | 'insideAt', to: 'insideAt' | 'readyAt') =>
      gone.flatMap((row) => {
        const [begin, end] = [row[from], row[to]];
        return begin === null || end === null || end < begin ? [] : [end - begin];
      });
    return {
      leftAt: gone.flatMap(({ endedAt }) => endedAt ?? []).sort((a, b) => a - b),
      ready: merge(
        stood.flatMap(({ readyAt, endedAt }) =>
          readyAt === null ? [] : [{ from: readyAt, to: endedAt ?? now }],
        ),
      ),
      travel: spreadOf(lasted('calledAt', 'insideAt'), ASSUMED.travel),
      service: spreadOf(lasted('insideAt', 'readyAt'), ASSUMED.service),
    };
  };
  return { export: exitsOf('export'), import: exitsOf('import') };
}

function spreadOf(lasted: readonly number[], assumed: Spread): Exits['travel'] {
  const sorted = lasted.toSorted((a, b) => a - b);
  const [median, p90] = [percentile(sorted, 0.5), percentile(sorted, 0.9)];
  return sorted.length < LEAST || median === null || p90 === null
    ? { ...assumed, measured: false }
    : { medianMs: Math.round(median), p90Ms: Math.round(p90), measured: true };
}
