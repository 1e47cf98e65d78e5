import type { CrossingId } from '../shared/identity';
import { stateOfCall } from './calls';
import { LATE_FROM_MS } from './no-show';
import type { Situation, Standing } from './situation';

/** Who said that it comes and has not within a day does not come on that word. */
const SAID_SO_MS = 24 * 3_600_000;

/**
 * Called and still on the way to the gate (FL-25). Who did not answer is waited for as long as nine of ten need, and the hour
 * more by which anybody may be late (FL-30); then its place among those under way is another's. It stays called until it
 * comes or is taken back. One that no known call names is waited for a day from its tick.
 */
export function stillComing(situation: Situation): readonly Standing[] {
  const { calls, now, travel, standing } = situation;
  const newest = new Map<CrossingId, { readonly sentAt: number; readonly isMissed: boolean }>();
  for (const call of calls) {
    const { sentAt, vehicles } = stateOfCall(call, new Set(), now);
    if (sentAt === null) continue;
    for (const [crossingId, state] of vehicles)
      if (state !== 'recalled' && !newest.has(crossingId))
        newest.set(crossingId, { sentAt, isMissed: state === 'missed' });
  }
  return standing.filter(({ crossingId, stage, stageSince }) => {
    if (stage !== 'called') return false;
    const call = newest.get(crossingId);
    if (call === undefined) return stageSince === null || now <= stageSince + SAID_SO_MS;
    return now <= call.sentAt + (call.isMissed ? travel.p90Ms + LATE_FROM_MS : SAID_SO_MS);
  });
}
