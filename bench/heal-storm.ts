import type { Measurement } from '@/scripts/measurement';
import { startCentre } from './gate-load/centre';
import { countLog } from './gate-load/count-log';
import { cpuSeconds, databaseCpuSeconds } from './gate-load/cpu-time';
import { openGates } from './gate-load/open-gate';
import { EVENTS_PER_BATCH } from './gate-load/plan';
import { databaseSettings, machineLoad } from './gate-load/raw-insert';
import { startTablets } from './gate-load/tablets';

const GATES = ['HN', 'TT', 'CM', 'CN', 'BNGHI', 'NHINH', 'NNUA'];
const TABLETS = 10_000;
const DRAINED_WITHIN_S = 240;
const SERVER_ERRORS = 0.001;
const GIVE_UP_MS = 15 * 60_000;

export const measurement: Measurement = {
  goal: `${TABLETS} tablets with ${EVENTS_PER_BATCH} queued events each come back at once: drained <= ${DRAINED_WITHIN_S} s on two cores, 0 lost, 0 duplicated, <= ${SERVER_ERRORS * 100} % 5xx`,
  run: async ({ say, options }) => {
    const wanted = Number(options.tablets ?? TABLETS);
    const centre = await startCentre(say);
    try {
      const plan = await openGates(centre, { gates: GATES, tablets: wanted, rounds: 1 }, say);
      const tablets = await startTablets(plan, centre.dataDir);
      say(`${tablets.batches} tablets have ${EVENTS_PER_BATCH} events each, ${tablets.bytes >> 20} MiB`);
      const before = await spentBy(centre);
      const storm = await tablets.order({ kind: 'storm', giveUpMs: GIVE_UP_MS });
      const after = await spentBy(centre);
      await tablets.stop();
      const seconds = storm.ms / 1000;
      say(`drained in ${seconds.toFixed(1)} s: ${JSON.stringify(storm.statuses)}`);
      const counted = await countLog(centre.ownerUrl, say);
      const events = tablets.batches * EVENTS_PER_BATCH;
      const asked = Object.values(storm.statuses).reduce((sum, count) => sum + count, 0);
      const errors = Object.entries(storm.statuses).reduce(
        (sum, [status, count]) => sum + (status.startsWith('5') ? count : 0),
        0,
      );
      const lost = events - counted.distinct;
      const duplicated = counted.events - counted.distinct;
      return {
        rows: [
          { what: 'drained in, s', measured: Math.round(seconds * 10) / 10, goal: DRAINED_WITHIN_S },
          { what: 'lost', measured: lost, goal: 0 },
          { what: 'duplicated', measured: duplicated, goal: 0 },
          { what: '5xx of all answers', measured: errors / asked, goal: SERVER_ERRORS },
          { what: 'told to come later (429)', measured: storm.statuses['429'] ?? 0, goal: null },
          { what: 'gave up waiting', measured: storm.statuses.broken ?? 0, goal: null },
        ],
        figures: {
          tablets: tablets.batches,
          events,
          eventsPerSecond: Math.round(events / seconds),
          storm,
          counted,
          processorSeconds: {
            server: after.server - before.server,
            database: after.database - before.database,
            tablets: storm.cpuSeconds,
          },
          settings: await databaseSettings(centre.ownerUrl),
          load: machineLoad(),
          rounds: 'one storm: it is the slow part that counts, and it is ten thousand tablets',
        },
        met:
          tablets.batches >= TABLETS &&
          storm.unfinished === 0 &&
          seconds <= DRAINED_WITHIN_S &&
          lost === 0 &&
          duplicated === 0 &&
          errors / asked <= SERVER_ERRORS,
      };
    } finally {
      await centre.stop();
    }
  },
};

const spentBy = async (centre: { readonly serverPid: number; readonly dataDir: string }) => ({
  server: await cpuSeconds(centre.serverPid),
  database: await databaseCpuSeconds(centre.dataDir),
});
