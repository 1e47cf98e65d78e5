import type { Database } from '@/db/client';
import { allGates } from '@/domain/gate/gates';
import { systemClock } from '../clock';
import { log } from '../log';
import { forgetPositions } from '../position/forget-positions';
import { startBeat } from './beat';

const FORGET_EVERY_MS = 60_000;

/** What drivers shared does not outlive its purpose. */
export function startPositionJobs(db: Database): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'positions were not forgotten');
  return startBeat({
    everyMs: FORGET_EVERY_MS,
    onError,
    work: async () => {
      for (const { code } of allGates()) await forgetPositions(db, code, systemClock.now()).catch(onError);
    },
  });
}
