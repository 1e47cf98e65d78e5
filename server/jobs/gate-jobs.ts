import type { Database } from '@/db/client';
import { refreshGates } from '../gate/read-gates';
import { log } from '../log';
import { startBeat } from './beat';

/** What one node made, the others know within this time. */
const EVERY_MS = 2_000;

/** Keeps this process's table of gates the newest one (GA-7). */
export function startGateJobs(db: Database): { stop: () => Promise<void> } {
  return startBeat({
    everyMs: EVERY_MS,
    onError: (error) => log().error({ err: error }, 'the table of gates could not be read'),
    work: () => refreshGates(db),
  });
}
