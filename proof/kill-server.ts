import type { Measurement } from '@/scripts/measurement';
import { countsOf, runCentreRounds } from './kills/centre-rounds';
import { killServer } from './kills/killings';

/** `npm run proof -- kill-server --rounds 100`; the short form is e2e/kill-centre.spec.ts. */
export const measurement: Measurement = {
  goal: 'the Node server killed with -9 a hundred times while tablets push: nothing acknowledged is lost, nothing applied twice, service back within 30 s',
  run: ({ say, options }) => runCentreRounds({ ...countsOf(options), kill: killServer, say }),
};
