import { inGate } from '@/db/client';
import type { CrossingId, GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { TAKE_BACK_MS } from '@/domain/slot/place-fate';
import type { PersonContext } from '../control/person-context';
import { changePlace, lockPlace } from './slot-rows';

type Asked = { readonly gateId: GateId; readonly crossingId: CrossingId };

/**
 * Gives a place or a wish up. It goes on to others after a moment in which it can be taken back (SL-9); until then it is
 * kept. Asked twice it is given up once, from the first time on.
 */
export async function leaveSlot(
  { db, clock, actor }: PersonContext,
  { gateId, crossingId }: Asked,
): Promise<Result<{ readonly until: number }, 'AP-NONE'>> {
  const now = clock.now();
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const place = await lockPlace(tx, gateId, crossingId);
    if (place === null || (place.state !== 'asked' && place.state !== 'booked')) return err('AP-NONE');
    const leavingAt = place.leavingAt ?? now;
    if (place.leavingAt === null) await changePlace(tx, gateId, crossingId, { leavingAt });
    return ok({ until: leavingAt + TAKE_BACK_MS });
  });
}

/** Takes back what was just given up, with the same place in line; false: it has gone to others. */
export async function stayInSlot(
  { db, actor }: PersonContext,
  { gateId, crossingId }: Asked,
): Promise<{ readonly kept: boolean }> {
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const place = await lockPlace(tx, gateId, crossingId);
    if (place === null || (place.state !== 'asked' && place.state !== 'booked')) return { kept: false };
    await changePlace(tx, gateId, crossingId, { leavingAt: null });
    return { kept: true };
  });
}
