import { and, eq, inArray, isNotNull, lte, or, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { type Database, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { slotConduct, slotPlace } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { isLineLate } from '@/domain/slot/may-take';
import { type Fate, fateOf, TAKE_BACK_MS } from '@/domain/slot/place-fate';
import { HOUR_MS } from '@/domain/slot/slot';
import { stayUntil } from '@/domain/telling/slot-told';
import { readToldTimes } from '../telling/read-told-times';
import { giveFromList } from './give-from-list';
import { type GateOutlook, keptOutlook } from './read-outlook';
import { changePlace, lockPlace, type PlaceRow, recordLine, vacate } from './slot-rows';

type Touched = { readonly crossingId: string };

/**
 * Places whose vehicles came, did not come, or gave them up (SL-9); what becomes free goes to those who wait. Each in a
 * transaction of its own: one vehicle's trouble is not another's. How many were settled.
 */
export async function settlePlaces(db: Database, gateId: GateId, now: number): Promise<number> {
  const touched = await inGate(db, { gateId, actor: null }, (tx) => findTouched(tx, gateId, now));
  if (touched.length === 0) return 0;
  const outlook = await keptOutlook(db, gateId, now);
  let settled = 0;
  for (const { crossingId } of touched) {
    const freed = await inGate(db, { gateId, actor: null }, (tx) =>
      settleOne(tx, gateId, crossingId, outlook, now),
    );
    if (freed === null) continue;
    settled += 1;
    if (freed.state === 'booked')
      await inGate(db, { gateId, actor: null }, (tx) => giveFromList(tx, gateId, freed, now));
  }
  return settled;
}

/** A cheap question that nearly always has the answer "none"; the rule is asked about what it finds. */
function findTouched(tx: Transaction, gateId: GateId, now: number): Promise<Touched[]> {
  return tx
    .select({ crossingId: slotPlace.crossingId })
    .from(slotPlace)
    .innerJoin(
      crossing,
      and(eq(crossing.gateId, slotPlace.gateId), eq(crossing.crossingId, slotPlace.crossingId)),
    )
    .where(
      and(
        eq(slotPlace.gateId, gateId),
        inArray(slotPlace.state, ['asked', 'booked']),
        or(
          isNotNull(crossing.arrivedAt),
          isNotNull(crossing.endedAt),
          lte(slotPlace.leavingAt, now - TAKE_BACK_MS),
          lte(slotPlace.untilHour, now - HOUR_MS),
        ),
      ),
    )
    .orderBy(slotPlace.crossingId);
}

/** What was settled, as it stood before; null: it stays. */
async function settleOne(
  tx: Transaction,
  gateId: GateId,
  crossingId: string,
  outlook: GateOutlook,
  now: number,
): Promise<PlaceRow | null> {
  const place = await lockPlace(tx, gateId, crossingId);
  if (place === null || (place.state !== 'asked' && place.state !== 'booked')) return null;
  const vehicle = await readVehicle(tx, gateId, crossingId);
  const told = await readToldTimes(tx, gateId, [crossingId]);
  const toldAt = stayUntil(told.get(crossingId) ?? [], place.hourStart, vehicle.arrivedAt ?? now);
  const { liveAt, beyond, shutSince, behindMinutes } = outlook[place.direction];
  const fate = fateOf(
    { ...place, ...vehicle, toldAt, state: place.state },
    {
      now,
      liveAt: beyond.has(place.crossingId)
        ? Number.POSITIVE_INFINITY
        : (liveAt.get(place.crossingId) ?? null),
      shutMs: shutSince(place.class, place.hourStart),
    },
  );
  if (fate.kind === 'stays') return null;
  await apply(tx, gateId, place, fate, { now, behindMinutes: behindMinutes ?? 0, ...vehicle });
  return fate.kind === 'goes' ? place : null;
}

async function readVehicle(tx: Transaction, gateId: GateId, crossingId: string) {
  const [row] = await tx
    .select({
      arrivedAt: crossing.arrivedAt,
      endedAt: crossing.endedAt,
      plateKey: sql<string>`coalesce(${crossing.plateKey}, '')`,
    })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  if (row === undefined) throw new Error('a place without its crossing');
  return row;
}

async function apply(
  tx: Transaction,
  gateId: GateId,
  place: PlaceRow,
  fate: Exclude<Fate, { kind: 'stays' }>,
  seen: { readonly now: number; readonly behindMinutes: number; readonly plateKey: string },
): Promise<void> {
  const { now, behindMinutes, plateKey } = seen;
  const conduct = (kind: 'came' | 'postponed' | 'no-show') =>
    tx
      .insert(slotConduct)
      .values({ gateId, id: uuidv7({ msecs: now }), plateKey, kind, at: now, behindMinutes });
  if (fate.kind === 'came') {
    // `postponed` stays as it was: it is what the arrival is judged by, and it is judged again whenever the line is read.
    await changePlace(tx, gateId, place.crossingId, { state: 'came', leavingAt: null });
    if (fate.lateness === 'postponed' && !isLineLate(behindMinutes)) await conduct('postponed');
    await conduct('came');
    await recordLine(tx, gateId, place, { kind: 'came' }, now);
    return;
  }
  const { because } = fate;
  const isNoShow = because === 'no-show';
  await changePlace(tx, gateId, place.crossingId, { state: 'gone', goneBecause: because, leavingAt: null });
  if (isNoShow) await conduct('no-show');
  await recordLine(
    tx,
    gateId,
    place,
    {
      kind: 'left',
      by: because,
      behindMinutes: isNoShow ? behindMinutes : null,
      counted: isNoShow && !isLineLate(behindMinutes),
    },
    now,
  );
  if (place.state === 'booked') await vacate(tx, gateId, place);
}
