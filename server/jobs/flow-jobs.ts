import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import { systemClock } from '../clock';
import { learnAtFullHour } from '../flow/learn-bands';
import { log } from '../log';
import { startBeat } from './beat';

/** A full hour is noticed within this time. */
const EVERY_MS = 60_000;
const NOTICED_WITHIN_MS = 3 * EVERY_MS;
const HOUR_MS = 3_600_000;

/** What goes on by itself about flow: forecasts are kept and their bands learn. One gate's trouble is not another's. */
export function startFlowJobs(db: Database): { stop: () => Promise<void> } {
  let done = 0;
  return startBeat({
    everyMs: EVERY_MS,
    onError: (error) => log().error({ err: error }, 'flow job failed'),
    work: async () => {
      const now = systemClock.now();
      const hour = Math.floor(now / HOUR_MS);
      // Later in the hour the truth of its beginning is past: a server that starts then waits for the next.
      if (hour === done || now % HOUR_MS > NOTICED_WITHIN_MS) return;
      for (const { code } of allGates())
        await learnAtFullHour(db, code, now).catch((error: unknown) =>
          log().error({ err: error, gate: code }, 'bands could not learn'),
        );
      done = hour;
    },
  });
}
