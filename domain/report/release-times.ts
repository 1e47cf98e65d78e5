import type { GateId } from '../shared/identity';
import {
  AGENCIES,
  type Agency,
  DIRECTIONS,
  type Direction,
  GOODS_CLASSES,
  type GoodsClass,
} from '../shared/vocabulary';
import { homeHour, type ReportDay } from './home-day';
import { type Spread, spreadOf } from './statistics';
import {
  LEFT_OUT,
  type LeftOut,
  OWNERS,
  type Owner,
  readTrip,
  type Stretch,
  type Trip,
  type TripRow,
} from './trip';

/** WCO time release study (domain-facts: TRS v3, WTO TFA Art. 7.6): where the time between arrival and release goes. */
export const INTERVALS = [
  'total', // T2 → T12
  'before-arrival', // T0 → T2
  'call', // T2 → T3
  'entry', // T3 (else T2) → T4
  'yard', // T4 → T5
  'quarantine', // T6: asked → result
  'inspection', // T7: ordered → last result
  'transshipment', // T5 → T8
  'fee', // T5 → T9
  'eligible', // T5 (else T4) → T10
  'leave', // T10 → T12
] as const;
export type Interval = (typeof INTERVALS)[number];

export type ReleaseTimeStudy = {
  readonly gateId: GateId;
  readonly from: number;
  readonly until: number;
  readonly firstDay: ReportDay;
  readonly lastDay: ReportDay;
  readonly madeAt: number;
  readonly vehicles: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  /** More vehicles ended in the period than were read; the newest were. */
  readonly isCut: boolean;
  readonly intervals: readonly (Spread & {
    readonly interval: Interval;
    /** Both ends are there, in the wrong order: two clocks, or an officer ahead of his turn (RP-8). */
    readonly disordered: number;
  })[];
  /** Clock hours in Hà Nội whose arrivals lie above the mean of the hours with any (RP-11). */
  readonly peakHours: readonly number[];
  readonly peak: Spread;
  readonly offPeak: Spread;
  readonly hours: readonly {
    readonly hour: number;
    readonly arrivals: number;
    readonly medianMs: number | null;
  }[];
  readonly owners: readonly (Spread & {
    readonly owner: Owner /** Of all time spent, 0–1. */;
    readonly share: number;
  })[];
  /** The agencies' part, longest first, over all vehicles: who did not wait for it waited nothing. */
  readonly agencies: readonly (Spread & { readonly agency: Agency; readonly share: number })[];
  readonly groups: readonly (Spread & { readonly direction: Direction; readonly class: GoodsClass })[];
};

type Frame = Pick<
  ReleaseTimeStudy,
  'gateId' | 'from' | 'until' | 'firstDay' | 'lastDay' | 'madeAt' | 'isCut'
>;

export function studyReleaseTimes(frame: Frame, rows: readonly TripRow[]): ReleaseTimeStudy {
  const leftOut: Record<LeftOut, number> = { cancelled: 0, 'turned-back': 0, 'no-arrival': 0, clocks: 0 };
  const trips: Trip[] = [];
  for (const row of rows) {
    const trip = readTrip(row);
    if (typeof trip === 'string') leftOut[trip] += 1;
    else trips.push(trip);
  }
  const hours = hoursOf(trips);
  const peakHours = peakOf(hours);
  const stay = (trip: Trip) => trip.leftAt - trip.arrivedAt;
  const isPeak = (trip: Trip) => peakHours.includes(homeHour(trip.arrivedAt));
  return {
    ...frame,
    vehicles: trips.length,
    leftOut,
    intervals: INTERVALS.map((interval) => measure(interval, trips)),
    peakHours,
    peak: spreadOf(trips.filter(isPeak).map(stay)),
    offPeak: spreadOf(trips.filter((trip) => !isPeak(trip)).map(stay)),
    hours,
    ...ownersOf(trips),
    groups: DIRECTIONS.flatMap((direction) =>
      GOODS_CLASSES.flatMap((goods) => {
        const own = trips.filter((trip) => trip.direction === direction && trip.class === goods);
        return own.length === 0 ? [] : [{ direction, class: goods, ...spreadOf(own.map(stay)) }];
      }),
    ),
  };
}

