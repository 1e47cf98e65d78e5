import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { oneOf } from '@/db/one-of';
import { slot, slotFirm, slotPlace, slotRecord } from '@/db/schema/slot';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { type Direction, directionSchema } from '@/domain/shared/vocabulary';
import { firmMost } from '@/domain/slot/firm-share';
import type { TakenBy, Why } from '@/domain/slot/public-record';
import { type Slot, slotClassSchema } from '@/domain/slot/slot';

/*
 * The order of locks is the same for everybody: place, firm's share, slot. The slot's row comes last and is held for the
 * one statement that takes of it and the commit, because everybody who wants that hour waits for it.
 */

/** A row of `slot_place`, read. */
export type PlaceRow = Slot & {
  readonly crossingId: CrossingId;
  readonly reference: string;
  readonly firm: string;
  readonly state: 'asked' | 'booked' | 'came' | 'gone';
  readonly untilHour: number;
  readonly askedAt: number;
  readonly leavingAt: number | null;
  readonly goneBecause: string | null;
  readonly postponed: boolean;
};

export const placeOfRow = (row: typeof slotPlace.$inferSelect): PlaceRow => ({
  ...row,
  crossingId: crossingIdSchema.parse(row.crossingId),
  direction: directionSchema.parse(row.direction),
  class: slotClassSchema.parse(row.class),
});

export const ofPlace = (gateId: GateId, crossingId: string) =>
  and(eq(slotPlace.gateId, gateId), eq(slotPlace.crossingId, crossingId));

export const ofSlot = (gateId: GateId, { direction, class: slotClass, hourStart }: Slot) =>
  and(
    eq(slot.gateId, gateId),
    eq(slot.direction, direction),
    eq(slot.class, slotClass),
    eq(slot.hourStart, hourStart),
  );

/**
 * Slots, held until this transaction ends. Who touches more than one locks them all here before, in the one order: of two
 * that want the same at a release none waits for the other in a circle.
 */
export async function lockSlots(tx: Transaction, gateId: GateId, slots: readonly Slot[]): Promise<void> {
  const keys = slots.map((of) => ({
    direction: of.direction,
    class: of.class,
    hour_start: of.hourStart,
  }));
  await tx.execute(sql`
    select from slot where gate_id = ${gateId} and (direction, class, hour_start) in (
      select direction, class, hour_start from jsonb_to_recordset(${JSON.stringify(keys)}::text::jsonb)
        as t(direction text, class text, hour_start bigint))
    order by direction, class, hour_start for update of slot`);
}

/** The crossing's place, held until this transaction ends; null: it has none and never had. */
export async function lockPlace(
  tx: Transaction,
  gateId: GateId,
  crossingId: string,
): Promise<PlaceRow | null> {
  const [row] = await tx.select().from(slotPlace).where(ofPlace(gateId, crossingId)).for('update');
  return row === undefined ? null : placeOfRow(row);
}

export async function changePlace(
  tx: Transaction,
  gateId: GateId,
  crossingId: string,
  change: Partial<typeof slotPlace.$inferInsert>,
): Promise<void> {
  await tx.update(slotPlace).set(change).where(ofPlace(gateId, crossingId));
}

/** A line of the public record. */
export async function recordLine(
  tx: Transaction,
  gateId: GateId,
  place: Slot & { readonly reference: string },
  why: Why,
  now: number,
): Promise<void> {
  const { direction, class: slotClass, hourStart, reference } = place;
  await tx.insert(slotRecord).values({
    gateId,
    id: uuidv7({ msecs: now }),
    at: now,
    direction,
    class: slotClass,
    hourStart,
    reference,
    why,
  });
}

/** Places of an hour that one firm may hold, both classes together. */
export async function firmMostOf(
  tx: Transaction,
  gateId: GateId,
  direction: Direction,
  hourStart: number,
): Promise<number> {
  const [row] = await tx
    .select({ all: sql`coalesce(sum(${slot.capacity}), 0)`.mapWith(Number) })
    .from(slot)
    .where(and(eq(slot.gateId, gateId), eq(slot.direction, direction), eq(slot.hourStart, hourStart)));
  return firmMost(row?.all ?? 0);
}

type FirmKey = Pick<PlaceRow, 'direction' | 'hourStart' | 'firm'>;

