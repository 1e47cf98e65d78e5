import type { Interval } from '../intervals';
import { overlap } from '../intervals';
import { chanceOf } from './chance';
import { Clockwork } from './clockwork';
import { type EpisodeQueue, HOUR, MINUTE } from './episode';
import { ASSUMED, BEHAVIOUR } from './scenarios';
import { soonestAtLine, type Truck } from './trucks';

/** What became of one vehicle, ms; null: not (yet). */
export type Trace = {
  arrivedAt: number | null;
  stagedAt: number | null;
  calledAt: number | null;
  /** Left for the gate: called and coming, or simply gone there. */
  sentAt: number | null;
  enteredAt: number | null;
  takenAt: number | null;
  roadMs: number;
  roadSince: number | null;
  /** Stood inside when the gate closed for the day. */
  leftOver: boolean;
};
/** Where vehicles stood at a time: one point of the drawing. */
export type Sample = {
  readonly at: number;
  readonly home: number;
  readonly road: number;
  readonly staging: number;
  readonly inside: number;
};

const MEAN_OVER_MEDIAN = (median: number, p90: number) =>
  Math.exp((Math.log(p90 / median) / 1.2816) ** 2 / 2);

/** Vehicles that one lane of the gate processes in an hour, from the published service times. */
export const LANE_PER_HOUR = (() => {
  const { median, p90 } = BEHAVIOUR.gateServiceMinutes;
  return 60 / (median * MEAN_OVER_MEDIAN(median, p90));
})();

/**
 * The gate and its road as they are, whatever policy sends vehicles to them:
 *
 *   road ─▶ inside (places) ─▶ a lane (service time) ─▶ line ─▶ taken by the neighbour, one at a time
 *
 * Nothing enters, begins or is taken while it is closed; what stands on the road at the gate enters as it came.
 */
export class Ground {
  readonly clock: Clockwork;
  readonly traces: readonly Trace[];
  readonly samples: Sample[] = [];
  readonly leftAt: number[] = [];
  readonly readySince: Interval[] = [];
  /** At home or on its way, because it was told to come later than it wanted. Who is late on top of that does not wait. */
  held = 0;
  staged = 0;
  readonly #waits = new Set<Truck>();
  /** Could stand at the line by now, and of these those that wait. */
  readonly #could = new Set<Truck>();
  #couldWait = 0;
  roadside = 0;
  peakRoadside = 0;
  /** Vehicles that the neighbour would have taken while it was open and anybody waited or stood at the line … */
  needed = 0;
  /** … of which it took none, as nobody stood at the line, though somebody waited … */
  idleAtAll = 0;
  /** … who could have stood there by then, had it been called as it came. */
  idle = 0;
  taken = 0;
  /** Called once at least, by their numbers; and those of them that stood inside at closing. */
  onTaken: (truck: Truck) => void = () => {};
  onEntered: (truck: Truck) => void = () => {};
  readonly #episode: EpisodeQueue;
  readonly #chance;
  readonly #atGate: Truck[] = [];
  readonly #inYard: Truck[] = [];
  readonly #atLine: Truck[] = [];
  #inside = 0;
  #lanes: number;
  #neighbourBusy = false;

