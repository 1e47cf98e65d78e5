import type { CrossingId } from '../../shared/identity';
import type { GoodsClass } from '../../shared/vocabulary';
import { batchSize, type Spread } from '../batch-size';
import { hourCapacities } from '../hour-capacity';
import { before } from '../intervals';
import { type Lever, leverLimit } from '../levers';
import { measureExits } from '../measure-exits';
import { type Acceptance, acceptance } from '../neighbour';
import { placeAfterLateness } from '../no-show';
import { type Allocation, allocate, type Waiting } from '../order';
import { goodsOf, roundOf, type Turn } from '../order-class';
import { assignPlaces, type Holder, minutesBehind, type Places } from '../places';
import { defaultRatio } from '../ratios';
import { DAY, DRAIN_DAYS, type EpisodeQueue, HOUR, MINUTE } from './episode';
import { type Ground, LANE_PER_HOUR } from './ground';
import { ASSUMED, BEHAVIOUR } from './scenarios';
import { hears, type Truck } from './trucks';

const spread = ({ median, p90 }: { median: number; p90: number }): Spread => ({
  medianMs: median * MINUTE,
  p90Ms: p90 * MINUTE,
});
const TRAVEL = spread(BEHAVIOUR.stagingToGateMinutes);
const SERVICE = spread(BEHAVIOUR.gateServiceMinutes);
/**
 * A holder is asked to be in the yard so long before the live time that nine of ten are; and up to twice as long where the
 * yard has room, so that half of it is full and the gate never lacks somebody to call.
 */
const LEAST_LEAD_MS = BEHAVIOUR.latenessMinutes.p90 * MINUTE;
const CALL_EVERY_MS = 10 * MINUTE;
const RETIME_EVERY_MS = 30 * MINUTE;
/** Later than that after the live time and a place is no longer kept free … */
const GRACE_MS = HOUR;
/** A call that nobody answers within this time is missed. */
const ANSWER_MS = 15 * MINUTE;
/** So few in the yard are called as they come. */
const FEW = 3;
/** A move of less is not worth a message, nor one of less than this share of the time until then. */
const TELL_FROM_MS = 30 * MINUTE;
const TELL_FROM_SHARE = 0.2;

