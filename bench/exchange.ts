import { type Measurement, quantile } from '@/scripts/measurement';
import { startCentre } from './gate-load/centre';
import { countLog } from './gate-load/count-log';
import { cpuSeconds, databaseCpuSeconds } from './gate-load/cpu-time';
import { openGates } from './gate-load/open-gate';
import { EVENTS_PER_BATCH } from './gate-load/plan';
import { POUCHDB_VERSIONS, startPouch } from './gate-load/pouchdb';
import { databaseSettings, machineLoad, newestRows, rawInsert } from './gate-load/raw-insert';
import { startTablets } from './gate-load/tablets';

const GATES = ['HN', 'TT', 'CM', 'CN'];
const EVENTS_PER_SECOND = 8000;
const OF_RAW = 0.2;
const OF_POUCHDB = 5;

/** One round, everything in it measured within a minute of each other. */
type Round = {
  readonly eventsPerSecond: number;
  readonly rawPerSecond: number;
  readonly pouchPerSecond: number;
  /** Processor time per event, µs. */
  readonly server: number;
  readonly database: number;
  readonly tablets: number;
  readonly p95Ms: number;
  readonly load: number;
};

export const measurement: Measurement = {
  goal: `tablets upload batches of 100 events over HTTP, durable: >= ${EVENTS_PER_SECOND} events/s on two cores, >= ${OF_RAW * 100} % of a raw multi-row insert, >= ${OF_POUCHDB} x PouchDB`,
  run: async ({ say, options }) => {
    const rounds = Number(options.rounds ?? 5);
    const teamsPerGate = Number(options.teams ?? 6);
    const connections = Number(options.connections ?? 64);
    const warmUp = Number(options.warmup ?? 2);
    const centre = await startCentre(say);
    try {
      const plan = await openGates(centre, { gates: GATES, teamsPerGate, rounds: rounds + warmUp }, say);
      const tablets = await startTablets(plan, centre.dataDir);
      say(`${tablets.batches} batches of ${EVENTS_PER_BATCH} events written and signed`);
      for (let round = 0; round < warmUp; round += 1)
        await tablets.order({ kind: 'upload', round, connections });
      const sample = await newestRows(centre.ownerUrl, 4000);
      const raw = await rawInsert(centre.ownerUrl);
      const pouch = await startPouch(sample.map(documentOf));
      const measured: Round[] = [];
      const statuses: Record<string, number> = {};
      for (let round = 0; round < rounds; round += 1) {
        const spent = await spentBy(centre);
        const one = await tablets.order({ kind: 'upload', round: warmUp + round, connections });
        const after = await spentBy(centre);
        const perEvent = (seconds: number) => Math.round((seconds / one.events) * 1e6);
        for (const [status, count] of Object.entries(one.statuses))
          statuses[status] = (statuses[status] ?? 0) + count;
        measured.push({
          eventsPerSecond: Math.round((one.events / one.ms) * 1000),
          rawPerSecond: Math.round(await raw.round(sample)),
          pouchPerSecond: Math.round(await pouch.round(round)),
          server: perEvent(after.server - spent.server),
          database: perEvent(after.database - spent.database),
          tablets: perEvent(one.cpuSeconds),
          p95Ms: one.latencyMs.p95,
          load: machineLoad(),
        });
        say(JSON.stringify(measured.at(-1)));
      }
      await tablets.stop();
      await raw.close();
      await pouch.close();
      const counted = await countLog(centre.ownerUrl, say);
      const settings = await databaseSettings(centre.ownerUrl);
      return outcomeOf(measured, {
        statuses,
        counted,
        settings,
        connections,
        gates: GATES,
        plan: shapeOf(plan),
      });
    } finally {
      await centre.stop();
    }
  },
};

const median = (values: readonly number[]) => quantile(values, 0.5);
const rounded = (value: number) => Math.round(value * 1000) / 1000;

function outcomeOf(measured: readonly Round[], figures: Readonly<Record<string, unknown>>) {
  const events = median(measured.map((one) => one.eventsPerSecond));
  const ofRaw = rounded(median(measured.map((one) => one.eventsPerSecond / one.rawPerSecond)));
  const ofPouch = rounded(median(measured.map((one) => one.eventsPerSecond / one.pouchPerSecond)));
  return {
    rows: [
      { what: 'tablets to the centre, events/s', median: events, ratio: 1, goal: EVENTS_PER_SECOND },
      {
        what: 'raw multi-row insert, rows/s',
        median: median(measured.map((one) => one.rawPerSecond)),
        ratio: ofRaw,
        goal: OF_RAW,
      },
      {
        what: 'PouchDB, documents/s',
        median: median(measured.map((one) => one.pouchPerSecond)),
        ratio: ofPouch,
        goal: OF_POUCHDB,
      },
    ],
    figures: {
      rounds: measured,
      processorTimePerEventMicroseconds: {
        server: median(measured.map((one) => one.server)),
        database: median(measured.map((one) => one.database)),
        tablets: median(measured.map((one) => one.tablets)),
      },
      pouchdb: POUCHDB_VERSIONS,
      ...figures,
    },
    met: events >= EVENTS_PER_SECOND && ofRaw >= OF_RAW && ofPouch >= OF_POUCHDB,
  };
}

const spentBy = async (centre: { readonly serverPid: number; readonly dataDir: string }) => ({
  server: await cpuSeconds(centre.serverPid),
  database: await databaseCpuSeconds(centre.dataDir),
});

const shapeOf = (plan: { readonly teams: readonly { readonly posts: readonly unknown[] }[] }) => ({
  teams: plan.teams.length,
  tablets: plan.teams.reduce((sum, team) => sum + team.posts.length, 0),
});

/** The event as a document, under its own id. */
const documentOf = (row: object): object => {
  const event: unknown = Reflect.get(row, 'event');
  return { _id: Reflect.get(row, 'id'), ...(typeof event === 'object' ? event : {}) };
};
