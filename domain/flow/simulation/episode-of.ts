import type { GateId } from '../../shared/identity';
import { GOODS_CLASSES, type GoodsClass } from '../../shared/vocabulary';
import { openWindows } from '../calendar';
import type { PlanContent } from '../flow-plan';
import { forecast } from '../forecast';
import { merge } from '../intervals';
import type { FlowPicture, QueuePicture } from '../picture';
import type { Cell } from './day-profile';
import { DAY, DRAIN_DAYS, type EpisodeQueue } from './episode';
import { ASSUMED } from './scenarios';

const HOURS = 24;

/** What a trial needs of one look at a queue; plain values, so that a worker can be sent it. */
export type TrialQueue = Pick<
  QueuePicture,
  'direction' | 'acceptance' | 'told' | 'gatePerHour' | 'inside' | 'staging' | 'trial'
> & {
  readonly gateId: GateId;
  readonly calendar: Readonly<PlanContent['calendar']>;
  readonly levers: Readonly<PlanContent['levers']>;
};

export function trialQueueOf(picture: FlowPicture, direction: QueuePicture['direction']): TrialQueue {
  const { acceptance, told, gatePerHour, inside, staging, trial } = picture.queues[direction];
  const { calendar, levers } = picture.plan.content;
  const { gateId } = picture;
  return { gateId, calendar, levers, direction, acceptance, told, gatePerHour, inside, staging, trial };
}

/**
 * The coming day of a queue as the simulator plays it (FL-34): who waits stands there at the beginning, who is forecast
 * comes in the 24 hours after it, by class as came lately, and the neighbour takes of each hour what it is expected to take
 * (FL-46); after the last one as in it. Rates in vehicles per hour, times in ms.
 */
export function episodeOf(trial: TrialQueue): EpisodeQueue {
  const { gateId, direction, acceptance, told, gatePerHour } = trial;
  const queue = { gateId, route: null, direction };
  const { input } = trial.trial;
  const startsAt = input.from;
  const to = startsAt + (1 + DRAIN_DAYS) * DAY;
  const rate = acceptance.vehiclesPerHour;
  const cells = cellsOf(trial);
  return {
    queue,
    startsAt,
    days: 1,
    open: merge(openWindows(trial.calendar, queue, null, { from: startsAt, to })),
    perDay: cells.reduce((sum, { vehicles }) => sum + vehicles, 0),
    cells,
    openingStock: Math.round(input.standing),
    taken: takenBy(trial),
    ownPerHour: Math.max(1, gatePerHour),
    assumedPerHour: trial.trial.taken.at(-1)?.perHour ?? rate,
    told,
    stagingPlaces: placesOf(trial.staging, rate, ASSUMED.stagingHours),
    insidePlaces: placesOf(trial.inside, rate, ASSUMED.insideHours),
    levers: trial.levers,
    fixedSlotsPerHour: () => gatePerHour,
    wrongCall: null,
  };
}

const placesOf = ({ places }: QueuePicture['inside'], rate: number, hours: number): number =>
  Math.max(1, places ?? Math.ceil(rate * hours));

function takenBy({ acceptance, trial: { taken } }: TrialQueue): EpisodeQueue['taken'] {
  const last = taken.at(-1)?.perHour ?? acceptance.vehiclesPerHour;
  return (at) => taken.find(({ from, to }) => from <= at && at < to)?.perHour ?? last;
}

/** Whole vehicles by class and hour after the beginning: fractions are carried on, so that none is lost or added. */
function cellsOf({ trial }: TrialQueue): Cell[] {
  const { input, classShares } = trial;
  const arrivals = forecast({ ...input, hours: HOURS }).map(({ arrivals }) => Math.max(0, arrivals));
  const total = GOODS_CLASSES.reduce((sum, goods) => sum + (classShares[goods] ?? 0), 0);
  const shareOf = (goods: GoodsClass) =>
    total > 0 ? (classShares[goods] ?? 0) / total : goods === 'ordinary' ? 1 : 0;
  let carried = 0;
  const cells = GOODS_CLASSES.flatMap((goods) =>
    arrivals.map((vehicles, hour) => {
      carried += vehicles * shareOf(goods);
      const whole = Math.floor(carried + 1e-9);
      carried -= whole;
      return { goods, hour, vehicles: whole };
    }),
  ).filter(({ vehicles }) => vehicles > 0);
  if (cells.length > 0) return cells;
  // Nobody is expected: who stands there must be of some class all the same.
  const most = GOODS_CLASSES.reduce((best, goods) => (shareOf(goods) > shareOf(best) ? goods : best));
  return [{ goods: most, hour: HOURS - 1, vehicles: 1 }];
}