/** Firms' shares of hours, held until this transaction ends; taken in one order, so that two do not wait for each other. */
export async function lockFirms(
  tx: Transaction,
  gateId: GateId,
  keys: readonly FirmKey[],
): Promise<readonly (typeof slotFirm.$inferSelect)[]> {
  if (keys.length === 0) return [];
  const wanted = new Map(keys.map((key) => [shareKey(key), key]));
  const inOrder = [...wanted.keys()].toSorted().flatMap((name) => wanted.get(name) ?? []);
  await insertRows(
    tx,
    slotFirm,
    inOrder.map(({ direction, hourStart, firm }) => ({ gateId, direction, hourStart, firm, booked: 0 })),
    'keep',
  );
  const rows = await tx
    .select()
    .from(slotFirm)
    .where(
      and(
        eq(slotFirm.gateId, gateId),
        oneOf(
          slotFirm.firm,
          inOrder.map(({ firm }) => firm),
        ),
        oneOf(
          slotFirm.hourStart,
          inOrder.map(({ hourStart }) => String(hourStart)),
        ),
      ),
    )
    .orderBy(slotFirm.direction, slotFirm.hourStart, slotFirm.firm)
    .for('update');
  // A firm that goes both ways in an hour has a share of each.
  return rows.filter((row) => wanted.has(shareKey(row)));
}

/** Names a firm's share of an hour; sorted by it they are in the order in which they are locked. */
export const shareKey = ({
  direction,
  hourStart,
  firm,
}: Omit<FirmKey, 'direction'> & { direction: string }) => `${direction} ${hourStart} ${firm}`;

export type Taking = {
  readonly place: PlaceRow;
  readonly to: Slot;
  readonly by: TakenBy;
  readonly passedOver: number;
  readonly now: number;
};

/**
 * Gives one place of a slot to a crossing whose row in `slot_place` is locked. Whether a place is free is asked by the
 * statement that takes it: however many ask at once, no more get one than there are (SL-12).
 */
export async function occupy(
  tx: Transaction,
  gateId: GateId,
  { place, to, by, passedOver, now }: Taking,
): Promise<'taken' | 'SL-FULL' | 'SL-FIRM'> {
  const most = await firmMostOf(tx, gateId, to.direction, to.hourStart);
  const firm = { gateId, direction: to.direction, hourStart: to.hourStart, firm: place.firm };
  const [share] = await tx
    .insert(slotFirm)
    .values({ ...firm, booked: 1 })
    .onConflictDoUpdate({
      target: [slotFirm.gateId, slotFirm.direction, slotFirm.hourStart, slotFirm.firm],
      set: { booked: sql`${slotFirm.booked} + 1` },
      setWhere: sql`${slotFirm.booked} < ${most}`,
    })
    .returning({ booked: slotFirm.booked });
  if (share === undefined) return 'SL-FIRM';
  const why = JSON.stringify({ kind: 'taken', by, passedOver });
  const taken = await tx.execute<{ id: string }>(sql`
    with took as (
      update slot set booked = booked + 1
      where gate_id = ${gateId} and direction = ${to.direction} and class = ${to.class}
        and hour_start = ${to.hourStart}::bigint and booked < released
      returning booked, released
    ), held as (
      update slot_place set state = 'booked', class = ${to.class}, hour_start = ${to.hourStart}::bigint,
        until_hour = ${to.hourStart}::bigint, leaving_at = null, gone_because = null, last_in_hour = false
      where gate_id = ${gateId} and crossing_id = ${place.crossingId}::uuid and exists (select from took)
    )
    insert into slot_record (gate_id, id, at, direction, class, hour_start, reference, why)
    select ${gateId}, ${uuidv7({ msecs: now })}::uuid, ${now}::bigint, ${to.direction}, ${to.class},
      ${to.hourStart}::bigint, ${place.reference},
      ${why}::text::jsonb || jsonb_build_object('nth', took.booked, 'released', took.released)
    from took returning id`);
  if (taken.length > 0) return 'taken';
  await giveFirmBack(tx, gateId, firm);
  return 'SL-FULL';
}

/** The place is free again. What becomes of its holder's row is for the caller. */
export async function vacate(tx: Transaction, gateId: GateId, place: PlaceRow): Promise<void> {
  await giveFirmBack(tx, gateId, place);
  await tx
    .update(slot)
    .set({ booked: sql`${slot.booked} - 1` })
    .where(ofSlot(gateId, place));
}

async function giveFirmBack(
  tx: Transaction,
  gateId: GateId,
  { direction, hourStart, firm }: FirmKey,
): Promise<void> {
  await tx
    .update(slotFirm)
    .set({ booked: sql`${slotFirm.booked} - 1` })
    .where(
      and(
        eq(slotFirm.gateId, gateId),
        eq(slotFirm.direction, direction),
        eq(slotFirm.hourStart, hourStart),
        eq(slotFirm.firm, firm),
      ),
    );
}
