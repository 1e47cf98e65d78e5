import { v7 as uuidv7 } from 'uuid';
import { inGate } from '@/db/client';
import { slotConduct } from '@/db/schema/slot';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { postponementOf } from '@/domain/slot/may-take';
import { HOUR_MS, type Slot } from '@/domain/slot/slot';
import type { PersonContext } from '../control/person-context';
import { giveFromList } from './give-from-list';
import { readCandidate } from './read-candidate';
import { keptOutlook } from './read-outlook';
import { changePlace, lockFirms, lockPlace, lockSlots, occupy, recordLine, vacate } from './slot-rows';
import type { SlotAnswer } from './slot-wish';

type Asked = {
  readonly gateId: GateId;
  readonly crossingId: CrossingId;
  readonly hours: number;
  /** Begin of the hour that was on the screen: pressed twice, a place is not postponed twice. */
  readonly from: number;
};

/**
 * Moves a place to a later hour that has room (SL-8). The new place is taken before the old one is let go, in one
 * transaction: whoever finds the later hour full still has what it had.
 */
export async function postponeSlot(
  { db, clock, actor }: PersonContext,
  { gateId, crossingId, hours, from }: Asked,
): Promise<Result<SlotAnswer, 'AP-NONE'>> {
  const candidate = await readCandidate(db, gateId, crossingId);
  if (candidate === null) return err('AP-NONE');
  const now = clock.now();
  const outlook = await keptOutlook(db, gateId, now);
  const behindMinutes = outlook[candidate.direction].behindMinutes ?? 0;
  const scope = { gateId, actor: actor.id };
  const answer = await inGate(db, scope, async (tx): Promise<SlotAnswer & { readonly left?: Slot }> => {
    const place = await lockPlace(tx, gateId, crossingId);
    if (place === null || place.state !== 'booked') return { kind: 'refused', because: 'SL-NONE' };
    if (place.hourStart !== from)
      return place.hourStart === from + hours * HOUR_MS
        ? // The answer to the first press was lost on the way: it is where it was to go.
          { kind: 'booked', hourStart: place.hourStart, reference: place.reference }
        : { kind: 'refused', because: 'SL-MOVED' };
    const judged = postponementOf(candidate, place, { hours, now, behindMinutes });
    if (judged.kind === 'refused') return judged;
    // Its record was read before the place was held: another press may have used the allowance since.
    if (judged.counted && place.postponed) return { kind: 'refused', because: 'SL-AGAIN' };
    const to = { direction: place.direction, class: place.class, hourStart: judged.to };
    await lockFirms(tx, gateId, [place, { ...place, hourStart: judged.to }]);
    await lockSlots(tx, gateId, [place, to]);
    const outcome = await occupy(tx, gateId, { place, to, by: 'postponement', passedOver: 0, now });
    if (outcome !== 'taken') return { kind: 'refused', because: outcome };
    await vacate(tx, gateId, place);
    await recordLine(
      tx,
      gateId,
      place,
      { kind: 'left', by: 'postponement', behindMinutes, counted: judged.counted },
      now,
    );
    if (judged.counted) {
      await changePlace(tx, gateId, crossingId, { postponed: true });
      await tx.insert(slotConduct).values({
        gateId,
        id: uuidv7({ msecs: now }),
        plateKey: candidate.plateKey,
        kind: 'postponed',
        at: now,
        behindMinutes,
      });
    }
    return { kind: 'booked', hourStart: judged.to, reference: place.reference, left: place };
  });
  const { left, ...told } = answer;
  if (left !== undefined) await inGate(db, scope, (tx) => giveFromList(tx, gateId, left, now));
  return ok(told);
}
