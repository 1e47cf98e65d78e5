import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { systemClock } from '../clock';
import { log } from '../log';
import { forgetSightings, watchClones } from '../log/watch-clones';
import { readPositions } from '../stream/positions';
import { startBeat } from './beat';

/** Known within a minute, the issue says; this leaves room for a tablet's own turn. */
const EVERY_MS = 2_000;
const FORGET_EVERY_MS = 6 * 3_600_000;

/** What is only seen from above the gates. One cheap look per beat; a gate is read when its log has grown. */
export function startIncidentJobs(db: Database): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'incident job failed');
  const done = new Map<GateId, number>();
  const watch = startBeat({
    everyMs: EVERY_MS,
    onError,
    work: async () => {
      const stands = await readPositions(db);
      const grown = [...stands].filter(([gateId, position]) => done.get(gateId) !== position);
      if (grown.length === 0) return;
      await watchClones(
        db,
        grown.map(([gateId]) => gateId),
        systemClock.now(),
      );
      for (const [gateId, position] of grown) done.set(gateId, position);
    },
  });
  const forget = startBeat({
    everyMs: FORGET_EVERY_MS,
    onError,
    work: () =>
      forgetSightings(
        db,
        allGates().map(({ code }) => code),
        systemClock.now(),
      ),
  });
  return { stop: async () => void (await Promise.all([watch.stop(), forget.stop()])) };
}
