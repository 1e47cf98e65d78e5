import { randomBytes } from 'node:crypto';
import { and, eq, sql } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { oneOf } from '@/db/one-of';
import { slot, slotPlace, slotRecord } from '@/db/schema/slot';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { firmMost } from '@/domain/slot/firm-share';
import type { Why } from '@/domain/slot/public-record';
import type { Slot } from '@/domain/slot/slot';
import { type Found, type SlotStand, takeTogether } from '@/domain/slot/take-together';
import { lockFirms, lockSlots, type PlaceRow, placeOfRow, shareKey } from './slot-rows';
import type { SlotAnswer, SlotSeeker } from './slot-wish';

const slotKey = (of: { readonly direction: string; readonly class: string; readonly hourStart: number }) =>
  `${of.direction} ${of.class} ${of.hourStart}`;
const refused = (because: 'SL-FULL' | 'SL-FIRM' | 'SL-HAS'): SlotAnswer => ({ kind: 'refused', because });

/**
 * Serves everybody who pressed at one moment in one transaction (SL-12): places, firms' shares and slots are locked in
 * that order, the rule decides, and each table is written once.
 */
export async function seekPlaces(
  tx: Transaction,
  gateId: GateId,
  seekers: readonly SlotSeeker[],
  now: number,
): Promise<Map<CrossingId, SlotAnswer>> {
  const answers = new Map<CrossingId, SlotAnswer>();
  const seen = await readStands(tx, gateId, seekers);
  // Without a lock: thousands who come for nothing must not stand in line with those who get something.
  const isHopeless = ({ to, wait }: SlotSeeker) => !wait && !hasRoom(seen.slots.get(slotKey(to)));
  const hopeless = seekers.filter(isHopeless);
  const had = await readPlaces(tx, gateId, hopeless, false);
  for (const { crossingId, to } of hopeless)
    answers.set(crossingId, whatItHas(had.get(crossingId), to) ?? refused('SL-FULL'));

  const hopeful = seekers.filter((seeker) => !isHopeless(seeker));
  if (hopeful.length === 0) return answers;
  const places = await lockPlaces(tx, gateId, hopeful);
  const free = hopeful.filter(({ crossingId, to }) => {
    const answer = whatItHas(places.get(crossingId), to);
    if (answer !== null) answers.set(crossingId, answer);
    return answer === null;
  });
  const shares = await lockFirms(
    tx,
    gateId,
    free.map(({ to, firm }) => ({ ...to, firm })),
  );
  await lockSlots(
    tx,
    gateId,
    free.map(({ to }) => to),
  );
  // Read after they are held: what those before us wrote, and whether anybody waits by now.
  const { slots, most } = await readStands(tx, gateId, free);
  const left = new Map(
    shares.map((row) => [shareKey(row), (most.get(`${row.direction} ${row.hourStart}`) ?? 0) - row.booked]),
  );
  const found = takeTogether(
    free.map(({ to, firm, wait }) => ({ slot: slotKey(to), share: shareKey({ ...to, firm }), wait })),
    slots,
    left,
  );
  const outcomes = free.flatMap((seeker, n): Outcome[] => {
    const [place, one] = [places.get(seeker.crossingId), found[n]];
    return place === undefined || one === undefined ? [] : [{ seeker, place, found: one }];
  });
  await writeTaken(tx, gateId, outcomes);
  await writeWaiting(tx, gateId, outcomes);
  await insertRows(
    tx,
    slotRecord,
    outcomes.flatMap((each) => lineOf(gateId, each, slots, now)),
  );
  for (const { seeker, place, found: one } of outcomes)
    answers.set(seeker.crossingId, answerOf(one, place, seeker));
  return answers;
}

type Outcome = { readonly seeker: SlotSeeker; readonly place: PlaceRow; readonly found: Found };

const hasRoom = (stand: SlotStand | undefined): boolean =>
  stand !== undefined && stand.booked < stand.released && !stand.isWaitedFor;

