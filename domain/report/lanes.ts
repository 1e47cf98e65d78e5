import type { GateId } from '../shared/identity';
import type { Agency } from '../shared/vocabulary';
import type { ReportDay } from './home-day';
import { WATCHES, type Watch, watchAt, watchHours } from './shifts';
import { spreadOf } from './statistics';

/** What happened at each checkpoint in each watch of a day (RP-13). Officers are counted, never named. */

/** A lane is a checkpoint of one agency; `checkpoint` null: ticked on paper and typed in later. */
export type Lane = { readonly checkpoint: string | null; readonly agency: Agency };

export type LaneTick = Lane & {
  readonly crossingId: string;
  readonly device: string;
  readonly at: number;
  readonly actor: string | null;
};
export type LaneScan = { readonly crossingId: string; readonly device: string; readonly at: number };
export const LANE_DEEDS = ['hold', 'override', 'undo'] as const;
export type LaneDeed = {
  readonly deed: (typeof LANE_DEEDS)[number];
  readonly checkpoint: string | null;
  /** Null: a supervisor or the centre. */
  readonly agency: Agency | null;
  readonly at: number;
};

/** A release by a supervisor's word, with what the after-check found (RE-5). */
export type AfterCheck = {
  readonly plate: string | null;
  readonly at: number;
  readonly checkpoint: string | null;
  readonly reason: string;
  readonly outcome: 'justified' | 'unjustified' | 'follow-up' | null;
};

export type LaneRow = Lane & {
  readonly watch: Watch;
  /** Vehicles, each once. */
  readonly passed: number;
  readonly ticks: number;
  /** Null while the watch has hardly begun. */
  readonly perHour: number | null;
  readonly officers: number;
  readonly served: number;
  readonly medianServiceMs: number | null;
  readonly holds: number;
  readonly overrides: number;
  readonly undos: number;
};

export type LaneReport = {
  readonly gateId: GateId;
  readonly day: ReportDay;
  readonly from: number;
  readonly until: number;
  readonly isSoFar: boolean;
  readonly madeAt: number;
  readonly rows: readonly LaneRow[];
  readonly watches: readonly {
    readonly watch: Watch;
    readonly passed: number;
    readonly ticks: number;
    /** Ticks that came from paper. */
    readonly paperTicks: number;
    /** Of the watch so far, 0–1. */
    readonly paperTimeShare: number;
    readonly holds: number;
    readonly overrides: number;
    readonly undos: number;
  }[];
  readonly afterChecks: readonly AfterCheck[];
};

/** From showing the pass to the tick; longer, the officer was at something else between. */
const SERVICE_MOST_MS = 30 * 60_000;
/** Before that a rate per hour is a guess. */
const RATE_FROM_HOURS = 0.25;

export type LaneInput = Pick<
  LaneReport,
  'gateId' | 'day' | 'from' | 'until' | 'isSoFar' | 'madeAt' | 'afterChecks'
> & {
  readonly ticks: readonly LaneTick[];
  readonly scans: readonly LaneScan[];
  readonly deeds: readonly LaneDeed[];
  /** Stretches of paper mode, ms; `until` null: still open. */
  readonly paper: readonly { readonly from: number; readonly until: number | null }[];
};