/** Vehicles that ended in the period and are in no interval. */
export const countLeftOut = ({ leftOut }: Pick<ReleaseTimeStudy, 'leftOut'>): number =>
  LEFT_OUT.reduce((total, reason) => total + leftOut[reason], 0);

/** RP-8: null when an end is missing; below zero when the ends stand in the wrong order. */
export function lengthOf(interval: Interval, trip: Trip): number | null {
  const { points } = trip;
  const between = (from: number | undefined, to: number | undefined) =>
    from === undefined || to === undefined ? null : to - from;
  switch (interval) {
    case 'total':
      return trip.leftAt - trip.arrivedAt;
    case 'before-arrival':
      return between(points.T0, points.T2);
    case 'call':
      return between(points.T2, points.T3);
    case 'entry':
      return between(points.T3 ?? points.T2, points.T4);
    case 'yard':
      return between(points.T4, points.T5);
    case 'quarantine':
      return trip.quarantineMs;
    case 'inspection':
      return trip.inspectionMs;
    case 'transshipment':
      return between(points.T5, points.T8);
    case 'fee':
      return between(points.T5, points.T9);
    case 'eligible':
      return between(points.T5 ?? points.T4, points.T10);
    case 'leave':
      return between(points.T10, points.T12);
  }
}

function measure(interval: Interval, trips: readonly Trip[]): ReleaseTimeStudy['intervals'][number] {
  const lengths = trips.flatMap((trip) => lengthOf(interval, trip) ?? []);
  const good = lengths.filter((length) => length >= 0);
  return { interval, disordered: lengths.length - good.length, ...spreadOf(good) };
}

function hoursOf(trips: readonly Trip[]): ReleaseTimeStudy['hours'] {
  const stays = Array.from({ length: 24 }, (): number[] => []);
  for (const trip of trips) stays[homeHour(trip.arrivedAt)]?.push(trip.leftAt - trip.arrivedAt);
  return stays.map((lengths, hour) => ({
    hour,
    arrivals: lengths.length,
    medianMs: spreadOf(lengths).medianMs,
  }));
}

/** RP-11. With every hour alike there is no peak. */
function peakOf(hours: ReleaseTimeStudy['hours']): readonly number[] {
  const busy = hours.filter(({ arrivals }) => arrivals > 0);
  const mean = busy.reduce((total, { arrivals }) => total + arrivals, 0) / Math.max(1, busy.length);
  return busy.filter(({ arrivals }) => arrivals > mean).map(({ hour }) => hour);
}

function ownersOf(trips: readonly Trip[]): Pick<ReleaseTimeStudy, 'owners' | 'agencies'> {
  const all = trips.reduce((total, trip) => total + trip.leftAt - trip.arrivedAt, 0);
  /** Of every vehicle the time that was waited for whoever is meant. */
  const part = (isMeant: (stretch: Stretch) => boolean) => {
    const lengths = trips.map(({ stretches }) =>
      stretches.reduce((total, stretch) => total + (isMeant(stretch) ? stretch.ms : 0), 0),
    );
    const total = lengths.reduce((sum, length) => sum + length, 0);
    return { total, share: all === 0 ? 0 : total / all, ...spreadOf(lengths) };
  };
  return {
    owners: OWNERS.map((owner) => {
      const { total, ...spread } = part((stretch) => stretch.owner === owner);
      return { owner, ...spread };
    }),
    agencies: AGENCIES.map((agency) => ({
      agency,
      ...part((stretch) => stretch.owner === 'agency' && stretch.agency === agency),
    }))
      .filter(({ total }) => total > 0)
      .sort((a, b) => b.total - a.total || a.agency.localeCompare(b.agency))
      .map(({ total, ...rest }) => rest),
  };
}
