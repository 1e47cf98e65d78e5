import type { CrossingId } from '../../shared/identity';
import type { GoodsClass } from '../../shared/vocabulary';
import { batchSize, type Spread } from '../batch-size';
import { ANSWER_WITHIN_MS } from '../call-up';
import { type LimitRules, leftOfLimits, limitInHour } from '../class-limits';
import { freeHours, hourCapacities } from '../hour-capacity';
import type { Lever } from '../levers';
import { measureExits } from '../measure-exits';
import { type Acceptance, type AcceptanceInput, acceptance } from '../neighbour';
import { cutsOf, middleOf, stillToCome } from '../neighbour-ahead';
import { placeAfterLateness } from '../no-show';
import { type Allocation, allocate, type Waiting } from '../order';
import { goodsOf, roundOf, type Turn } from '../order-class';
import { assignPlaces, minutesBehind } from '../places';
import { defaultRatio } from '../ratios';
import { type Book, Drivers } from './drivers';
import { DAY, DRAIN_DAYS, type EpisodeQueue, HOUR, MINUTE } from './episode';
import { type Ground, LANE_PER_HOUR } from './ground';
import { BEHAVIOUR } from './scenarios';
import { hears, type Truck } from './trucks';

const spread = ({ median, p90 }: { median: number; p90: number }): Spread => ({
  medianMs: median * MINUTE,
  p90Ms: p90 * MINUTE,
});
const TRAVEL = spread(BEHAVIOUR.stagingToGateMinutes);
const SERVICE = spread(BEHAVIOUR.gateServiceMinutes);
const CALL_EVERY_MS = 10 * MINUTE;
const RETIME_EVERY_MS = 30 * MINUTE;
/** So few in the yard are called as they come. */
const FEW = 3;
export type Options = {
  readonly levers: readonly Lever[];
  /** False: a wrong call cannot be taken back. */
  readonly recall: boolean;
  /** False: believes what it was told, whatever it measures. */
  readonly measuring: boolean;
};
export const USUAL: Options = { levers: [], recall: true, measuring: true };

/**
 * The rules at work: every ten minutes what the neighbour takes is measured, live times move with it, holders are told,
 * and as many are called as the gate will take by the time they arrive. It sees what the centre sees: bookings,
 * yard scans, gate scans, exit scans; never what a driver is going to do.
 */
export class Regulation {
  readonly allocations: Allocation[] = [];
  readonly figures: { readonly at: number; readonly figure: Acceptance; readonly behind: number | null }[] =
    [];
  missed = 0;
  recalled = 0;
  readonly #ground: Ground;
  readonly #episode: EpisodeQueue;
  readonly #options: Options;
  readonly #levers: readonly Lever[];
  readonly #drivers: Drivers;
  readonly #byId: ReadonlyMap<CrossingId, Truck>;
  readonly #round: readonly Turn[];
  readonly #road: Truck[] = [];
  readonly #yard = new Set<Truck>();
  readonly #calledAt: { readonly goods: GoodsClass; readonly at: number }[] = [];
  #position = 0;
  #out = 0;
  /** Somebody stands in the yard without a place. */
  #unplaced = false;
  #retimedAt = Number.NEGATIVE_INFINITY;

  constructor(ground: Ground, trucks: readonly Truck[], episode: EpisodeQueue, options: Options) {
    this.#ground = ground;
    this.#episode = episode;
    this.#options = options;
    this.#levers = [...(episode.levers ?? []), ...options.levers];
    this.#round = roundOf(defaultRatio(episode.queue.direction));
    this.#byId = new Map(trucks.map((truck) => [truck.crossingId, truck]));
    this.#drivers = new Drivers(ground, trucks, episode, (truck) => this.#come(truck));
    ground.onTaken = () => {
      this.#out -= 1;
    };
    const end = episode.startsAt + (episode.days + DRAIN_DAYS) * DAY;
    for (let at = episode.startsAt; at < end; at += CALL_EVERY_MS)
      ground.clock.at(at, () => {
        this.#work();
        ground.sample();
      });
    const { wrongCall } = episode;
    if (wrongCall !== null) ground.clock.at(wrongCall.at, () => this.#callWrongly(wrongCall));
  }

  get messages(): number {
    return this.#drivers.messages;
  }

  /** What each was promised first, by its number. */
  get promises(): Drivers['promises'] {
    return this.#drivers.promises;
  }

  #bookOf(truck: Truck): Book {
    return this.#drivers.bookOf(truck);
  }