/** The answer to the first try was lost on the way: the place is there. Null: it holds none. */
function whatItHas(place: PlaceRow | undefined, to: Slot): SlotAnswer | null {
  if (place === undefined || (place.state !== 'booked' && place.state !== 'came')) return null;
  const { hourStart, reference, leavingAt } = place;
  return hourStart === to.hourStart && leavingAt === null
    ? { kind: 'booked', hourStart, reference }
    : refused('SL-HAS');
}

function answerOf(found: Found, { reference }: PlaceRow, { hourStart }: SlotSeeker): SlotAnswer {
  if (found.kind === 'taken') return { kind: 'booked', hourStart, reference };
  return found.kind === 'waits' ? { kind: 'waits', reference } : refused(found.because);
}

/** What stands of the hours that are asked for, and a firm's part of each. */
async function readStands(
  tx: Transaction,
  gateId: GateId,
  seekers: readonly SlotSeeker[],
): Promise<{ readonly slots: ReadonlyMap<string, SlotStand>; readonly most: ReadonlyMap<string, number> }> {
  const hours = [...new Set(seekers.map(({ hourStart }) => String(hourStart)))];
  const rows = await tx
    .select({
      direction: slot.direction,
      class: slot.class,
      hourStart: slot.hourStart,
      capacity: slot.capacity,
      released: slot.released,
      booked: slot.booked,
      isWaitedFor: sql<boolean>`exists (${tx
        .select({ one: sql`1` })
        .from(slotPlace)
        .where(
          and(
            eq(slotPlace.gateId, slot.gateId),
            eq(slotPlace.direction, slot.direction),
            eq(slotPlace.class, slot.class),
            eq(slotPlace.state, 'asked'),
            sql`${slotPlace.leavingAt} is null`,
            sql`${slot.hourStart} between ${slotPlace.hourStart} and ${slotPlace.untilHour}`,
          ),
        )})`,
    })
    .from(slot)
    .where(and(eq(slot.gateId, gateId), oneOf(slot.hourStart, hours)));
  const capacity = new Map<string, number>();
  for (const row of rows) {
    const hour = `${row.direction} ${row.hourStart}`;
    capacity.set(hour, (capacity.get(hour) ?? 0) + row.capacity);
  }
  return {
    slots: new Map(rows.map((row) => [slotKey(row), row])),
    most: new Map([...capacity].map(([hour, all]) => [hour, firmMost(all)])),
  };
}

async function readPlaces(
  tx: Transaction,
  gateId: GateId,
  seekers: readonly SlotSeeker[],
  lock: boolean,
): Promise<ReadonlyMap<CrossingId, PlaceRow>> {
  if (seekers.length === 0) return new Map();
  const asked = tx
    .select()
    .from(slotPlace)
    .where(
      and(
        eq(slotPlace.gateId, gateId),
        oneOf(
          slotPlace.crossingId,
          seekers.map(({ crossingId }) => crossingId),
        ),
      ),
    )
    .orderBy(slotPlace.crossingId);
  const rows = lock ? await asked.for('update') : await asked;
  return new Map(rows.map(placeOfRow).map((place) => [place.crossingId, place]));
}

/** Everybody's row, made where there is none, and locked: one crossing asks once, however often it is pressed. */
async function lockPlaces(
  tx: Transaction,
  gateId: GateId,
  seekers: readonly SlotSeeker[],
): Promise<ReadonlyMap<CrossingId, PlaceRow>> {
  const inOrder = seekers.toSorted((a, b) => (a.crossingId < b.crossingId ? -1 : 1));
  await insertRows(
    tx,
    slotPlace,
    inOrder.map(({ crossingId, firm, to, untilHour, now }) => ({
      gateId,
      crossingId,
      reference: randomBytes(8).toString('hex'),
      firm,
      ...to,
      state: 'gone' as const,
      goneBecause: 'never-had',
      untilHour,
      askedAt: now,
      postponed: false,
      lastInHour: false,
    })),
    'keep',
  );
  return readPlaces(tx, gateId, seekers, true);
}

