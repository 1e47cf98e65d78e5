import { and, desc, eq, inArray, isNull, lte } from 'drizzle-orm';
import { type Database, inGate } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { slotPlace } from '@/db/schema/slot';
import { telling } from '@/db/schema/telling';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { TellingFact } from '@/domain/telling/facts-of-event';
import { hasMoved, toldTime } from '@/domain/telling/slot-told';
import { isDirection } from '../board/stored-words';
import { keptOutlook } from '../slot/read-outlook';

/** Who sets out later than this is told when it comes nearer. */
const AHEAD_MS = 6 * 3_600_000;

/** Whose turn has moved since they were last told when it is (TE-10, rule 7). */
export async function readMoved(db: Database, gateId: GateId, now: number): Promise<readonly TellingFact[]> {
  const booked = await inGate(db, { gateId, actor: null }, async (tx) => {
    const places = await tx
      .select({
        crossingId: slotPlace.crossingId,
        direction: slotPlace.direction,
        hourStart: slotPlace.hourStart,
      })
      .from(slotPlace)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, slotPlace.gateId), eq(crossing.crossingId, slotPlace.crossingId)),
      )
      .where(
        and(
          eq(slotPlace.gateId, gateId),
          eq(slotPlace.state, 'booked'),
          lte(slotPlace.hourStart, now + AHEAD_MS),
          isNull(crossing.calledAt),
          isNull(crossing.endedAt),
        ),
      );
    if (places.length === 0) return [];
    const told = await tx
      .select({ crossingId: telling.crossingId, kind: telling.kind, values: telling.values })
      .from(telling)
      .where(
        and(
          eq(telling.gateId, gateId),
          oneOf(
            telling.crossingId,
            places.map(({ crossingId }) => crossingId),
          ),
          inArray(telling.kind, ['slot-got', 'slot-moved']),
        ),
      )
      .orderBy(desc(telling.at));
    return places.map((place) => {
      const own = told.filter(({ crossingId }) => crossingId === place.crossingId);
      const last = own[0]?.values.time;
      return {
        ...place,
        toldAt: typeof last === 'number' ? last : place.hourStart,
        times: own.filter(({ kind }) => kind === 'slot-moved').length,
      };
    });
  });
  if (booked.length === 0) return [];
  const outlook = await keptOutlook(db, gateId, now);
  return booked.flatMap(({ crossingId, direction, hourStart, toldAt, times }): readonly TellingFact[] => {
    const of = crossingIdSchema.parse(crossingId);
    const liveAt = isDirection(direction) ? outlook[direction].liveAt.get(of) : undefined;
    if (liveAt === undefined || !hasMoved(toldAt, liveAt)) return [];
    const values = { time: toldTime(liveAt), hour: hourStart };
    // The so-manieth time: of two nodes that find it at once, one tells.
    const key = `moved ${crossingId} ${hourStart} ${times}`;
    return [{ key, kind: 'slot-moved', crossingId: of, about: 'slot', at: now, by: null, values }];
  });
}
