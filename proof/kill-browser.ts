import type { Measurement } from '@/scripts/measurement';
import { runBrowserRounds } from './kills/browser-rounds';
import { countsOf } from './kills/centre-rounds';

/** `npm run proof -- kill-browser --rounds 100`; the short form is e2e/kill-browser.spec.ts. */
export const measurement: Measurement = {
  goal: 'Chromium killed with -9 a hundred times while it records scans: nothing that was shown as recorded is lost, nothing counted twice, ready to scan within 30 s',
  run: ({ say, options }) => runBrowserRounds({ ...countsOf(options), say }),
};
