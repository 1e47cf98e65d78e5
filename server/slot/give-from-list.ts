import { and, asc, eq, gte, isNull, lte, not, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { slot, slotFirm, slotPlace } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { allot } from '@/domain/slot/allot';
import { hourOf, type Slot } from '@/domain/slot/slot';
import { mayHaveHour } from './declared-too-late';
import { firmMostOf, lockFirms, occupy, ofSlot, type PlaceRow, placeOfRow } from './slot-rows';

/** Looked at in one go; more are reached with the next. */
const MOST = 300;

/** Those who wait for a slot and may be given one, in no order. */
export const waitsFor = (gateId: GateId, { direction, class: slotClass, hourStart }: Slot) =>
  and(
    eq(slotPlace.gateId, gateId),
    eq(slotPlace.direction, direction),
    eq(slotPlace.class, slotClass),
    eq(slotPlace.state, 'asked'),
    isNull(slotPlace.leavingAt),
    lte(slotPlace.hourStart, hourStart),
    gte(slotPlace.untilHour, hourStart),
  );

/** What firms may still take of an hour; their shares stay as they are until this transaction ends. */
export async function firmsLeft(
  tx: Transaction,
  gateId: GateId,
  { direction, hourStart }: Slot,
  firms: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const most = await firmMostOf(tx, gateId, direction, hourStart);
  const held = await lockFirms(
    tx,
    gateId,
    firms.map((firm) => ({ direction, hourStart, firm })),
  );
  const booked = new Map(held.map((row) => [row.firm, row.booked]));
  return Object.fromEntries(firms.map((firm) => [firm, Math.max(0, most - (booked.get(firm) ?? 0))]));
}

/**
 * The first who wait and whose firm has not its share yet, each with how many before it are passed over for theirs. Asked
 * of the database, or the wishes of a few large firms would fill the look and hide everybody behind them.
 */
async function firstOfLine(tx: Transaction, gateId: GateId, of: Slot): Promise<ReadonlyMap<string, number>> {
  const most = await firmMostOf(tx, gateId, of.direction, of.hourStart);
  const isFull = sql<boolean>`coalesce(${slotFirm.booked}, 0) >= ${most}::int`;
  const line = tx
    .select({
      crossingId: slotPlace.crossingId,
      askedAt: slotPlace.askedAt,
      isFull: isFull.as('is_full'),
      passed:
        sql`count(*) filter (where ${isFull}) over (order by ${slotPlace.askedAt}, ${slotPlace.crossingId})`
          .mapWith(Number)
          .as('passed'),
    })
    .from(slotPlace)
    .leftJoin(
      slotFirm,
      and(
        eq(slotFirm.gateId, slotPlace.gateId),
        eq(slotFirm.direction, slotPlace.direction),
        eq(slotFirm.hourStart, of.hourStart),
        eq(slotFirm.firm, slotPlace.firm),
      ),
    )
    .where(waitsFor(gateId, of))
    .as('line');
  const rows = await tx
    .select({ crossingId: line.crossingId, passed: line.passed })
    .from(line)
    .where(not(line.isFull))
    .orderBy(asc(line.askedAt), asc(line.crossingId))
    .limit(MOST);
  return new Map(rows.map(({ crossingId, passed }) => [crossingId, passed]));
}

/**
 * Free places of a slot go to those who wait, first come first served (SL-4). A transaction of its own: whoever holds a
 * slot already must not wait for a firm's share. Rows that somebody is at work with are reached at the next beat.
 */
export async function giveFromList(
  tx: Transaction,
  gateId: GateId,
  of: Slot,
  now: number,
): Promise<readonly PlaceRow[]> {
  // An hour that is over is of use to nobody: whoever got it would be struck as not having come.
  if (of.hourStart < hourOf(now)) return [];
  const [row] = await tx
    .select({ free: sql`${slot.released} - ${slot.booked}`.mapWith(Number) })
    .from(slot)
    .where(ofSlot(gateId, of));
  if (row === undefined || row.free <= 0) return [];
  const first = await firstOfLine(tx, gateId, of);
  if (first.size === 0) return [];
  const waiting = (
    await tx
      .select()
      .from(slotPlace)
      .where(and(waitsFor(gateId, of), oneOf(slotPlace.crossingId, [...first.keys()])))
      .orderBy(asc(slotPlace.askedAt), asc(slotPlace.crossingId))
      .for('update', { skipLocked: true })
  ).map(placeOfRow);
  if (waiting.length === 0) return [];
  const firmLeft = await firmsLeft(tx, gateId, of, [...new Set(waiting.map(({ firm }) => firm))]);
  const mayHave = await mayHaveHour(tx, gateId, waiting);
  const { given } = allot(
    waiting.filter((place) => mayHave(place, of)),
    row.free,
    firmLeft,
  );
  const served: PlaceRow[] = [];
  for (const [at, place] of waiting.entries()) {
    if (!given.includes(place.reference)) continue;
    const passedOver = at - served.length + (first.get(place.crossingId) ?? 0);
    const taking = { place, to: of, by: 'waiting-list', passedOver, now } as const;
    if ((await occupy(tx, gateId, taking)) === 'taken') served.push(place);
  }
  return served;
}
