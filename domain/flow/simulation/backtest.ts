import { type ForecastInput, forecast, learnWidth, type PastDay } from '../forecast';
import { hourCapacities } from '../hour-capacity';
import { DAY, type EpisodeQueue, HOUR } from './episode';
import { LANE_PER_HOUR } from './ground';
import { type Played, playQueue } from './play';
import { ASSUMED, BEHAVIOUR } from './scenarios';
import { comesAt, trucksOf } from './trucks';

const AHEAD = 24;
/** What a neighbour that nobody has measured may take, as a share of what is assumed. */
const UNMEASURED = { low: 0.7, high: 1.15 };

/** Past days of a queue as its forecast would have kept them. */
export function pastDays(episode: EpisodeQueue, days: number, seed: number): PastDay[] {
  return Array.from({ length: days }, (_, day) => {
    const arrivals = Array.from({ length: AHEAD }, () => 0);
    for (const truck of trucksOf({ ...episode, days: 1, openingStock: 0 }, seed + day)) {
      const hour = Math.floor((truck.wantedAt - episode.startsAt) / HOUR);
      if (!truck.noShow && arrivals[hour] !== undefined) arrivals[hour] += 1;
    }
    return { startsAt: episode.startsAt - (days - day) * DAY, arrivals };
  });
}

export type Backtest = {
  readonly hours: number;
  readonly covered: number;
  /** Mean distance of the middle from the truth, vehicles; and mean width of the band. */
  readonly meanError: number;
  readonly meanBand: number;
  readonly widths: readonly number[];
};

/**
 * A forecast for the next 24 hours, made every hour of an episode from what was known then, held against what came. The
 * fit never sees the episode: its past days are given, and so is what the band had learnt before.
 */
export function backtest(
  episode: EpisodeQueue,
  history: readonly PastDay[],
  before: readonly number[],
  seed: number,
): Backtest {
  const played = playQueue(episode, 'regulated', seed);
  const truth = queueByHour(played);
  const counts = countByHour(played);
  const widths = Array.from({ length: AHEAD }, (_, n) => before[n] ?? 1);
  const made: { readonly at: number; readonly hours: ReturnType<typeof forecast> }[] = [];
  let [hours, covered, error, band] = [0, 0, 0, 0];
  for (
    let now = episode.startsAt;
    now < Math.min(played.endsAt, episode.startsAt + (episode.days + 1) * DAY);
    now += HOUR
  ) {
    // What was forecast for the hour that has just ended.
    for (const { at, hours: each } of made.slice(-AHEAD)) {
      const ahead = (now - at) / HOUR;
      const one = each[ahead - 1];
      const came = truth.get(now);
      if (one === undefined || came === undefined) continue;
      const within = one.low <= came && came <= one.high;
      widths[ahead - 1] = learnWidth(widths[ahead - 1] ?? 1, ahead, within);
      hours += 1;
      covered += Number(within);
      error += Math.abs(came - one.queue);
      band += one.high - one.low;
    }
    made.push({
      at: now,
      hours: forecast(inputAt(played, counts, history, widths, now, truth.get(now) ?? 0)),
    });
  }
  return { hours, covered, meanError: error / hours, meanBand: band / hours, widths };
}

/** Vehicles that wanted to be through and were not, at each full hour. */
function queueByHour({ samples }: Played): ReadonlyMap<number, number> {
  return new Map(
    samples.flatMap(({ at, home, road, staging, inside }) =>
      at % HOUR === 0 ? [[at, home + road + staging + inside] as const] : [],
    ),
  );
}

type Counts = { readonly came: ReadonlyMap<number, number>; readonly booked: ReadonlyMap<number, number> };

/** Vehicles that came, and bookings, by the hour for which they were. */
function countByHour({ trucks }: Played): Counts {
  const [came, booked] = [new Map<number, number>(), new Map<number, number>()];
  const count = (map: Map<number, number>, at: number) => {
    const hour = at - (at % HOUR);
    map.set(hour, (map.get(hour) ?? 0) + 1);
  };
  for (const truck of trucks) {
    if (!truck.noShow && !truck.stock) count(came, comesAt(truck));
    if (truck.booked) count(booked, truck.wantedAt);
  }
  return { came, booked };
}

function inputAt(
  played: Played,
  { came, booked }: Counts,
  history: readonly PastDay[],
  widths: readonly number[],
  now: number,
  standing: number,
): ForecastInput {
  const { episode, regulation } = played;
  const seen = Math.min(6, (now - episode.startsAt) / HOUR);
  const figure = regulation?.figures.findLast(({ at }) => at <= now)?.figure;
  const rate = figure?.vehiclesPerHour ?? episode.assumedPerHour;
  const lanes = Math.max(1, Math.round(episode.ownPerHour / LANE_PER_HOUR)) * LANE_PER_HOUR;
  return {
    from: now,
    hours: AHEAD,
    history,
    season: 1,
    latest: Array.from({ length: seen }, (_, n) => came.get(now - (seen - n) * HOUR) ?? 0),
    booked: Array.from({ length: AHEAD }, (_, n) =>
      n < ASSUMED.bookingLeadHours ? (booked.get(now + n * HOUR) ?? 0) : null,
    ),
    walkUpShare: BEHAVIOUR.walkUpShare,
    noShowShare: BEHAVIOUR.noShowShare,
    standing,
    capacity: hourCapacities({
      from: now,
      hours: AHEAD,
      open: episode.open,
      rates: () => ({ gate: lanes, yard: null, neighbour: rate }),
    }),
    acceptance:
      figure?.low === null || figure?.high === null || figure === undefined
        ? UNMEASURED
        : { low: figure.low / rate, high: figure.high / rate },
    widths,
  };
}
