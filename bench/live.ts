import { readFile } from 'node:fs/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Measurement } from '@/scripts/measurement';
import { startCentre } from './gate-load/centre';
import { cpuSeconds } from './gate-load/cpu-time';
import { openGates } from './gate-load/open-gate';
import { machineLoad } from './gate-load/raw-insert';
import { tabletAt } from './viewers/scan-one';
import { startViewers } from './viewers/viewers';
import type { SentScan } from './viewers/watch-plan';

const GATE = 'HN';
const STREAMS = 5_000;
const SCANS = 60;
const P95_MS = 1_000;
const RESIDENT_BYTES = 1_000_000_000;
/** Not in step with the watcher's beat of one second, whose phase would else be measured. */
const BETWEEN_MS = { least: 500, spread: 1_200 } as const;
/** A board that has not followed by then counts as one that never did. */
const GIVE_UP_MS = 15_000;

export const measurement: Measurement = {
  goal: `${STREAMS} event streams on one node, a scan is accepted: p95 to the board <= ${P95_MS} ms, server <= ${RESIDENT_BYTES / 1e9} GB resident at its peak, no stream left behind`,
  run: async ({ say, options }) => {
    const streams = Number(options.streams ?? STREAMS);
    const count = Number(options.scans ?? SCANS);
    const centre = await startCentre(say);
    try {
      const rounds = Math.ceil(count / 50);
      const plan = await openGates(centre, { gates: [GATE], teamsPerGate: 1, rounds }, say);
      const [team] = plan.teams;
      // The step that puts a declared vehicle into the yard: each scan adds one to a figure of the board.
      const post = team?.posts.find(({ step }) => step === 'staging-arrival');
      if (team === undefined || post === undefined) throw new Error('nobody ticks vehicles into the yard');
      const idle = await residentBytes(centre.serverPid);
      const viewers = await startViewers({ origin: centre.origin, gateId: GATE, streams }, centre.dataDir);
      say(`${viewers.ready.streams} streams are open and have their figures, after ${viewers.ready.ms} ms`);
      const scan = tabletAt(centre.origin, GATE, post);
      const before = await cpuSeconds(centre.serverPid);
      const scans: SentScan[] = [];
      for (const vehicle of team.vehicles.slice(0, count)) {
        scans.push(await scan(vehicle));
        await pause(BETWEEN_MS.least + Math.random() * BETWEEN_MS.spread);
      }
      const server = (await cpuSeconds(centre.serverPid)) - before;
      say(`${scans.length} scans accepted; waiting for every board`);
      const sum = await viewers.sum({ scans, waitMs: GIVE_UP_MS });
      const memory = await residentBytes(centre.serverPid);
      await viewers.stop();
      return {
        rows: [
          { what: 'accepted to board, p95 ms', measured: sum.sinceAccepted.p95, goal: P95_MS },
          { what: 'sent to board, p95 ms', measured: sum.sinceSent.p95, goal: null },
          { what: 'p95 of the slowest scan, ms', measured: sum.worstScanP95, goal: null },
          { what: 'boards left behind', measured: sum.missing, goal: 0 },
          { what: 'streams broken', measured: sum.broken, goal: 0 },
          {
            what: 'resident at the peak, MB',
            measured: Math.round(memory.peak / 1e6),
            goal: RESIDENT_BYTES / 1e6,
          },
        ],
        figures: {
          streams: viewers.ready.streams,
          scans: scans.length,
          sum,
          resident: { idle, after: memory },
          processorSeconds: { server, viewers: sum.cpuSeconds },
          load: machineLoad(),
          rounds: `${scans.length} scans, each seen by every stream: each is a round of its own`,
        },
        met:
          viewers.ready.streams >= STREAMS &&
          scans.length >= SCANS &&
          sum.missing === 0 &&
          sum.broken === 0 &&
          sum.checked > 0 &&
          sum.disagreed === 0 &&
          sum.sinceAccepted.p95 <= P95_MS &&
          memory.peak <= RESIDENT_BYTES,
      };
    } finally {
      await centre.stop();
    }
  },
};

/** Of a process, by Linux' account: now, and the most it ever was. NaN elsewhere. */
async function residentBytes(pid: number): Promise<{ readonly now: number; readonly peak: number }> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const of = (name: string) =>
    Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024;
  return { now: of('VmRSS'), peak: of('VmHWM') };
}
