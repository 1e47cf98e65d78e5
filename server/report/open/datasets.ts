import type { Database } from '@/db/client';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { allGates } from '@/domain/gate/gates';
import type { DailyFigure } from '@/domain/report/daily';
import { addDays, dayOf, dayStart, type ReportDay } from '@/domain/report/home-day';
import { isTellable, tellTotal, withholdSmall } from '@/domain/report/withhold';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS, STAGES } from '@/domain/shared/vocabulary';
import { readDaily } from '../read-daily';
import { readReleaseTimes } from '../read-release-times';
import { readLeavingHours } from './read-leaving-hours';

/** What an open dataset may reach for. */
export type OpenPorts = {
  readonly db: Database;
  readonly now: () => number;
  readonly snapshot: (gateId: GateId) => Promise<GateSnapshot>;
};

type Value = string | number | null;
export type OpenRow = Readonly<Record<string, Value>>;
export type Column = {
  readonly type: 'string' | 'integer' | 'number';
  /** A cell may be null: not known, too few, or withheld (RP-17). */
  readonly isNullable?: true;
  readonly about: string;
};

/** One table for everybody. Its columns are its documentation and are what a test holds its rows to. */
export type Dataset = {
  readonly about: string;
  /** How the figures were got, in every answer (RP-18). */
  readonly method: string;
  readonly columns: Readonly<Record<string, Column>>;
  readonly takesDay: boolean;
  /** How long an answer is good for, seconds. */
  readonly maxAgeSeconds: number;
  readonly read: (
    ports: OpenPorts,
    day: ReportDay,
  ) => Promise<{ readonly asOf: number; readonly rows: readonly OpenRow[] }>;
};

const gate: Column = { type: 'string', about: 'Code of the gate, as in the dataset "gates".' };
const direction: Column = { type: 'string', about: '"export" or "import", seen from Vietnam.' };
const seconds = (about: string): Column => ({ type: 'integer', isNullable: true, about });
const told = (about: string): Column => ({ type: 'integer', isNullable: true, about });
const WITHHELD = 'Null: withheld, since it or another count of the same row is below five.';
const inSeconds = (ms: number | null): number | null => (ms === null ? null : Math.round(ms / 1000));
const codes = () => allGates().map(({ code }) => code);
/** What stands on the boards, as old as the oldest of them. */
const ofSnapshots =
  (rowsOf: (snapshot: GateSnapshot) => readonly OpenRow[]): Dataset['read'] =>
  async ({ snapshot }) => {
    const snapshots = await Promise.all(codes().map(snapshot));
    return { asOf: Math.min(...snapshots.map(({ at }) => at)), rows: snapshots.flatMap(rowsOf) };
  };
/** Days of which leaving hours and times are told. */
const WEEK = 7;

