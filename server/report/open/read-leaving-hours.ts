import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { HOME_ZONE } from '@/domain/gate/gates';
import { type Period, type ReportDay, reportDaySchema } from '@/domain/report/home-day';
import { type GateId, gateIdSchema } from '@/domain/shared/identity';
import { type Direction, directionSchema } from '@/domain/shared/vocabulary';

const rowSchema = z.object({
  gate: gateIdSchema,
  direction: directionSchema,
  day: reportDaySchema,
  first: z.coerce.number(),
  last: z.coerce.number(),
  vehicles: z.coerce.number(),
});

/** First and last clock hour in Hà Nội in which vehicles left, by gate, direction and day. */
export async function readLeavingHours(
  db: Database,
  gates: readonly GateId[],
  { from, until }: Period,
): Promise<
  readonly {
    readonly gateId: GateId;
    readonly direction: Direction;
    readonly day: ReportDay;
    readonly firstHour: number;
    readonly lastHour: number;
    readonly vehicles: number;
  }[]
> {
  const codes = sql.join(
    gates.map((gateId) => sql`${gateId}`),
    sql`, `,
  );
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx.execute(sql`
      select gate, direction, to_char(home, 'YYYY-MM-DD') as day, min(extract(hour from home)) as first,
        max(extract(hour from home)) as last, count(*) as vehicles
      from (
        select c.gate_id as gate, c.direction, to_timestamp(c.ended_at / 1000.0) at time zone ${HOME_ZONE} as home
        from crossing c
        where c.gate_id in (${codes}) and c.ended_at >= ${from} and c.ended_at < ${until}
          and c.ended_kind = 'completed' and c.direction is not null
      ) as left_at
      group by 1, 2, 3 order by 1, 2, 3`),
  );
  return z
    .array(rowSchema)
    .parse([...rows])
    .map(({ gate, direction, day, first, last, vehicles }) => ({
      gateId: gate,
      direction,
      day,
      firstHour: first,
      lastHour: last,
      vehicles,
    }));
}
