import { and, desc, eq, gte, inArray, isNotNull, isNull, lt, or, type SQL } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { Period } from '@/domain/report/home-day';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { readStates } from '../log/read-states';

const DAY_MS = 86_400_000;
const LONGEST_STAY_MS = 30 * DAY_MS;
/** A month of the busiest gate; a report that needs more says that it is cut. */
export const MOST_CROSSINGS = 40_000;
/** So many states are in memory at a time: one has some kilobytes. */
const STATES_AT_ONCE = 1_000;

const columns = {
  crossingId: crossing.crossingId,
  direction: crossing.direction,
  goodsClass: crossing.goodsClass,
  plate: crossing.plate,
  declaredAt: crossing.declaredAt,
  arrivedAt: crossing.arrivedAt,
  endedAt: crossing.endedAt,
};
export type CrossingStateRow = Awaited<ReturnType<typeof readPage>>[number];

export type StatesRead<T> = { readonly rows: readonly T[]; readonly isCut: boolean };

/** Those that ended in the period, the newest first; of one firm, or of all. */
export const readEnded = <T>(
  tx: Transaction,
  gateId: GateId,
  { from, until }: Period,
  map: (row: CrossingStateRow) => readonly T[],
  firmId?: string,
): Promise<StatesRead<T>> =>
  readMatching(
    tx,
    gateId,
    and(
      isNotNull(crossing.endedAt),
      gte(crossing.endedAt, from),
      lt(crossing.endedAt, until),
      firmId === undefined ? undefined : eq(crossing.firmId, firmId),
    ),
    crossing.endedAt,
    map,
  );

/** Those that were at the gate at some time of the period. */
export const readPresent = <T>(
  tx: Transaction,
  gateId: GateId,
  { from, until }: Period,
  map: (row: CrossingStateRow) => readonly T[],
): Promise<StatesRead<T>> =>
  readMatching(
    tx,
    gateId,
    and(
      isNotNull(crossing.arrivedAt),
      gte(crossing.arrivedAt, from - LONGEST_STAY_MS),
      lt(crossing.arrivedAt, until),
      or(isNull(crossing.endedAt), gte(crossing.endedAt, from)),
    ),
    crossing.arrivedAt,
    map,
  );

/** First the keys, by an index; then the states, some at a time, each made small at once. */
async function readMatching<T>(
  tx: Transaction,
  gateId: GateId,
  where: SQL | undefined,
  newest: typeof crossing.endedAt | typeof crossing.arrivedAt,
  map: (row: CrossingStateRow) => readonly T[],
): Promise<StatesRead<T>> {
  const found = await tx
    .select({ crossingId: crossing.crossingId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), where))
    .orderBy(desc(newest))
    .limit(MOST_CROSSINGS + 1);
  const ids = found.slice(0, MOST_CROSSINGS).map(({ crossingId }) => crossingId);
  const rows: T[] = [];
  for (let at = 0; at < ids.length; at += STATES_AT_ONCE)
    for (const row of await readPage(tx, gateId, ids.slice(at, at + STATES_AT_ONCE))) rows.push(...map(row));
  return { rows, isCut: found.length > MOST_CROSSINGS };
}

async function readPage(tx: Transaction, gateId: GateId, ids: readonly string[]) {
  const rows = await tx
    .select(columns)
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), inArray(crossing.crossingId, [...ids])));
  const states = await readStates(
    tx,
    gateId,
    ids.map((id) => crossingIdSchema.parse(id)),
  );
  return rows.flatMap((row) => {
    const state = states.get(crossingIdSchema.parse(row.crossingId));
    return state === undefined ? [] : [{ ...row, state }];
  });
}
