import { finishEndings } from '../account/finish-endings';
import { systemClock } from '../clock';
import { log } from '../log';
import { startBeat } from './beat';

const EVERY_MS = 60_000;

/** What a server that died in the middle left undone for a person. */
export function startAccountJobs(context: Omit<Parameters<typeof finishEndings>[0], 'clock'>): {
  stop: () => Promise<void>;
} {
  return startBeat({
    everyMs: EVERY_MS,
    onError: (error) => log().error({ err: error }, 'account job failed'),
    work: async () => {
      const found = await finishEndings({ ...context, clock: systemClock });
      if (found > 0) log().warn({ persons: found }, 'ended the powers that a change had left');
    },
  });
}
