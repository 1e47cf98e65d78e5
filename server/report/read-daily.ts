import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import {
  COMPARED_DAYS,
  cargoOf,
  compareDays,
  type DailyReport,
  type DayCounts,
  sumGates,
} from '@/domain/report/daily';
import { addDays, dayPeriod, dayStart, type ReportDay, stockMoment } from '@/domain/report/home-day';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { crossingKindSchema, directionSchema, goodsClassSchema } from '@/domain/shared/vocabulary';

const DAY_MS = 86_400_000;
/** Longer nothing stands at a gate; it keeps the look at a day of last year as short as that of today (RP-4). */
const LONGEST_STAY_MS = 30 * DAY_MS;
/** A customs declaration holds for fifteen days (Customs Law 2014): who has not come by then comes with another. */
const LONGEST_ANNOUNCED_MS = 15 * DAY_MS;
/** A vehicle that goes to another gate is declared there shortly before or after (RP-3). */
const REDIRECT_WITHIN_MS = DAY_MS;

const count = z.coerce.number().int();
const inRow = { gate: gateIdSchema, place: z.coerce.number().int(), count };
const endedSchema = z.object({
  ...inRow,
  direction: directionSchema.nullable(),
  kind: crossingKindSchema.nullable(),
  class: goodsClassSchema.nullable(),
  heading: z.string().nullable(),
  ended: z.string(),
  to: gateIdSchema.nullable(),
});
const standingSchema = z.object({
  ...inRow,
  direction: directionSchema.nullable(),
  class: goodsClassSchema.nullable(),
});

/**
 * The daily report of these gates (RP-1 … RP-6). Read as the province, since where a vehicle went is known to the other
 * gate; nothing but counts leaves. Every query walks a stretch of an index that begins with the gate.
 */
export async function readDaily(
  { db, now, actor }: { readonly db: Database; readonly now: number; readonly actor: string | null },
  gates: readonly GateId[],
  day: ReportDay,
): Promise<DailyReport> {
  const days = Array.from({ length: COMPARED_DAYS + 1 }, (_, at) => addDays(day, -at));
  const own = dayPeriod(day, now);
  const elapsed = own.until - own.from;
  const stockAt = stockMoment(day, now);
  // Of today only so much of each earlier day is compared as today has had (RP-1).
  const moments = days.map((each, place) => ({
    place,
    from: dayStart(each),
    until: dayStart(each) + elapsed,
    stockAt: dayStart(each) + (stockAt - own.from),
  }));
  const counted = await inGate(db, { gateId: EVERY_GATE, actor }, (tx) => countDays(tx, gates, moments));
  const perGate = gates.map((gateId) => counted.get(gateId) ?? moments.map(() => null));
  return {
    day,
    from: own.from,
    until: own.until,
    isSoFar: own.isSoFar,
    stockAt,
    madeAt: now,
    gates: gates.map((gateId, at) => ({ gateId, ...compareDays(perGate[at] ?? []) })),
    total: gates.length > 1 ? compareDays(sumGates(perGate)) : null,
  };
}

type Moment = {
  readonly place: number;
  readonly from: number;
  readonly until: number;
  readonly stockAt: number;
};

async function countDays(
  tx: Transaction,
  gates: readonly GateId[],
  moments: readonly Moment[],
): Promise<ReadonlyMap<GateId, readonly (DayCounts | null)[]>> {
  const [ended, stock, announced, first] = [
    await countEnded(tx, gates, moments),
    await countStanding(tx, gates, moments),
    await countAnnounced(tx, gates, moments),
    await firstRecords(tx, gates),
  ];
  return new Map(
    gates.map((gateId) => [
      gateId,
      moments.map((moment): DayCounts | null => {
        if ((first.get(gateId) ?? Infinity) >= moment.until && moment.place > 0) return null;
        const here = <T extends { readonly gate: GateId; readonly place: number }>(rows: readonly T[]) =>
          rows.filter((row) => row.gate === gateId && row.place === moment.place);
        const ends = here(ended).flatMap((row) =>
          row.direction === null ? [] : [{ ...row, direction: row.direction }],
        );
        return {
          passed: ends
            .filter((row) => row.ended === 'completed')
            .map((row) => ({
              direction: row.direction,
              cargo: cargoOf({ kind: row.kind, class: row.class, hsCode: row.heading }),
              count: row.count,
            })),
          redirected: ends.flatMap(({ direction, to, count: vehicles }) =>
            to === null ? [] : [{ direction, to, count: vehicles }],
          ),
          turnedBack: ends
            .filter((row) => row.ended === 'turned-back' && row.to === null)
            .map(({ direction, count: vehicles }) => ({ direction, count: vehicles })),
          stock: here(stock).flatMap(({ direction, class: goods, count: vehicles }) =>
            direction === null || goods === null ? [] : [{ direction, class: goods, count: vehicles }],
          ),
          notRegistered: here(announced).flatMap(({ direction, count: vehicles }) =>
            direction === null ? [] : [{ direction, count: vehicles }],
          ),
        };
      }),
    ]),
  );
}

