import type { Database } from '@/db/client';
import { systemClock } from '../clock';
import { fileGoodRows } from '../intake/file-good-rows';
import { forgetEverywhere } from '../intake/forget-imports';
import { keyRing } from '../keys/key-ring';
import { log } from '../log';
import { startBeat } from './beat';

/** Somebody watches the figures go up. */
const LOOK_EVERY_MS = 1_000;
/** Well within a day: a server that is started anew every morning forgets too. */
const FORGET_EVERY_MS = 6 * 3_600_000;

/**
 * Good rows of firms' sheets become declarations (IM-4), and old imports go, also those of firms that bring nothing in any
 * more. Any number of nodes may do it.
 */
export function startIntakeJobs(db: Database): { stop: () => Promise<void> } {
  const onError = (error: unknown) => log().error({ err: error }, 'intake job failed');
  const beats = [
    startBeat({
      everyMs: LOOK_EVERY_MS,
      onError,
      work: async () => fileGoodRows({ db, ring: await keyRing(), now: systemClock.now }),
    }),
    startBeat({
      everyMs: FORGET_EVERY_MS,
      onError,
      work: () => forgetEverywhere(db, systemClock.now()),
    }),
  ];
  return {
    stop: async () => {
      await Promise.all(beats.map((beat) => beat.stop()));
    },
  };
}
