import { randomBytes } from 'node:crypto';
import { and, asc, desc, eq, isNull, lte, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { slot, slotDraw, slotPlace, slotRound } from '@/db/schema/slot';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { commitmentTo, draw } from '@/domain/slot/draw';
import { aboutDraw } from '@/domain/slot/public-record';
import { hoursReleasedAt, releasedOf, roundsToAnnounce } from '@/domain/slot/release-schedule';
import { hourOf, SLOT_CLASSES, type Slot } from '@/domain/slot/slot';
import { mayHaveHour } from './declared-too-late';
import { firmsLeft, waitsFor } from './give-from-list';
import { lockFirms, lockSlots, occupy, ofSlot, type PlaceRow, placeOfRow } from './slot-rows';

/** Commitments for every release of the coming days stand on the record before anybody can ask for its slots (SL-5). */
export async function announceRounds(tx: Transaction, gateId: GateId, now: number): Promise<void> {
  const [newest] = await tx
    .select({ releaseAt: slotRound.releaseAt })
    .from(slotRound)
    .where(eq(slotRound.gateId, gateId))
    .orderBy(desc(slotRound.releaseAt))
    .limit(1);
  const rows = roundsToAnnounce(now, newest?.releaseAt ?? null).map((releaseAt) => {
    const seed = randomBytes(32).toString('hex');
    return { gateId, releaseAt, commitment: commitmentTo(seed), committedAt: now, seed, drawnAt: null };
  });
  // Of two nodes at once the first one's commitment stands.
  await insertRows(tx, slotRound, rows, 'keep');
}

/** The oldest release that is due and was not made; null: none. */
export async function dueRound(tx: Transaction, gateId: GateId, now: number): Promise<number | null> {
  const [row] = await tx
    .select({ releaseAt: slotRound.releaseAt })
    .from(slotRound)
    .where(and(eq(slotRound.gateId, gateId), isNull(slotRound.drawnAt), lte(slotRound.releaseAt, now)))
    .orderBy(asc(slotRound.releaseAt))
    .limit(1);
  return row?.releaseAt ?? null;
}

/**
 * Makes one release: more of three hours is given out, by draw where more ask than there are places, and what is over is
 * free for everybody (SL-2, SL-6). All of it or nothing; of two nodes the second finds it made.
 */
export async function runRound(
  tx: Transaction,
  gateId: GateId,
  releaseAt: number,
  now: number,
): Promise<void> {
  const [round] = await tx
    .select()
    .from(slotRound)
    .where(and(eq(slotRound.gateId, gateId), eq(slotRound.releaseAt, releaseAt)))
    .for('update');
  if (round === undefined || round.drawnAt !== null) return;
  // A release that was made late gives out nothing of hours that are over.
  const slots = hoursReleasedAt(releaseAt)
    .filter((hourStart) => hourStart >= hourOf(now))
    .flatMap((hourStart) =>
      DIRECTIONS.flatMap((direction) =>
        SLOT_CLASSES.map((slotClass): Slot => ({ direction, class: slotClass, hourStart })),
      ),
    );
  // Askers, then firms, then slots: all of a kind before the next, as everybody locks them.
  const all = slots.length === 0 ? [] : await lockAskers(tx, gateId, slots, releaseAt);
  const mayHave = await mayHaveHour(tx, gateId, all);
  const asking = slots.map((of) => ({
    of,
    askers: all.filter((asker) => asksFor(asker, of) && mayHave(asker, of)),
  }));
  await lockFirms(
    tx,
    gateId,
    asking.flatMap(({ of, askers }) => askers.map(({ firm }) => ({ ...of, firm }))),
  );
  await lockSlots(tx, gateId, slots);
  const served = new Set<string>();
  for (const { of, askers } of asking) {
    const left = askers.filter(({ reference }) => !served.has(reference));
    for (const reference of await releaseSlot(tx, gateId, of, left, { ...round, now })) served.add(reference);
  }
  await tx
    .update(slotRound)
    .set({ drawnAt: now })
    .where(and(eq(slotRound.gateId, gateId), eq(slotRound.releaseAt, releaseAt)));
}

/** Those who asked before the release, held until it is made; in the order in which those who press are held. */
async function lockAskers(
  tx: Transaction,
  gateId: GateId,
  slots: readonly Slot[],
  releaseAt: number,
): Promise<readonly PlaceRow[]> {
  const rows = await tx
    .select()
    .from(slotPlace)
    .where(and(or(...slots.map((of) => waitsFor(gateId, of))), lte(slotPlace.askedAt, releaseAt)))
    .orderBy(asc(slotPlace.crossingId))
    .for('update');
  return rows.map(placeOfRow);
}

const asksFor = (asker: PlaceRow, { direction, class: slotClass, hourStart }: Slot): boolean =>
  asker.direction === direction &&
  asker.class === slotClass &&
  asker.hourStart <= hourStart &&
  hourStart <= asker.untilHour;

type Making = typeof slotRound.$inferSelect & { readonly now: number };

/** More of one slot is given out; who got a place of it. */
async function releaseSlot(
  tx: Transaction,
  gateId: GateId,
  of: Slot,
  askers: readonly PlaceRow[],
  { releaseAt, seed, commitment, now }: Making,
): Promise<readonly string[]> {
  const [standing] = await tx.select({ capacity: slot.capacity }).from(slot).where(ofSlot(gateId, of));
  if (standing === undefined) return [];
  const out = releasedOf(standing.capacity, of.hourStart, releaseAt);
  const [opened] = await tx
    .update(slot)
    .set({ released: sql`greatest(${slot.released}, ${out}::int)` })
    .where(ofSlot(gateId, of))
    .returning({ free: sql`${slot.released} - ${slot.booked}`.mapWith(Number) });
  if (opened === undefined || askers.length === 0) return [];
  const alias = aliasesOf(askers);
  const left = await firmsLeft(tx, gateId, of, [...alias.keys()]);
  const proof = draw({
    about: aboutDraw(gateId, of, releaseAt),
    commitment,
    seed,
    places: opened.free,
    entries: askers.map(({ reference, firm }) => ({ reference, firm: alias.get(firm) ?? '' })),
    firmLeft: Object.fromEntries([...alias].map(([firm, name]) => [name, left[firm] ?? 0])),
  });
  await tx.insert(slotDraw).values({ gateId, releaseAt, ...of, proof });
  const byReference = new Map(askers.map((place) => [place.reference, place]));
  for (const reference of proof.given) {
    const place = byReference.get(reference);
    if (place === undefined) throw new Error('a draw gave a place to somebody who did not ask');
    const outcome = await occupy(tx, gateId, { place, to: of, by: 'draw', passedOver: 0, now });
    if (outcome !== 'taken') throw new Error(`a place that was drawn could not be given: ${outcome}`);
  }
  return proof.given;
}

/** What a firm is called in one draw: by chance, so that two draws do not tell who was in both. */
const aliasesOf = (askers: readonly PlaceRow[]): ReadonlyMap<string, string> =>
  new Map([...new Set(askers.map(({ firm }) => firm))].map((firm) => [firm, randomBytes(6).toString('hex')]));