type State = 'unknown' | 'asking' | 'home' | 'coming' | 'road' | 'yard' | 'called' | 'gone';
type Book = {
  state: State;
  /** The time it asked for. */
  placeAt: number;
  plannedAt: number | null;
  liveAt: number;
  /** What its driver was told last and heard. */
  toldAt: number;
  /** When it means to be there, once it has left. */
  aimAt: number | null;
  /** Would like to be there already and was told to come later. */
  held: boolean;
  /** Messages sent to its driver. */
  sent: number;
};

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
  messages = 0;
  calls = 0;
  missed = 0;
  recalled = 0;
  readonly #ground: Ground;
  readonly #episode: EpisodeQueue;
  readonly #options: Options;
  readonly #books: Book[];
  readonly #byId: ReadonlyMap<CrossingId, Truck>;
  readonly #round: readonly Turn[];
  readonly #leadMs: number;
  readonly #road: Truck[] = [];
  readonly #yard = new Set<Truck>();
  readonly #holders = new Set<Truck>();
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
    this.#round = roundOf(defaultRatio(episode.queue.direction));
    this.#byId = new Map(trucks.map((truck) => [truck.crossingId, truck]));
    this.#books = trucks.map(() => ({
      state: 'unknown',
      placeAt: 0,
      plannedAt: null,
      liveAt: 0,
      toldAt: 0,
      aimAt: null,
      held: false,
      sent: 0,
    }));
    const halfFullMs = (episode.stagingPlaces / 2 / episode.assumedPerHour) * HOUR;
    this.#leadMs = Math.round(Math.min(2 * LEAST_LEAD_MS, Math.max(LEAST_LEAD_MS, halfFullMs)));
    for (const truck of trucks) {
      const asksAt = truck.wantedAt - ASSUMED.bookingLeadHours * HOUR;
      if (truck.booked) {
        ground.clock.at(asksAt, () => this.#ask(truck));
        if (!truck.noShow) ground.clock.at(truck.wantedAt, () => this.#hold(truck));
      }
      if (!truck.booked) ground.clock.at(truck.wantedAt + truck.lateMs, () => this.#come(truck));
    }
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

  /** What each was promised first, and what it was told last. */
  promises(): { readonly plannedAt: number | null; readonly toldAt: number }[] {
    return this.#books;
  }

  #bookOf(truck: Truck): Book {
    const book = this.#books[truck.index];
    if (book === undefined) throw new Error(`no book of ${truck.index}`);
    return book;
  }

  #ask(truck: Truck): void {
    const book = this.#bookOf(truck);
    book.placeAt = Math.max(truck.wantedAt, this.#ground.clock.now);
    book.plannedAt = null;
    if (book.state === 'unknown') book.state = 'asking';
    this.#holders.add(truck);
  }

  #hold(truck: Truck): void {
    const book = this.#bookOf(truck);
    if (book.aimAt !== null && book.aimAt <= this.#ground.clock.now) return;
    book.held = true;
    this.#ground.wait(truck);
    this.#ground.held += 1;
  }

  #letGo(truck: Truck): void {
    const book = this.#bookOf(truck);
    if (!book.held) return;
    this.#ground.held -= 1;
    book.held = false;
    this.#ground.goOn(truck);
  }

  /** It stands at the yard. */
  #come(truck: Truck): void {
    const book = this.#bookOf(truck);
    this.#ground.came(truck);
    book.state = 'road';
    if (!this.#holders.has(truck)) {
      const late = placeAfterLateness({
        toldAt: book.toldAt,
        cameAt: this.#ground.clock.now,
        postponed: false,
      });
      if (truck.booked && late.kind !== 'lost') this.#holders.add(truck);
      else {
        // A walk-up, or somebody whose place is lost: the next free place is given now.
        this.#ask(truck);
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

  #believed(): Acceptance {
    const { now } = this.#ground.clock;
    const recent = <T>(list: readonly T[]) => list.slice(-1200);
    const measured = measureExits({
      now,
      leftAt: recent(this.#ground.leftAt),
      ready: recent(this.#ground.readySince),
      open: this.#episode.open,
    });
    return acceptance({
      now,
      told: this.#episode.told,
      measured: this.#options.measuring ? measured : null,
      assumedPerHour: Math.round(this.#episode.assumedPerHour),
    });
  }

  #work(): void {
    const { now } = this.#ground.clock;
    const figure = this.#believed();
    this.#forgetNoShows();
    if (this.#unplaced || now - this.#retimedAt >= RETIME_EVERY_MS) this.#retime(figure);
    this.#call(figure);
  }

  #forgetNoShows(): void {
    const { now } = this.#ground.clock;
    for (const truck of this.#holders) {
      const { state, toldAt, liveAt } = this.#bookOf(truck);
      const away = state === 'coming' || state === 'home';
      // While the line itself is late nobody's lateness is counted.
      if (away && now > toldAt + GRACE_MS && liveAt <= now + RETIME_EVERY_MS) this.#holders.delete(truck);
    }
  }

  readonly #limitOf = (goods: GoodsClass, at: number) =>
    leverLimit(this.#options.levers, this.#episode.queue, goods, at);

  #retime(figure: Acceptance): void {
    const { now } = this.#ground.clock;
    const { open, ownPerHour } = this.#episode;
    const lanes = Math.max(1, Math.round(ownPerHour / LANE_PER_HOUR)) * LANE_PER_HOUR;
    const hours = hourCapacities({
      from: now - (now % HOUR),
      // As far as the line can reach, were the gate open eight hours a day.
      hours:
        24 *
        Math.min(DRAIN_DAYS, 2 + Math.ceil(this.#holders.size / Math.max(1, 8 * figure.vehiclesPerHour))),
      // What is left of this hour, less those who are on their way to it already.
      open: open
        .map((each) => ({ from: Math.max(each.from, now), to: each.to }))
        .filter(({ from, to }) => from < to),
      rates: () => ({ gate: lanes, yard: null, neighbour: figure.vehiclesPerHour }),
    });
    let out = this.#out;
    const free = hours.map((hour) => {
      const taken = Math.min(out, hour.places);
      out -= taken;
      return { ...hour, places: hour.places - taken };
    });
    const holders: Holder[] = [...this.#holders].map((truck) => {
      const { state, placeAt, plannedAt, toldAt } = this.#bookOf(truck);
      const drive = now + ASSUMED.departBeforeHours * HOUR;
      const expected = state === 'asking' ? drive : Math.min(drive, this.#aimOf(toldAt));
      const soonest = Math.max(now, expected);
      return {
        crossingId: truck.crossingId,
        class: truck.class,
        placeAt,
        plannedAt,
        earliestAt: state === 'yard' || state === 'road' ? now : Math.max(soonest, truck.wantedAt),
      };
    });
    const places = assignPlaces({
      hours: free,
      holders,
      round: this.#round,
      position: this.#position,
      limitOf: this.#limitOf,
    });
    for (const truck of this.#holders) this.#tell(truck, places, now);
    this.figures.push({ at: now, figure, behind: minutesBehind(holders, places, now) });
    this.#unplaced = false;
    this.#retimedAt = now;
  }

  #tell(truck: Truck, places: Places, now: number): void {
    const book = this.#bookOf(truck);
    // Beyond the last hour that is reckoned: no time yet, and asked to stay where it is.
    book.liveAt = places.liveAt.get(truck.crossingId) ?? now + DRAIN_DAYS * DAY;
    book.plannedAt ??= book.liveAt;
    if (book.state === 'asking') {
      book.state = 'home';
      book.toldAt = book.liveAt;
      this.#plan(truck);
      return;
    }
    if (book.state !== 'home') return;
    const least = Math.max(TELL_FROM_MS, TELL_FROM_SHARE * (book.toldAt - now));
    // Nobody is asked to be there sooner than can be.
    const sooner = Math.max(book.liveAt, now + LEAST_LEAD_MS);
    // Later is worth saying only to somebody who can still stay.
    const later = book.liveAt > Math.max(book.toldAt + least, now + LEAST_LEAD_MS);
    if (!later && sooner >= book.toldAt - least) return;
    this.messages += 1;
    book.sent += 1;
    if (!hears(truck, book.sent)) return;
    book.toldAt = later ? book.liveAt : sooner;
    if (!later) this.#plan(truck);
  }

  /** When to be in the yard for a live time: so many hours of an open gate before it. */
  #aimOf(liveAt: number): number {
    return Math.min(liveAt - LEAST_LEAD_MS, before(this.#episode.open, liveAt, this.#leadMs));
  }

  /** The driver leaves so as to be in the yard in time, unless told something else before that. */
  #plan(truck: Truck): void {
    const book = this.#bookOf(truck);
    const aim = Math.max(truck.wantedAt, this.#aimOf(book.toldAt));
    const { clock } = this.#ground;
    clock.at(aim - ASSUMED.departBeforeHours * HOUR, () => {
      if (book.state !== 'home') return;
      if (Math.max(truck.wantedAt, this.#aimOf(book.toldAt)) > aim) return this.#plan(truck);
      if (truck.noShow) return;
      book.state = 'coming';
      const soonest = clock.now + ASSUMED.departBeforeHours * HOUR;
      const aimAt = Math.max(soonest, aim);
      book.aimAt = aimAt;
      clock.at(aimAt, () => this.#letGo(truck));
      clock.at(aimAt + truck.lateMs, () => this.#come(truck));
    });
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
    const limitOf = (goods: GoodsClass) => {
      const perHour = this.#limitOf(goods, now);
      if (perHour === null) return null;
      return Math.max(0, perHour - this.#calledAt.filter((each) => each.goods === goods).length);
    };
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
    this.calls += 1;
    this.#out += 1;
    this.#yard.delete(truck);
    this.#ground.goOn(truck);
    this.#ground.staged = this.#yard.size;
    if (first && truck.missesCall) {
      this.missed += 1;
      clock.at(clock.now + ANSWER_MS, () => this.#back(truck));
      return;
    }
    book.state = 'called';
    trace.sentAt = clock.now;
    this.#holders.delete(truck);
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
    this.#holders.add(truck);
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
