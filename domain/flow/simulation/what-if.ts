import { fastestTravelMs } from '../../gate/travel';
import type { GateId } from '../../shared/identity';
import type { GoodsClass } from '../../shared/vocabulary';
import { merge } from '../intervals';
import { type EpisodeQueue, HOUR } from './episode';
import { LANE_PER_HOUR } from './ground';
import { type Figures, figuresOf, playQueue } from './play';
import { USUAL } from './regulated';

/** What a manager can do about a jam (FL-34). */
export type Measure =
  | { readonly kind: 'extend-hours'; readonly hours: number }
  | {
      readonly kind: 'limit-class';
      readonly class: GoodsClass;
      readonly perHour: number;
      readonly hours: number;
    }
  | { readonly kind: 'redirect'; readonly to: GateId; readonly vehicles: number }
  | { readonly kind: 'open-lane' };

/** What it costs, in the unit it is paid in. */
export type Cost =
  | { readonly unit: 'lane-hours'; readonly amount: number }
  | { readonly unit: 'vehicle-hours-held'; readonly amount: number }
  | { readonly unit: 'vehicle-hours-driven'; readonly amount: number };

export type Suggestion = {
  readonly measure: Measure;
  readonly cost: Cost;
  /** What the simulator says of the day with it, and without. */
  readonly effect: Effect;
  readonly without: Effect;
};
type Effect = Pick<Figures, 'waitP90Hours' | 'roadsideHours' | 'yardHours' | 'homeHours'>;

const lanesOf = (episode: EpisodeQueue) => Math.max(1, Math.round(episode.ownPerHour / LANE_PER_HOUR));

/** The queue as it would be, and the other gate's with what is sent there. */
function changed(
  episode: EpisodeQueue,
  measure: Measure,
  other: EpisodeQueue | null,
): { readonly queues: readonly EpisodeQueue[]; readonly cost: Cost } {
  switch (measure.kind) {
    case 'extend-hours': {
      const longer = episode.open.map(({ from, to }, nth) => ({
        from,
        to: nth === 0 ? to + measure.hours * HOUR : to,
      }));
      const amount = measure.hours * lanesOf(episode);
      return { queues: [{ ...episode, open: merge(longer) }], cost: { unit: 'lane-hours', amount } };
    }
    case 'open-lane': {
      const ownPerHour = episode.ownPerHour + LANE_PER_HOUR;
      const amount = episode.open[0] === undefined ? 0 : (episode.open[0].to - episode.open[0].from) / HOUR;
      return { queues: [{ ...episode, ownPerHour }], cost: { unit: 'lane-hours', amount } };
    }
    case 'limit-class':
      return { queues: [episode], cost: { unit: 'vehicle-hours-held', amount: 0 } };
    case 'redirect': {
      const stays = { ...episode, openingStock: Math.max(0, episode.openingStock - measure.vehicles) };
      const drive = (fastestTravelMs(episode.queue.gateId, measure.to) / HOUR) * measure.vehicles;
      const cost: Cost = { unit: 'vehicle-hours-driven', amount: drive };
      if (other === null) return { queues: [stays], cost };
      return { queues: [stays, { ...other, openingStock: other.openingStock + measure.vehicles }], cost };
    }
  }
}

/** Plays the rest of the day as it stands and with a measure; fast enough for a worker beside a screen. */
export function tryMeasure(
  episode: EpisodeQueue,
  measure: Measure,
  other: EpisodeQueue | null,
  seed: number,
): Suggestion {
  const levers =
    measure.kind === 'limit-class'
      ? [
          {
            gates: null,
            routes: null,
            directions: null,
            class: measure.class,
            from: episode.startsAt,
            to: episode.startsAt + measure.hours * HOUR,
            perHour: measure.perHour,
            reason: 'tried out',
          },
        ]
      : [];
  const beside = measure.kind === 'redirect' && other !== null ? [other] : [];
  const { queues, cost } = changed(episode, measure, other);
  const play = (list: readonly EpisodeQueue[], options = USUAL) =>
    list.map((queue, nth) => playQueue(queue, 'regulated', seed + nth, options));
  const [withIt, asItIs] = [play(queues, { ...USUAL, levers }), play([episode, ...beside])];
  const [effect, without] = [figuresOf(withIt), figuresOf(asItIs)];
  if (cost.unit !== 'vehicle-hours-held') return { measure, cost, effect, without };
  // What the limited class waits longer is the price of the others' gain.
  const held = (played: ReturnType<typeof play>) =>
    played.reduce(
      (sum, each) => sum + each.waitHoursOf(measure.kind === 'limit-class' ? measure.class : 'ordinary'),
      0,
    );
  return {
    measure,
    cost: { unit: cost.unit, amount: Math.max(0, held(withIt) - held(asItIs)) },
    effect,
    without,
  };
}

/** Three at most, best first: by what they take off the wait of the tenth that waits longest. */
export function bestOf(tried: readonly Suggestion[]): readonly Suggestion[] {
  const gain = ({ effect, without }: Suggestion) => (without.waitP90Hours ?? 0) - (effect.waitP90Hours ?? 0);
  return tried.toSorted((a, b) => gain(b) - gain(a)).slice(0, 3);
}

export const suggest = (
  episode: EpisodeQueue,
  measures: readonly { readonly measure: Measure; readonly other: EpisodeQueue | null }[],
  seed: number,
): readonly Suggestion[] =>
  bestOf(measures.map(({ measure, other }) => tryMeasure(episode, measure, other, seed)));
