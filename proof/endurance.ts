import type { Measurement } from '@/scripts/measurement';
import { liveThrough } from './fortnight/fortnight';

/** `npm run proof -- endurance`; the short form is e2e/endurance.spec.ts. */
export const measurement: Measurement = {
  goal: '14 days and 20,000 scans on one tablet without its centre, a restart each day, an update of the app half-way: 0 lost, everything at the centre in the end',
  run: ({ say, options }) =>
    liveThrough({ days: Number(options.days ?? 14), scans: Number(options.scans ?? 20_000), say }),
};