export const DATASETS = {
  gates: {
    about: 'The gates of the province.',
    method: 'Table kept by the province; what it began with is from public reports 2022–2026.',
    columns: {
      gate,
      name_vi: { type: 'string', about: 'Name in Vietnamese.' },
      name_en: { type: 'string', about: 'Name in English.' },
      name_zh: { type: 'string', about: 'Name in Chinese.' },
      kind: { type: 'string', about: 'Kind of gate.' },
      counterpart_zh: { type: 'string', about: 'The place on the other side.' },
      routes: { type: 'string', about: 'Boundary stones of its open routes, with spaces between.' },
      state: { type: 'string', about: '"open" or "closed": a gate that was closed keeps its line.' },
    },
    takesDay: false,
    maxAgeSeconds: 86_400,
    read: async ({ now }) => ({
      asOf: now(),
      rows: allGates().map((each) => ({
        gate: each.code,
        name_vi: each.vi,
        name_en: each.en,
        name_zh: each.zh,
        kind: each.kind,
        counterpart_zh: each.counterpart.zh,
        routes: each.routes.join(' '),
        state: each.closed ? 'closed' : 'open',
      })),
    }),
  },
  hours: {
    about: 'Between which clock hours vehicles left a gate, day by day over the last week.',
    method:
      'Observed, not announced: first and last clock hour in Hanoi (UTC+7) in which vehicles left, of days with five or more. The gates announce their hours by letter; this system does not keep them.',
    columns: {
      gate,
      direction,
      day: { type: 'string', about: 'Day in Hanoi, YYYY-MM-DD.' },
      first_hour: { type: 'integer', about: 'Clock hour of the first, 0–23.' },
      last_hour: { type: 'integer', about: 'Clock hour of the last, 0–23.' },
    },
    takesDay: false,
    maxAgeSeconds: 600,
    read: async ({ db, now }) => {
      const asOf = now();
      const today = dayOf(asOf);
      const rows = await readLeavingHours(db, codes(), {
        from: dayStart(addDays(today, 1 - WEEK)),
        until: asOf,
      });
      return {
        asOf,
        rows: rows
          .filter(({ vehicles }) => isTellable(vehicles))
          .map((row) => ({
            gate: row.gateId,
            direction: row.direction,
            day: row.day,
            first_hour: row.firstHour,
            last_hour: row.lastHour,
          })),
      };
    },
  },
  queue: {
    about: 'Vehicles at each gate now, by direction and stage.',
    method:
      'Counted from the confirmations of the officers, the same as on the public board. "left" counts today. Declared vehicles have not come yet.',
    columns: {
      gate,
      direction,
      ...Object.fromEntries(
        STAGES.map((stage) => [`vehicles_${stage}`, told(`Vehicles at the stage "${stage}". ${WITHHELD}`)]),
      ),
    },
    takesDay: false,
    maxAgeSeconds: 60,
    read: ofSnapshots(({ gateId, counts }) =>
      DIRECTIONS.map((way): OpenRow => {
        const shown = withholdSmall(STAGES.map((stage) => counts[way][stage]));
        return {
          gate: gateId,
          direction: way,
          ...Object.fromEntries(STAGES.map((stage, at) => [`vehicles_${stage}`, shown[at] ?? null])),
        };
      }),
    ),
  },
  waits: {
    about: 'How long vehicles that left in the last three hours had been at the gate, by class of goods.',
    method:
      'From the first confirmation to leaving; median and ninth decile, interpolated. Classes with fewer than five vehicles are left out.',
    columns: {
      gate,
      class: { type: 'string', about: 'Class of goods.' },
      vehicles: { type: 'integer', about: 'Vehicles measured.' },
      median_seconds: seconds('Median.'),
      p90_seconds: seconds('Nine in ten were faster.'),
    },
    takesDay: false,
    maxAgeSeconds: 60,
    read: ofSnapshots(({ gateId, waits }) =>
      waits
        .filter((wait) => isTellable(wait.count))
        .map((wait) => ({
          gate: gateId,
          class: wait.class,
          vehicles: wait.count,
          median_seconds: inSeconds(wait.medianMs),
          p90_seconds: inSeconds(wait.p90Ms),
        })),
    ),
  },
  daily: {
    about: 'The daily figures of a day, by gate, in the shape of the province’s own reports.',
    method:
      'Vehicles that completed their crossing from midnight to midnight in Hanoi (UTC+7). Fruit: HS 0803–0810. Empty vehicles are in no figure. Stock: arrived and not left at 20:00. Facts that tablets bring late may change a past day.',
    columns: {
      gate,
      day: { type: 'string', about: 'Day in Hanoi, YYYY-MM-DD.' },
      total: told('Vehicles that crossed. Null: fewer than five.'),
      export_fruit: told(`Exports of fruit. ${WITHHELD}`),
      export_other: told(`Other exports. ${WITHHELD}`),
      import_cargo: told(`Imports in cargo vehicles. ${WITHHELD}`),
      import_new_vehicle: told(`New vehicles driven in. ${WITHHELD}`),
      stock_export: told(`Stock, export. ${WITHHELD}`),
      stock_import: told(`Stock, import. ${WITHHELD}`),
    },
    takesDay: true,
    maxAgeSeconds: 600,
    read: async ({ db, now }, day) => {
      const asOf = now();
      const report = await readDaily({ db, now: asOf, actor: null }, codes(), day);
      return {
        asOf,
        rows: report.gates.map(({ gateId, figures }): OpenRow => {
          const of = (names: readonly DailyFigure[]) =>
            withholdSmall(names.map((name) => figures[name].value));
          const [fruit, other, cargo, fresh] = of([
            'export-fruit',
            'export-other',
            'import-cargo',
            'import-new-vehicle',
          ]);
          const [out, into] = of(['stock-export', 'stock-import']);
          return {
            gate: gateId,
            day,
            total: tellTotal(figures.total.value),
            export_fruit: fruit ?? null,
            export_other: other ?? null,
            import_cargo: cargo ?? null,
            import_new_vehicle: fresh ?? null,
            stock_export: out ?? null,
            stock_import: into ?? null,
          };
        }),
      };
    },
  },
  'time-release': {
    about: 'Time release study (WCO) of the seven days up to a day, by gate and interval.',
    method:
      'After the WCO Time Release Study: from arrival (T2) to leaving (T12) and the steps between, of vehicles that left in the period. T1 and T11 are not recorded. Intervals of fewer than five vehicles are left out.',
    columns: {
      gate,
      day: { type: 'string', about: 'Last of the seven days, YYYY-MM-DD.' },
      interval: { type: 'string', about: 'Name of the interval; "total" is arrival to leaving.' },
      vehicles: { type: 'integer', about: 'Vehicles measured.' },
      mean_seconds: seconds('Mean.'),
      median_seconds: seconds('Median.'),
      p90_seconds: seconds('Nine in ten were faster.'),
    },
    takesDay: true,
    maxAgeSeconds: 3_600,
    read: async ({ db, now }, day) => {
      const asOf = now();
      const rows: OpenRow[] = [];
      // One gate after another: a week of the busiest one is enough in memory.
      for (const gateId of codes()) {
        const study = await readReleaseTimes({ db, now: asOf, actor: null }, { gateId, day, days: WEEK });
        for (const { interval, count, meanMs, medianMs, p90Ms } of study.intervals)
          if (isTellable(count))
            rows.push({
              gate: gateId,
              day,
              interval,
              vehicles: count,
              mean_seconds: inSeconds(meanMs),
              median_seconds: inSeconds(medianMs),
              p90_seconds: inSeconds(p90Ms),
            });
      }
      return { asOf, rows };
    },
  },
} as const satisfies Readonly<Record<string, Dataset>>;
export type DatasetName = keyof typeof DATASETS;
export const DATASET_NAMES = Object.keys(DATASETS) as readonly DatasetName[];