  /** It stands at the yard. */
  #come(truck: Truck): void {
    const book = this.#bookOf(truck);
    this.#ground.came(truck);
    book.state = 'road';
    if (!this.#drivers.holders.has(truck)) {
      const late = placeAfterLateness({
        toldAt: book.toldAt,
        cameAt: this.#ground.clock.now,
        postponed: false,
      });
      if (truck.booked && late.kind !== 'lost') this.#drivers.holders.add(truck);
      else {
        // A walk-up, or somebody whose place is lost: the next free place is given now.
        this.#drivers.ask(truck);
        this.#unplaced = true;
      }
    }
    this.#ground.toRoad(truck);
    this.#road.push(truck);
    this.#admit();
    // With hardly anybody there the next one need not wait for the hand of the clock.
    if (this.#yard.size <= FEW) this.#work();
  }

  #admit(): void {
    while (this.#yard.size < this.#episode.stagingPlaces) {
      const truck = this.#road.shift();
      if (truck === undefined) return;
      this.#ground.offRoad(truck);
      this.#ground.traceOf(truck).stagedAt ??= this.#ground.clock.now;
      this.#bookOf(truck).state = 'yard';
      this.#yard.add(truck);
      this.#ground.staged = this.#yard.size;
    }
  }

  #heard(): AcceptanceInput {
    const { now } = this.#ground.clock;
    const recent = <T>(list: readonly T[]) => list.slice(-1200);
    const measured = measureExits({
      now,
      leftAt: recent(this.#ground.leftAt),
      ready: recent(this.#ground.readySince),
      open: this.#episode.open,
    });
    return {
      now,
      told: this.#episode.told,
      measured: this.#options.measuring ? measured : null,
      assumedPerHour: Math.round(this.#episode.assumedPerHour),
    };
  }

  #work(): void {
    const { now } = this.#ground.clock;
    const heard = this.#heard();
    const figure = acceptance(heard);
    this.#drivers.giveUpTheLate();
    if (this.#unplaced || now - this.#retimedAt >= RETIME_EVERY_MS) this.#retime(figure, heard);
    this.#call(figure);
  }

  #limits(now: number): LimitRules {
    const { queue, told } = this.#episode;
    return { levers: this.#levers, calendar: [], queue, neighbour: { now, told } };
  }

  #retime(figure: Acceptance, heard: AcceptanceInput): void {
    const { now } = this.#ground.clock;
    const limitOf = limitInHour(this.#limits(now));
    const known = stillToCome(heard);
    const { open, ownPerHour } = this.#episode;
    const lanes = Math.max(1, Math.round(ownPerHour / LANE_PER_HOUR)) * LANE_PER_HOUR;
    const hours = hourCapacities({
      from: now - (now % HOUR),
      // As far as the line can reach, were the gate open eight hours a day.
      hours:
        24 *
        Math.min(
          DRAIN_DAYS,
          2 + Math.ceil(this.#drivers.holders.size / Math.max(1, 8 * figure.vehiclesPerHour)),
        ),
      // What is left of this hour, less those who are on their way to it already.
      open: open
        .map((each) => ({ from: Math.max(each.from, now), to: each.to }))
        .filter(({ from, to }) => from < to),
      cuts: [now, ...cutsOf(known.told)],
      rates: (stretch) => ({
        gate: lanes,
        yard: null,
        neighbour: acceptance(known, Math.max(now, middleOf(stretch))).vehiclesPerHour,
      }),
    });
    const holders = [...this.#drivers.holders].map((truck) => this.#drivers.holderOf(truck));
    const places = assignPlaces({
      hours: freeHours(hours, this.#out),
      holders,
      round: this.#round,
      position: this.#position,
      limitOf: (goods, hourStart) => limitOf(goods, hourStart)?.perHour ?? null,
    });
    this.#drivers.tell(places);
    this.figures.push({ at: now, figure, behind: minutesBehind(holders, places, now) });
    this.#unplaced = false;
    this.#retimedAt = now;
  }

  #call(figure: Acceptance): void {
    const { now } = this.#ground.clock;
    const size = batchSize({
      now,
      open: this.#episode.open,
      vehiclesPerHour: figure.vehiclesPerHour,
      out: this.#out,
      places: this.#episode.insidePlaces,
      travel: TRAVEL,
      service: SERVICE,
      everyMs: CALL_EVERY_MS,
    });
    if (size > 0) this.#send(size);
  }

  #send(size: number): Truck[] {
    const { now } = this.#ground.clock;
    while ((this.#calledAt[0]?.at ?? now) < now - HOUR) this.#calledAt.shift();
    const placed = [...this.#yard].filter((truck) => this.#bookOf(truck).plannedAt !== null);
    const waiting: Waiting[] = placed.map((truck) => ({
      crossingId: truck.crossingId,
      plate: truck.plate,
      class: truck.class,
      placeAt: this.#bookOf(truck).placeAt,
      clearedAt: truck.clearedAt,
      spoilsAt: truck.spoilsAt,
    }));
    const limitOf = leftOfLimits(this.#limits(now), this.#calledAt);
    const { allocations, position } = allocate(
      { at: now, waiting, round: this.#round, position: this.#position, limitOf },
      size,
    );
    this.#position = position;
    this.allocations.push(...allocations);
    const called = allocations.flatMap(({ crossingId }) => this.#byId.get(crossingId) ?? []);
    for (const truck of called) {
      this.#calledAt.push({ goods: goodsOf(truck.class), at: now });
      this.#callOut(truck);
    }
    this.#admit();
    return called;
  }

  #callOut(truck: Truck): void {
    const { clock } = this.#ground;
    const book = this.#bookOf(truck);
    const trace = this.#ground.traceOf(truck);
    const first = trace.calledAt === null;
    trace.calledAt = clock.now;
    this.#out += 1;
    this.#yard.delete(truck);
    this.#ground.goOn(truck);
    this.#ground.staged = this.#yard.size;
    if (first && truck.missesCall) {
      this.missed += 1;
      clock.at(clock.now + ANSWER_WITHIN_MS, () => this.#back(truck));
      return;
    }
    book.state = 'called';
    trace.sentAt = clock.now;
    this.#drivers.holders.delete(truck);
    clock.at(clock.now + truck.travelMs, () => {
      if (book.state !== 'called') return;
      book.state = 'gone';
      this.#ground.arrive(truck);
    });
  }

  /** In the yard again, with the place it had: nobody came, or the call was taken back. */
  #back(truck: Truck): void {
    this.#out -= 1;
    this.#ground.traceOf(truck).sentAt = null;
    this.#drivers.holders.add(truck);
    this.#bookOf(truck).state = 'yard';
    this.#yard.add(truck);
    this.#ground.wait(truck);
    this.#ground.staged = this.#yard.size;
  }

  #callWrongly(wrong: NonNullable<EpisodeQueue['wrongCall']>): void {
    const called = this.#send(wrong.vehicles);
    const { clock } = this.#ground;
    if (!this.#options.recall) return;
    clock.at(clock.now + wrong.recalledAfterMs, () => {
      for (const truck of called) {
        const book = this.#bookOf(truck);
        if (book.state !== 'called' || !hears(truck, 0)) continue;
        // It turns round, and takes as long back as it has come.
        book.state = 'unknown';
        this.recalled += 1;
        clock.at(clock.now + wrong.recalledAfterMs, () => this.#back(truck));
      }
    });
  }
}
