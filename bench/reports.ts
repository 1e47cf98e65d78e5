import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'drizzle-orm';
import { type Database, inGate, openDatabase } from '@/db/client';
import { startEmbeddedPostgres } from '@/db/embedded/start-postgres';
import { appUrl, migrateDatabase } from '@/db/migrate';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { processFor } from '@/domain/process/standard-processes';
import { addDays, dayStart, reportDaySchema } from '@/domain/report/home-day';
import { REPORTS } from '@/domain/report/sheet';
import { gateIdSchema } from '@/domain/shared/identity';
import { Device, deviceNo } from '@/domain/testing/build-events';
import type { Measurement, Outcome } from '@/scripts/measurement';
import { projectCrossing } from '@/server/log/project-crossing';
import { makeSheet } from '@/server/report/make-sheet';
import { FILE_FORMATS, reportFile } from '@/server/report/report-file';
import { vehicleEvents } from './reports/vehicle-events';

/** Every report over a gate's day of 5,000 vehicles, with a week of such days behind it. */
const PER_DAY = 5_000;
const DAYS = 8;
const ROUNDS = 5;
const GOAL_MS = 3_000;
const DAY = reportDaySchema.parse('2026-11-25');
const HN = gateIdSchema.parse('HN');
const BATCH = 500;
const LANES = 8;

export const measurement: Measurement = {
  goal: `each report over a day of ${PER_DAY} vehicles at one gate, ${DAYS} such days on record: median at most ${GOAL_MS} ms, read and computed`,
  run: async ({ say, options }) => {
    const perDay = Number(options.vehicles ?? PER_DAY);
    const dataDir = await mkdtemp(join(tmpdir(), 'gate-reports-'));
    await chmod(dataDir, 0o711);
    const database = await startEmbeddedPostgres({ dataDir, forgetful: true });
    try {
      await migrateDatabase(database.url, { appPassword: 'reports' });
      const app = openDatabase(appUrl(database.url, 'reports'), { max: 4 });
      try {
        await fill(app.db, perDay, say);
        return await measure(app.db, perDay, say);
      } finally {
        await app.close();
      }
    } finally {
      await database.stop();
      await rm(dataDir, { recursive: true, force: true });
    }
  },
};

/** The log and the states that the fold makes of it; passes and chains are nothing to a report. */
async function fill(db: Database, perDay: number, say: (line: string) => void): Promise<void> {
  const process = processFor([], HN, 'export', 'loaded');
  if (process === null) throw new Error('no process');
  await inGate(db, { gateId: HN, actor: null }, (tx) =>
    tx.insert(device).values(
      Array.from({ length: LANES }, (_, lane) => ({
        gateId: HN,
        deviceId: deviceNo(lane + 1),
        kind: 'tablet' as const,
        name: `Tablet ${lane}`,
        checkpoint: `Lane ${lane}`,
        agency: 'border-guard',
        enrolledAt: 0,
      })),
    ),
  );
  const lanes = Array.from({ length: LANES }, (_, lane) => new Device(lane + 1));
  let [position, serial] = [0, 0];
  for (let back = DAYS - 1; back >= 0; back -= 1) {
    const start = dayStart(addDays(DAY, -back));
    for (let first = 0; first < perDay; first += BATCH) {
      const vehicles = Array.from({ length: Math.min(BATCH, perDay - first) }, (_, at) =>
        vehicleEvents(lanes, start, ++serial, { n: first + at, perDay }),
      );
      const rows = vehicles.map(
        ({ crossingId, events }) => projectCrossing(HN, crossingId, process, events, []).row,
      );
      const events = vehicles.flatMap(({ events }) => events);
      await inGate(db, { gateId: HN, actor: null }, async (tx) => {
        await tx.insert(crossing).values(rows.map((row) => ({ ...row, firstPosition: 0, position: 0 })));
        await tx.execute(sql`
          insert into event (gate_id, position, device, seq, id, hlc, type, crossing_id, hash, recorded_at, gate_hash, event)
          select 'HN', ${position}::bigint + row_number() over (), (e ->> 'device')::uuid, ${position}::bigint + row_number() over (),
            (e ->> 'id')::uuid, e ->> 'hlc', e ->> 'type', (e ->> 'crossingId')::uuid, e ->> 'hash',
            (e ->> 'wall')::bigint, 'x', e
          from jsonb_array_elements(${JSON.stringify(events)}::jsonb) as e`);
      });
      position += events.length;
    }
    say(`${addDays(DAY, -back)}: ${perDay} vehicles, ${position} events in all`);
  }
  await inGate(db, { gateId: HN, actor: null }, (tx) =>
    tx.execute(sql`insert into gate_head (gate_id, position) values ('HN', ${position})`),
  );
}

async function measure(db: Database, perDay: number, say: (line: string) => void): Promise<Outcome> {
  const now = dayStart(addDays(DAY, 1)) + 3_600_000;
  const rows: Record<string, string | number>[] = [];
  const figures: Record<string, unknown> = {
    perDay,
    days: DAYS,
    rounds: ROUNDS,
    loadBefore: loadavg(),
  };
  let slowest = 0;
  for (const report of REPORTS)
    for (const days of report === 'release-times' ? [1, 7] : [1]) {
      const times: number[] = [];
      let sheet = await makeSheet({ db, now, actor: null }, { report, gateId: HN, day: DAY, days });
      for (let round = 0; round < ROUNDS; round += 1) {
        const begun = performance.now();
        sheet = await makeSheet({ db, now, actor: null }, { report, gateId: HN, day: DAY, days });
        times.push(performance.now() - begun);
      }
      times.sort((a, b) => a - b);
      const median = Math.round(times[Math.floor(times.length / 2)] ?? Number.NaN);
      if (days === 1) slowest = Math.max(slowest, median);
      const row: Record<string, string | number> = {
        report,
        days,
        'median, ms': median,
        'max, ms': Math.round(times.at(-1) ?? Number.NaN),
      };
      for (const format of FILE_FORMATS) {
        const begun = performance.now();
        const { data } = await reportFile(sheet, 'vi', format);
        row[`${format}, ms`] = Math.round(performance.now() - begun);
        row[`${format}, kB`] = Math.round(data.length / 100) / 10;
      }
      say(JSON.stringify(row));
      rows.push(row);
    }
  return { rows, figures, met: slowest <= GOAL_MS };
}