export function reportLanes(input: LaneInput): LaneReport {
  const { ticks, scans, deeds, paper, ...frame } = input;
  const inDay = <T extends { readonly at: number }>(rows: readonly T[]) =>
    rows.filter(({ at }) => at >= input.from && at < input.until);
  const [ownTicks, ownDeeds] = [inDay(ticks), inDay(deeds)];
  const services = serviceTimes(ownTicks, scans);
  const lanes = new Map<string, LaneTick[]>();
  for (const tick of ownTicks) {
    const key = JSON.stringify([tick.checkpoint, tick.agency, watchAt(tick.at)]);
    const lane = lanes.get(key);
    if (lane === undefined) lanes.set(key, [tick]);
    else lane.push(tick);
  }
  const rows = [...lanes.values()].flatMap((own): readonly LaneRow[] => {
    const [first] = own;
    if (first === undefined) return [];
    const { checkpoint, agency } = first;
    const watch = watchAt(first.at);
    const passed = distinct(own);
    const hours = watchHours(watch, input.from, input.until);
    const measured = own.flatMap((tick) => services.get(tick) ?? []);
    const done = ownDeeds.filter(
      (deed) => deed.checkpoint === checkpoint && deed.agency === agency && watchAt(deed.at) === watch,
    );
    return [
      {
        checkpoint,
        agency,
        watch,
        passed,
        ticks: own.length,
        perHour: hours < RATE_FROM_HOURS ? null : passed / hours,
        officers: new Set(own.flatMap(({ actor }) => actor ?? [])).size,
        served: measured.length,
        medianServiceMs: spreadOf(measured).medianMs,
        ...countDeeds(done),
      },
    ];
  });
  return {
    ...frame,
    rows: rows.sort(byLane),
    watches: WATCHES.filter(({ watch }) => watchHours(watch, input.from, input.until) > 0).map(
      ({ watch }) => {
        const own = ownTicks.filter(({ at }) => watchAt(at) === watch);
        return {
          watch,
          passed: distinct(own),
          ticks: own.length,
          paperTicks: own.filter(({ checkpoint }) => checkpoint === null).length,
          paperTimeShare: paperShare(watch, input),
          ...countDeeds(ownDeeds.filter(({ at }) => watchAt(at) === watch)),
        };
      },
    ),
  };
}

const distinct = (ticks: readonly LaneTick[]): number =>
  new Set(ticks.map(({ crossingId }) => crossingId)).size;

function countDeeds(deeds: readonly LaneDeed[]) {
  const of = (wanted: LaneDeed['deed']) => deeds.filter(({ deed }) => deed === wanted).length;
  return { holds: of('hold'), overrides: of('override'), undos: of('undo') };
}

const placeOf = (watch: Watch) => WATCHES.findIndex((each) => each.watch === watch);
/** By agency and checkpoint, paper last, then through the day. */
const byLane = (a: LaneRow, b: LaneRow) =>
  Number(a.checkpoint === null) - Number(b.checkpoint === null) ||
  a.agency.localeCompare(b.agency) ||
  (a.checkpoint ?? '').localeCompare(b.checkpoint ?? '') ||
  placeOf(a.watch) - placeOf(b.watch);

/** Of each tick the time since the same tablet last scanned that vehicle; ticks without a scan have none. */
function serviceTimes(ticks: readonly LaneTick[], scans: readonly LaneScan[]): ReadonlyMap<LaneTick, number> {
  const byVehicle = new Map<string, number[]>();
  for (const { device, crossingId, at } of scans) {
    const key = `${device} ${crossingId}`;
    const times = byVehicle.get(key);
    if (times === undefined) byVehicle.set(key, [at]);
    else times.push(at);
  }
  return new Map(
    ticks.flatMap((tick) => {
      const before = (byVehicle.get(`${tick.device} ${tick.crossingId}`) ?? []).filter((at) => at <= tick.at);
      const service = before.length === 0 ? null : tick.at - Math.max(...before);
      return service === null || service > SERVICE_MOST_MS ? [] : [[tick, service] as const];
    }),
  );
}

function paperShare(watch: Watch, input: LaneInput): number {
  const band = WATCHES.find((each) => each.watch === watch);
  const hours = watchHours(watch, input.from, input.until);
  if (band === undefined || hours <= 0) return 0;
  const from = input.from + band.fromHour * 3_600_000;
  const until = from + hours * 3_600_000;
  const covered = input.paper.reduce(
    (total, stretch) =>
      total + Math.max(0, Math.min(until, stretch.until ?? until) - Math.max(from, stretch.from)),
    0,
  );
  return Math.min(1, covered / (until - from));
}