/** Counted up once per slot and firm; the constraint of the row has the last word. */
async function writeTaken(tx: Transaction, gateId: GateId, outcomes: readonly Outcome[]): Promise<void> {
  const taken = outcomes.filter(({ found }) => found.kind === 'taken').map(({ seeker }) => seeker);
  if (taken.length === 0) return;
  const rows = JSON.stringify(
    taken.map(({ crossingId, firm, to }) => ({
      crossing_id: crossingId,
      firm,
      direction: to.direction,
      class: to.class,
      hour_start: to.hourStart,
    })),
  );
  const list = sql`jsonb_to_recordset(${rows}::text::jsonb)
    as t(crossing_id uuid, firm text, direction text, class text, hour_start bigint)`;
  await tx.execute(sql`
    update slot_place set state = 'booked', class = t.class, hour_start = t.hour_start, until_hour = t.hour_start,
      leaving_at = null, gone_because = null, last_in_hour = false
    from ${list} where slot_place.gate_id = ${gateId} and slot_place.crossing_id = t.crossing_id`);
  await tx.execute(sql`
    update slot_firm set booked = slot_firm.booked + t.taken
    from (select direction, hour_start, firm, count(*) as taken from ${list} group by 1, 2, 3) as t
    where slot_firm.gate_id = ${gateId} and slot_firm.direction = t.direction
      and slot_firm.hour_start = t.hour_start and slot_firm.firm = t.firm`);
  await tx.execute(sql`
    update slot set booked = slot.booked + t.taken
    from (select direction, class, hour_start, count(*) as taken from ${list} group by 1, 2, 3) as t
    where slot.gate_id = ${gateId} and slot.direction = t.direction and slot.class = t.class
      and slot.hour_start = t.hour_start`);
}

/** Other hours are another wish: it begins at the end of the line, or a wish for any hour would be a reservation. */
const isSameWish = ({ seeker, place }: Outcome): boolean =>
  place.state === 'asked' && place.hourStart === seeker.hourStart && place.untilHour === seeker.untilHour;

async function writeWaiting(tx: Transaction, gateId: GateId, outcomes: readonly Outcome[]): Promise<void> {
  const rows = outcomes
    .filter(({ found }) => found.kind === 'waits')
    .map((outcome) => ({
      crossing_id: outcome.seeker.crossingId,
      class: outcome.seeker.to.class,
      hour_start: outcome.seeker.hourStart,
      until_hour: outcome.seeker.untilHour,
      // When it was pressed, not when its turn came: whoever pressed before a release is in its draw.
      asked_at: isSameWish(outcome) ? outcome.place.askedAt : outcome.seeker.now,
    }));
  if (rows.length === 0) return;
  await tx.execute(sql`
    update slot_place set state = 'asked', class = t.class, hour_start = t.hour_start, until_hour = t.until_hour,
      asked_at = t.asked_at, leaving_at = null, gone_because = null
    from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb)
      as t(crossing_id uuid, class text, hour_start bigint, until_hour bigint, asked_at bigint)
    where slot_place.gate_id = ${gateId} and slot_place.crossing_id = t.crossing_id`);
}

/** What the public record says of it; a wish that stands already is not said again. */
function lineOf(
  gateId: GateId,
  outcome: Outcome,
  slots: ReadonlyMap<string, SlotStand>,
  now: number,
): (typeof slotRecord.$inferInsert)[] {
  const { seeker, place, found } = outcome;
  if (found.kind === 'refused' || (found.kind === 'waits' && isSameWish(outcome))) return [];
  const stand = slots.get(slotKey(seeker.to));
  const free = Math.max(0, (stand?.released ?? 0) - (stand?.booked ?? 0));
  const why: Why =
    found.kind === 'waits'
      ? { kind: 'asked', untilHour: seeker.untilHour, free }
      : { kind: 'taken', by: 'choice', nth: found.nth, released: stand?.released ?? 0, passedOver: 0 };
  const id = uuidv7({ msecs: now });
  return [{ gateId, id, at: now, ...seeker.to, reference: place.reference, why }];
}
