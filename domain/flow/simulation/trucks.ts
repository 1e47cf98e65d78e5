import type { CrossingId } from '../../shared/identity';
import type { GoodsClass } from '../../shared/vocabulary';
import type { Interval } from '../intervals';
import { type OrderClass, orderClassOf } from '../order-class';
import { type Chance, chanceOf } from './chance';
import { DAY, type EpisodeQueue, HOUR, MINUTE } from './episode';
import { ASSUMED, BEHAVIOUR, SPOILAGE_HOURS } from './scenarios';

/**
 * A vehicle as it will behave under whatever policy: all its chance is drawn before the first of them is asked. Times
 * and lengths in ms.
 */
export type Truck = {
  readonly index: number;
  readonly crossingId: CrossingId;
  readonly plate: string;
  readonly class: OrderClass;
  /** Stood there when the episode began. */
  readonly stock: boolean;
  /** Books first; else it simply comes. */
  readonly booked: boolean;
  /** When it would like to be at the border, and how much later than the time it aims at it is. */
  readonly wantedAt: number;
  readonly lateMs: number;
  /** Booked and never comes. */
  readonly noShow: boolean;
  /** Decides which of the messages to its driver are missed. */
  readonly ear: number;
  readonly missesCall: boolean;
  readonly travelMs: number;
  readonly serviceMs: number;
  readonly clearedAt: number;
  readonly spoilsAt: number | null;
};

/** When it would come if nobody regulated anything: from here on every policy's waiting is counted. */
export const comesAt = (truck: Truck): number => truck.wantedAt + truck.lateMs;

/** Whether its driver hears the nth message, that its time has moved or that its call is taken back. */
export const hears = (truck: Truck, nth: number): boolean =>
  !chanceOf(truck.ear + nth * 0x9e3779b1).happens(BEHAVIOUR.recallMissedShare);

/** The earliest it can stand at the line, called as it comes: its journey, and its processing in an open gate. */
export function soonestAtLine(truck: Truck, open: readonly Interval[]): number {
  const atGate = comesAt(truck) + truck.travelMs;
  const opening = open.find(({ to }) => atGate < to);
  return Math.max(atGate, opening?.from ?? atGate) + truck.serviceMs;
}

const id = (n: number) => `01990000-0000-7000-8000-${n.toString(16).padStart(12, '0')}` as CrossingId;
const plateNo = (n: number) =>
  `12C-${String(100 + Math.floor(n / 100)).slice(-3)}.${String(n % 100).padStart(2, '0')}`;

type Draw = {
  readonly goods: GoodsClass;
  readonly wantedAt: number;
  readonly stock: boolean;
  readonly noShow: boolean;
};

export function trucksOf(episode: EpisodeQueue, seed: number): readonly Truck[] {
  const chance = chanceOf(seed);
  const draws = [...stock(episode, chance), ...arrivals(episode, chance)];
  draws.sort((a, b) => a.wantedAt - b.wantedAt);
  return draws.map((draw, index) => truckOf(draw, index, chance));
}

function truckOf({ goods, wantedAt, stock, noShow }: Draw, index: number, chance: Chance): Truck {
  const { latenessMinutes, stagingToGateMinutes, gateServiceMinutes } = BEHAVIOUR;
  const minutes = ({ median, p90 }: { median: number; p90: number }) =>
    Math.round(chance.spread(median, p90) * MINUTE);
  const booked = noShow || (!stock && !chance.happens(BEHAVIOUR.walkUpShare));
  const late = Math.min(minutes(latenessMinutes), ASSUMED.latenessAtMostHours * HOUR);
  const lateMs = booked ? late : 0;
  const trusted = (goods === 'perishable' || goods === 'ordinary') && chance.happens(ASSUMED.trustedShare);
  const clearance = minutes(ASSUMED.customsClearanceMinutes);
  return {
    index,
    crossingId: id(index),
    plate: plateNo(index),
    class: orderClassOf(goods, trusted),
    stock,
    booked,
    wantedAt,
    lateMs,
    noShow,
    ear: Math.floor(chance.next() * 2 ** 32),
    missesCall: chance.happens(BEHAVIOUR.callMissedShare),
    travelMs: minutes(stagingToGateMinutes),
    serviceMs: minutes(gateServiceMinutes),
    clearedAt: wantedAt + lateMs + (chance.happens(ASSUMED.customsClearedBeforeShare) ? 0 : clearance),
    spoilsAt: goods === 'perishable' ? wantedAt + lateMs + SPOILAGE_HOURS * HOUR : null,
  };
}

function stock(episode: EpisodeQueue, chance: Chance): Draw[] {
  return Array.from({ length: episode.openingStock }, () => ({
    goods: cellBy(episode, chance.next()).goods,
    wantedAt: episode.startsAt,
    stock: true,
    noShow: false,
  }));
}

/** Published arrivals all come; who booked and does not come is one more booking. A whole manifest is used as it is. */
function arrivals(episode: EpisodeQueue, chance: Chance): Draw[] {
  const known = episode.cells.reduce((sum, { vehicles }) => sum + vehicles, 0);
  const phantoms = (1 - BEHAVIOUR.walkUpShare) * (BEHAVIOUR.noShowShare / (1 - BEHAVIOUR.noShowShare));
  const draws: Draw[] = [];
  for (let day = 0; day < episode.days; day += 1) {
    const at = (hour: number) => episode.startsAt + day * DAY + Math.floor((hour + chance.next()) * HOUR);
    const real =
      episode.perDay === known
        ? episode.cells.flatMap((cell) => Array.from({ length: cell.vehicles }, () => cell))
        : Array.from({ length: episode.perDay }, () => cellBy(episode, chance.next()));
    for (const cell of real) {
      draws.push({ goods: cell.goods, wantedAt: at(cell.hour), stock: false, noShow: false });
      if (chance.happens(phantoms))
        draws.push({ goods: cell.goods, wantedAt: at(cell.hour), stock: false, noShow: true });
    }
  }
  return draws;
}

function cellBy(episode: EpisodeQueue, share: number): EpisodeQueue['cells'][number] {
  const total = episode.cells.reduce((sum, { vehicles }) => sum + vehicles, 0);
  let left = share * total;
  for (const cell of episode.cells) {
    left -= cell.vehicles;
    if (left < 0) return cell;
  }
  throw new Error('an episode without arrivals');
}
