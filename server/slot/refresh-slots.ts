import { and, asc, eq, gte, isNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { slotRound } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { releasedOf } from '@/domain/slot/release-schedule';
import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS } from '@/domain/slot/slot';
import { readOutlook } from './read-outlook';
import { lockSlots } from './slot-rows';

/**
 * Writes what the plan in force allows into the slots of the coming days (SL-1). What is given out grows and shrinks with
 * it, never below what is booked: who holds a place keeps it, and its live time moves.
 */
export async function refreshSlots(tx: Transaction, gateId: GateId, now: number): Promise<void> {
  const outlook = await readOutlook(tx, gateId, now);
  const releasedUntil = await madeUntil(tx, gateId, now);
  const last = hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS;
  const rows = DIRECTIONS.flatMap((direction) =>
    outlook[direction].capacities.map((each) => ({ direction, ...each })),
  ).filter(({ hourStart }) => hourStart <= last);
  await lockSlots(tx, gateId, rows);
  const column = <T>(read: (row: (typeof rows)[number]) => T) => JSON.stringify(rows.map(read));
  await tx.execute(sql`
    insert into slot as known (gate_id, direction, class, hour_start, capacity, limited_by, released)
    select ${gateId}, r.direction, r.class, r.hour_start, r.capacity, r.limited_by, r.released
    from rows from (
      jsonb_array_elements_text(${column(({ direction }) => direction)}::text::jsonb),
      jsonb_array_elements_text(${column((row) => row.class)}::text::jsonb),
      jsonb_array_elements_text(${column(({ hourStart }) => hourStart)}::text::jsonb),
      jsonb_array_elements_text(${column(({ capacity }) => capacity)}::text::jsonb),
      jsonb_array_elements_text(${column(({ limitedBy }) => limitedBy)}::text::jsonb),
      jsonb_array_elements_text(${column((row) => releasedOf(row.capacity, row.hourStart, releasedUntil))}::text::jsonb)
    ) as t(direction, class, hour_start_text, capacity_text, limited_by, released_text),
    lateral (select t.direction, t.class, t.hour_start_text::bigint as hour_start,
      t.capacity_text::int as capacity, t.limited_by, t.released_text::int as released) as r
    on conflict (gate_id, direction, class, hour_start) do update
      set capacity = excluded.capacity, limited_by = excluded.limited_by,
        released = greatest(known.booked, excluded.released)
      where known.capacity <> excluded.capacity or known.limited_by <> excluded.limited_by
        or known.released <> greatest(known.booked, excluded.released)`);
}

/** Releases before this moment are made; one that is due and not made yet gives out nothing before its draw. */
async function madeUntil(tx: Transaction, gateId: GateId, now: number): Promise<number> {
  const [next] = await tx
    .select({ releaseAt: slotRound.releaseAt })
    .from(slotRound)
    .where(and(eq(slotRound.gateId, gateId), isNull(slotRound.drawnAt), gte(slotRound.releaseAt, 0)))
    .orderBy(asc(slotRound.releaseAt))
    .limit(1);
  return next === undefined ? hourOf(now) : Math.min(next.releaseAt - 1, hourOf(now));
}
