import { and, asc, eq, gte, isNull, lte, sql } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { slot, slotFirm, slotPlace } from '@/db/schema/slot';
import { POSTPONE_HOURS, standingOf } from '@/domain/flow/no-show';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { firmMost } from '@/domain/slot/firm-share';
import { isLineLate, refusalAtAll, type SlotRefusal } from '@/domain/slot/may-take';
import { nextReleaseAt } from '@/domain/slot/release-schedule';
import { HOUR_MS, hourOf, SLOT_HORIZON_HOURS, type SlotClass, slotClassOf } from '@/domain/slot/slot';
import type { HourOffer, MyPlace } from '@/domain/slot/slot-board';
import type { SlotOutlook } from '@/domain/slot/slot-outlook';
import type { PersonContext } from '../control/person-context';
import { waitsFor } from './give-from-list';
import { type CandidateRow, readCandidate } from './read-candidate';
import { keptOutlook } from './read-outlook';
import { placeOfRow } from './slot-rows';

/** What a declarant sees who looks for a place for one declared vehicle. */
export type SlotBoard = {
  readonly at: number;
  readonly plate: string;
  readonly direction: CandidateRow['direction'];
  readonly class: SlotClass | null;
  /** Why this vehicle may not take any; null: it may. */
  readonly refusal: SlotRefusal | null;
  /** Only where that is why. */
  readonly blockedUntil: number | null;
  readonly behindMinutes: number | null;
  readonly hours: readonly HourOffer[];
  readonly mine: MyPlace | null;
  /** By how many hours its place may be postponed now. */
  readonly postponeBy: readonly number[];
};

type Asked = { readonly gateId: GateId; readonly crossingId: CrossingId };

/** The hours to come with their free places, and one's own (SL-11). */
export async function readSlotBoard(
  { db, clock, actor }: PersonContext,
  { gateId, crossingId }: Asked,
): Promise<Result<SlotBoard, 'AP-NONE'>> {
  const candidate = await readCandidate(db, gateId, crossingId);
  if (candidate === null) return err('AP-NONE');
  const now = clock.now();
  const { direction, records } = candidate;
  const outlook = (await keptOutlook(db, gateId, now))[direction];
  const slotClass = slotClassOf(candidate.goods);
  const { mayPostpone, blockedUntil } = standingOf(records, now);
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const mine = await readMine(tx, { gateId, crossingId }, outlook, now);
    const hours =
      slotClass === null ? [] : await readHours(tx, gateId, { candidate, slotClass, outlook, now });
    const refusal = refusalAtAll(candidate, now);
    const mayNow = mayPostpone || isLineLate(outlook.behindMinutes ?? 0);
    return ok({
      at: now,
      plate: candidate.plate,
      direction,
      class: slotClass,
      refusal,
      blockedUntil: refusal === 'SL-BLOCKED' ? blockedUntil : null,
      behindMinutes: outlook.behindMinutes,
      hours,
      mine: mine === null ? null : { ...mine, mayPostpone: mayNow },
      postponeBy: mine?.state === 'booked' && mayNow ? roomLater(hours, mine.hourStart) : [],
    });
  });
}

/** Lengths by which a place can be postponed and finds room. */
const roomLater = (hours: readonly HourOffer[], from: number): readonly number[] =>
  POSTPONE_HOURS.filter((length) =>
    hours.some(
      ({ hourStart, free, firmLeft }) => hourStart === from + length * HOUR_MS && free > 0 && firmLeft > 0,
    ),
  );

async function readHours(
  tx: Transaction,
  gateId: GateId,
  of: {
    readonly candidate: CandidateRow;
    readonly slotClass: SlotClass;
    readonly outlook: SlotOutlook;
    readonly now: number;
  },
): Promise<readonly HourOffer[]> {
  const { candidate, slotClass, outlook, now } = of;
  const { direction, firm } = candidate;
  const rows = await tx
    .select({
      slot,
      ofFirm: sql`coalesce(${slotFirm.booked}, 0)`.mapWith(Number),
      hourCapacity: sql`sum(${slot.capacity}) over (partition by ${slot.hourStart})`.mapWith(Number),
    })
    .from(slot)
    .leftJoin(
      slotFirm,
      and(
        eq(slotFirm.gateId, slot.gateId),
        eq(slotFirm.direction, slot.direction),
        eq(slotFirm.hourStart, slot.hourStart),
        eq(slotFirm.firm, firm),
      ),
    )
    .where(
      and(
        eq(slot.gateId, gateId),
        eq(slot.direction, direction),
        gte(slot.hourStart, hourOf(now)),
        lte(slot.hourStart, hourOf(now) + SLOT_HORIZON_HOURS * HOUR_MS),
      ),
    )
    .orderBy(asc(slot.hourStart));
  const waiting = await tx
    .select({ from: slotPlace.hourStart, until: slotPlace.untilHour })
    .from(slotPlace)
    .where(
      and(
        eq(slotPlace.gateId, gateId),
        eq(slotPlace.direction, direction),
        eq(slotPlace.class, slotClass),
        eq(slotPlace.state, 'asked'),
        isNull(slotPlace.leavingAt),
      ),
    );
  return rows
    .filter(({ slot: row }) => row.class === slotClass)
    .map(({ slot: row, ofFirm, hourCapacity }) => ({
      hourStart: row.hourStart,
      liveAt: outlook.liveHour(row.hourStart),
      free: row.released - row.booked,
      released: row.released,
      capacity: row.capacity,
      limitedBy: row.limitedBy,
      waiting: waiting.filter(({ from, until }) => from <= row.hourStart && row.hourStart <= until).length,
      nextReleaseAt: nextReleaseAt(row.hourStart, now),
      firmLeft: Math.max(0, firmMost(hourCapacity) - ofFirm),
    }));
}

async function readMine(
  tx: Transaction,
  { gateId, crossingId }: Asked,
  outlook: SlotOutlook,
  now: number,
): Promise<Omit<MyPlace, 'mayPostpone'> | null> {
  const [row] = await tx
    .select()
    .from(slotPlace)
    .where(and(eq(slotPlace.gateId, gateId), eq(slotPlace.crossingId, crossingId)));
  // A row that was made for a try which got nothing.
  if (row === undefined || row.goneBecause === 'never-had') return null;
  const { firm: _, postponed: __, ...place } = placeOfRow(row);
  const [line] =
    place.state === 'asked'
      ? await tx
          .select({ before: sql`count(*)`.mapWith(Number) })
          .from(slotPlace)
          .where(
            and(
              waitsFor(gateId, place),
              sql`(${slotPlace.askedAt}, ${slotPlace.crossingId}) < (${place.askedAt}::bigint, ${crossingId}::uuid)`,
            ),
          )
      : [];
  return {
    ...place,
    liveAt: outlook.liveAt.get(place.crossingId) ?? outlook.liveHour(place.hourStart),
    before: line?.before ?? 0,
    drawnAt: place.state === 'asked' ? nextDraw(place, now) : null,
  };
}

/** The first release that a wish takes part in. */
function nextDraw({ hourStart, untilHour }: MyPlaceHours, now: number): number | null {
  const hours = Array.from(
    { length: (untilHour - hourStart) / HOUR_MS + 1 },
    (_, n) => hourStart + n * HOUR_MS,
  );
  const releases = hours.flatMap((hour) => nextReleaseAt(hour, now) ?? []);
  return releases.length === 0 ? null : Math.min(...releases);
}
type MyPlaceHours = Pick<MyPlace, 'hourStart' | 'untilHour'>;
