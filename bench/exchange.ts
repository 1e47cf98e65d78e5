import { type Cell, type Measurement, quantile } from '@/scripts/measurement';
import { startCentre } from './gate-load/centre';
import { cpuSeconds, databaseCpuSeconds } from './gate-load/cpu-time';
import { openGates } from './gate-load/open-gate';
import type { Uploaded } from './gate-load/plan';
import { startTablets } from './gate-load/tablets';

const GATES = ['HN', 'TT', 'CM', 'CN'];

export const measurement: Measurement = {
  goal: 'exchange',
  run: async ({ say, options }) => {
    const rounds = Number(options.rounds ?? 5) + 1;
    const teamsPerGate = Number(options.teams ?? 12);
    const connections = Number(options.connections ?? 64);
    const centre = await startCentre(say);
    try {
      const seeding = performance.now();
      const plan = await openGates(centre, { gates: GATES, teamsPerGate, rounds }, say);
      say(`seeded in ${Math.round(performance.now() - seeding)} ms`);
      const tablets = await startTablets(plan, centre.dataDir);
      say(`${tablets.batches} batches, ${Math.round(tablets.bytes / 2 ** 20)} MiB`);
      const rows: Record<string, Cell>[] = [];
      const results: Uploaded[] = [];
      for (let round = 0; round < rounds; round += 1) {
        const before = [await cpuSeconds(centre.serverPid), await databaseCpuSeconds(centre.dataDir)];
        const one = await tablets.order({ kind: 'upload', round, connections });
        const after = [await cpuSeconds(centre.serverPid), await databaseCpuSeconds(centre.dataDir)];
        results.push(one);
        rows.push({
          round,
          eventsPerSecond: Math.round((one.events / one.ms) * 1000),
          p50: one.latencyMs.p50,
          p95: one.latencyMs.p95,
          server: (after[0] ?? 0) - (before[0] ?? 0),
          database: (after[1] ?? 0) - (before[1] ?? 0),
          client: one.cpuSeconds,
          seconds: one.ms / 1000,
        });
        say(JSON.stringify(rows.at(-1)) + JSON.stringify(one.statuses) + JSON.stringify(one.verdicts));
      }
      await tablets.stop();
      const median = quantile(
        rows.slice(1).map((row) => Number(row.eventsPerSecond)),
        0.5,
      );
      return { rows, figures: { median }, met: false };
    } finally {
      await centre.stop();
    }
  },
};