const list = (gates: readonly GateId[]) =>
  sql`array[${sql.join(
    gates.map((gateId) => sql`${gateId}`),
    sql`, `,
  )}]::text[]`;

const momentRows = (moments: readonly Moment[]) =>
  sql.join(
    moments.map(
      ({ place, from, until, stockAt }) =>
        sql`(${place}::int, ${from}::bigint, ${until}::bigint, ${stockAt}::bigint)`,
    ),
    sql`, `,
  );

/** A load's HS heading is asked for only where it decides: most loads are not perishable. */
async function countEnded(tx: Transaction, gates: readonly GateId[], moments: readonly Moment[]) {
  const rows = await tx.execute(sql`
    select c.gate_id as gate, m.place, c.direction, c.kind, c.goods_class as class,
      case when c.ended_kind = 'completed' and c.goods_class = 'perishable'
        then left(replace(c.hs_code, '.', ''), 4) end as heading,
      c.ended_kind as ended, other.gate_id as to, count(*) as count
    from (values ${momentRows(moments)}) as m (place, "from", until, stock_at)
    join crossing c on c.gate_id = any (${list(gates)}) and c.ended_at >= m."from" and c.ended_at < m.until
    left join lateral (
      select o.gate_id from crossing o
      where c.ended_kind <> 'completed' and o.gate_id = any (${list(allGates().map(({ code }) => code))}) and o.gate_id <> c.gate_id
        and o.plate_key = c.plate_key and o.direction = c.direction
        and o.declared_at between c.ended_at - ${REDIRECT_WITHIN_MS}::bigint and c.ended_at + ${REDIRECT_WITHIN_MS}::bigint
      order by o.declared_at limit 1
    ) as other on true
    group by 1, 2, 3, 4, 5, 6, 7, 8`);
  return z.array(endedSchema).parse([...rows]);
}

async function countStanding(tx: Transaction, gates: readonly GateId[], moments: readonly Moment[]) {
  const rows = await tx.execute(sql`
    select c.gate_id as gate, m.place, c.direction, c.goods_class as class, count(*) as count
    from (values ${momentRows(moments)}) as m (place, "from", until, stock_at)
    join crossing c on c.gate_id = any (${list(gates)})
      and c.arrived_at > m.stock_at - ${LONGEST_STAY_MS}::bigint and c.arrived_at <= m.stock_at
      and (c.ended_at is null or c.ended_at > m.stock_at)
    group by 1, 2, 3, 4`);
  return z.array(standingSchema).parse([...rows]);
}

async function countAnnounced(tx: Transaction, gates: readonly GateId[], moments: readonly Moment[]) {
  const rows = await tx.execute(sql`
    select c.gate_id as gate, m.place, c.direction, null as class, count(*) as count
    from (values ${momentRows(moments)}) as m (place, "from", until, stock_at)
    join crossing c on c.gate_id = any (${list(gates)})
      and c.declared_at > m.stock_at - ${LONGEST_ANNOUNCED_MS}::bigint and c.declared_at <= m.stock_at
      and (c.arrived_at is null or c.arrived_at > m.stock_at)
      and (c.ended_at is null or c.ended_at > m.stock_at)
    group by 1, 2, 3`);
  return z.array(standingSchema).parse([...rows]);
}

/** Since when a gate has a record at all: a day before it is no day without vehicles (RP-5). */
async function firstRecords(tx: Transaction, gates: readonly GateId[]): Promise<ReadonlyMap<GateId, number>> {
  const rows = await tx.execute(sql`
    select g.gate, least(
      (select min(declared_at) from crossing where gate_id = g.gate),
      (select min(arrived_at) from crossing where gate_id = g.gate and arrived_at is not null)) as first
    from unnest(${list(gates)}) as g (gate)`);
  return new Map(
    z
      .array(z.object({ gate: gateIdSchema, first: z.coerce.number().nullable() }))
      .parse([...rows])
      .flatMap(({ gate, first }) => (first === null ? [] : [[gate, first] as const])),
  );
}
