import { and, eq, gte, isNotNull, lt, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { PastDay } from '@/domain/flow/forecast';
import type { GateId } from '@/domain/shared/identity';
import type { Direction, GoodsClass } from '@/domain/shared/vocabulary';
import { homeDayStart } from '../board/home-day';
import { goodsClassOf, isDirection } from '../board/stored-words';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Four weeks: each weekday four times. */
const DAYS = 28;
const LATEST_HOURS = 6;

type Arrivals = {
  readonly history: readonly PastDay[];
  readonly classShares: Partial<Record<GoodsClass, number>>;
};
type ByDirection<T> = Readonly<Record<Direction, T>>;
type Counted = {
  readonly direction: Direction;
  readonly hour: number;
  readonly goods: GoodsClass;
  readonly vehicles: number;
};

/** Past days do not change but by what comes late: each node counts them once an hour per gate. */
const counted = new Map<GateId, { readonly hour: number; readonly arrivals: ByDirection<Arrivals> }>();

/** Vehicles that came in each hour of the last four weeks, and of which classes (FL-33). */
export async function readArrivals(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<ByDirection<Arrivals>> {
  const hour = Math.floor(now / HOUR_MS);
  const known = counted.get(gateId);
  if (known?.hour === hour) return known.arrivals;
  const today = homeDayStart(now);
  const rows = await countArrivals(tx, gateId, today - DAYS * DAY_MS, today);
  const arrivals = { export: ofDirection(rows, 'export'), import: ofDirection(rows, 'import') };
  counted.set(gateId, { hour, arrivals });
  return arrivals;
}

/** Vehicles that came in each of the last full hours, oldest first. */
export async function readLatest(
  tx: Transaction,
  gateId: GateId,
  now: number,
): Promise<ByDirection<readonly number[]>> {
  const until = Math.floor(now / HOUR_MS) * HOUR_MS;
  const from = until - LATEST_HOURS * HOUR_MS;
  const rows = await countArrivals(tx, gateId, from, until);
  const of = (direction: Direction) =>
    Array.from({ length: LATEST_HOURS }, (_, n) =>
      rows
        .filter((row) => row.direction === direction && row.hour === from / HOUR_MS + n)
        .reduce((sum, { vehicles }) => sum + vehicles, 0),
    );
  return { export: of('export'), import: of('import') };
}

async function countArrivals(
  tx: Transaction,
  gateId: GateId,
  from: number,
  until: number,
): Promise<Counted[]> {
  const hour = sql`(${crossing.arrivedAt} / ${sql.raw(String(HOUR_MS))})`;
  const rows = await tx
    .select({
      direction: crossing.direction,
      goods: crossing.goodsClass,
      hour: hour.mapWith(Number),
      vehicles: sql`count(*)`.mapWith(Number),
    })
    .from(crossing)
    .where(
      and(
        eq(crossing.gateId, gateId),
        isNotNull(crossing.arrivedAt),
        gte(crossing.arrivedAt, from),
        lt(crossing.arrivedAt, until),
      ),
    )
    .groupBy(crossing.direction, crossing.goodsClass, hour);
  return rows.flatMap((row) => {
    const goods = goodsClassOf(row.goods);
    return goods === null || !isDirection(row.direction)
      ? []
      : [{ direction: row.direction, goods, hour: row.hour, vehicles: row.vehicles }];
  });
}

/** Days before the first vehicle ever seen are no history. */
function ofDirection(rows: readonly Counted[], direction: Direction): Arrivals {
  const own = rows.filter((row) => row.direction === direction);
  const days = new Map<number, number[]>();
  const classes = new Map<GoodsClass, number>();
  for (const { hour, goods, vehicles } of own) {
    const startsAt = homeDayStart(hour * HOUR_MS);
    const arrivals = days.get(startsAt) ?? Array.from({ length: 24 }, () => 0);
    const at = hour - startsAt / HOUR_MS;
    arrivals[at] = (arrivals[at] ?? 0) + vehicles;
    days.set(startsAt, arrivals);
    classes.set(goods, (classes.get(goods) ?? 0) + vehicles);
  }
  const all = own.reduce((sum, { vehicles }) => sum + vehicles, 0);
  return {
    history: [...days]
      .map(([startsAt, arrivals]) => ({ startsAt, arrivals }))
      .sort((a, b) => a.startsAt - b.startsAt),
    classShares: Object.fromEntries([...classes].map(([goods, vehicles]) => [goods, vehicles / all])),
  };
}