  constructor(episode: EpisodeQueue, trucks: readonly Truck[], seed: number) {
    this.#episode = episode;
    this.#chance = chanceOf(seed ^ 0x5eed);
    this.#lanes = Math.max(1, Math.round(episode.ownPerHour / LANE_PER_HOUR));
    this.clock = new Clockwork(episode.startsAt, (from, to) => this.#passing(from, to));
    this.traces = trucks.map(() => ({
      arrivedAt: null,
      stagedAt: null,
      calledAt: null,
      sentAt: null,
      enteredAt: null,
      takenAt: null,
      roadMs: 0,
      roadSince: null,
      leftOver: false,
    }));
    for (const truck of trucks)
      if (!truck.noShow)
        this.clock.at(soonestAtLine(truck, episode.open), () => {
          this.#could.add(truck);
          if (this.#waits.has(truck)) this.#couldWait += 1;
        });
    for (const { from, to } of episode.open) {
      this.clock.at(from, () => this.#proceed());
      // A change of the neighbour's rate in the middle of an opening is seen at the next hour.
      for (let at = from + HOUR; at < to; at += HOUR) this.clock.at(at, () => this.#proceed());
      this.clock.at(to, () => this.#close());
    }
  }

  get inside(): number {
    return this.#inside;
  }

  isOpen(): boolean {
    const { now } = this.clock;
    return this.#episode.open.some(({ from, to }) => from <= now && now < to);
  }

  /** From now on it waits: held at home, on the road or in a yard. */
  wait(truck: Truck): void {
    if (this.#waits.has(truck)) return;
    this.#waits.add(truck);
    if (this.#could.has(truck)) this.#couldWait += 1;
  }

  /** It is called, or under way by its own lateness. */
  goOn(truck: Truck): void {
    if (this.#waits.delete(truck) && this.#could.has(truck)) this.#couldWait -= 1;
  }

  toRoad(truck: Truck): void {
    this.wait(truck);
    this.traceOf(truck).roadSince = this.clock.now;
    this.roadside += 1;
    this.peakRoadside = Math.max(this.peakRoadside, this.roadside);
  }

  offRoad(truck: Truck): void {
    const trace = this.traceOf(truck);
    if (trace.roadSince === null) return;
    trace.roadMs += this.clock.now - trace.roadSince;
    trace.roadSince = null;
    this.roadside -= 1;
  }

  traceOf(truck: Truck): Trace {
    const trace = this.traces[truck.index];
    if (trace === undefined) throw new Error(`no trace of ${truck.index}`);
    return trace;
  }

  /** A vehicle stands before the gate. */
  arrive(truck: Truck): void {
    this.came(truck);
    this.traceOf(truck).sentAt ??= this.clock.now;
    this.#atGate.push(truck);
    this.toRoad(truck);
    this.#proceed();
  }

  /** At the border for the first time, in a yard or on its road. */
  came(truck: Truck): void {
    this.traceOf(truck).arrivedAt ??= this.clock.now;
  }

  sample(): void {
    const { now: at } = this.clock;
    this.samples.push({
      at,
      home: this.held,
      road: this.roadside,
      staging: this.staged,
      inside: this.#inside,
    });
  }

  /** Whoever comes earliest stands where it can: everybody still there at the end waited until then. */
  finish(): void {
    for (const trace of this.traces)
      if (trace.roadSince !== null) trace.roadMs += this.clock.now - trace.roadSince;
  }

  #passing(from: number, to: number): void {
    if (this.#episode.taken(from) <= 0) return;
    const busy = this.#neighbourBusy || this.#atLine.length > 0;
    if (busy) this.#addReady(from, to);
    if (!busy && this.#waits.size === 0) return;
    const vehicles = (this.#episode.taken(from) * overlap(this.#episode.open, { from, to })) / HOUR;
    this.needed += vehicles;
    if (busy) return;
    this.idleAtAll += vehicles;
    if (this.#couldWait > 0) this.idle += vehicles;
  }

  #addReady(from: number, to: number): void {
    const last = this.readySince.at(-1);
    if (last !== undefined && last.to === from)
      this.readySince[this.readySince.length - 1] = { from: last.from, to };
    else this.readySince.push({ from, to });
  }

  #proceed(): void {
    if (!this.isOpen()) return;
    while (this.#inside < this.#episode.insidePlaces) {
      const truck = this.#atGate.shift();
      if (truck === undefined) break;
      this.offRoad(truck);
      this.goOn(truck);
      this.#inside += 1;
      this.traceOf(truck).enteredAt = this.clock.now;
      this.#inYard.push(truck);
      this.onEntered(truck);
    }
    while (this.#lanes > 0) {
      const truck = this.#inYard.shift();
      if (truck === undefined) break;
      this.#lanes -= 1;
      this.clock.at(this.clock.now + truck.serviceMs, () => {
        this.#lanes += 1;
        this.#atLine.push(truck);
        this.#proceed();
      });
    }
    this.#take();
  }

  #take(): void {
    const rate = this.#episode.taken(this.clock.now);
    if (this.#neighbourBusy || rate <= 0) return;
    const truck = this.#atLine.shift();
    if (truck === undefined) return;
    this.#neighbourBusy = true;
    const jitter = 1 + ASSUMED.takeJitter * (2 * this.#chance.next() - 1);
    this.clock.at(this.clock.now + Math.round((HOUR / rate) * jitter), () => {
      this.#neighbourBusy = false;
      this.#inside -= 1;
      this.taken += 1;
      this.traceOf(truck).takenAt = this.clock.now;
      this.leftAt.push(this.clock.now);
      this.onTaken(truck);
      this.#proceed();
    });
  }

  /** Closing for the night; a closure of less than an hour leaves nobody over. */
  #close(): void {
    const { now } = this.clock;
    const opensAgain = this.#episode.open.find(({ from }) => from >= now)?.from ?? Number.POSITIVE_INFINITY;
    if (opensAgain - now <= 60 * MINUTE) return;
    for (const trace of this.traces)
      if (trace.sentAt !== null && trace.takenAt === null) trace.leftOver = true;
  }
}
