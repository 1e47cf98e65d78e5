import { inYardAt, isGivenUp, newsFor, yardLeadMs } from '../holders';
import type { Holder, Places } from '../places';
import { DAY, DRAIN_DAYS, type EpisodeQueue, HOUR, MINUTE } from './episode';
import type { Ground } from './ground';
import { ASSUMED, BEHAVIOUR } from './scenarios';
import { hears, type Truck } from './trucks';

const LATENESS_P90_MS = BEHAVIOUR.latenessMinutes.p90 * MINUTE;
const DRIVE_MS = ASSUMED.departBeforeHours * HOUR;

export type Book = {
  state: 'unknown' | 'asking' | 'home' | 'coming' | 'road' | 'yard' | 'called' | 'gone';
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

/** Those who have a place, from their asking until they stand at the yard: what they are told, and what they do then. */
export class Drivers {
  readonly holders = new Set<Truck>();
  messages = 0;
  readonly #ground: Ground;
  readonly #episode: EpisodeQueue;
  readonly #books: readonly Book[];
  readonly #lead: { readonly leadMs: number; readonly latenessP90Ms: number };
  readonly #come: (truck: Truck) => void;

  constructor(ground: Ground, trucks: readonly Truck[], episode: EpisodeQueue, come: (truck: Truck) => void) {
    this.#ground = ground;
    this.#episode = episode;
    this.#come = come;
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
    const leadMs = yardLeadMs({
      latenessP90Ms: LATENESS_P90_MS,
      places: episode.stagingPlaces,
      vehiclesPerHour: episode.assumedPerHour,
    });
    this.#lead = { leadMs, latenessP90Ms: LATENESS_P90_MS };
    for (const truck of trucks) {
      if (!truck.booked) {
        ground.clock.at(truck.wantedAt + truck.lateMs, () => come(truck));
        continue;
      }
      ground.clock.at(truck.wantedAt - ASSUMED.bookingLeadHours * HOUR, () => this.ask(truck));
      if (!truck.noShow) ground.clock.at(truck.wantedAt, () => this.#hold(truck));
    }
  }

  /** What each was promised first. */
  get promises(): readonly { readonly plannedAt: number | null }[] {
    return this.#books;
  }

  bookOf(truck: Truck): Book {
    const book = this.#books[truck.index];
    if (book === undefined) throw new Error(`no book of ${truck.index}`);
    return book;
  }

  ask(truck: Truck): void {
    const book = this.bookOf(truck);
    book.placeAt = Math.max(truck.wantedAt, this.#ground.clock.now);
    book.plannedAt = null;
    if (book.state === 'unknown') book.state = 'asking';
    this.holders.add(truck);
  }

  giveUpTheLate(): void {
    const { now } = this.#ground.clock;
    for (const truck of this.holders) {
      const { state, toldAt, liveAt } = this.bookOf(truck);
      const away = state === 'coming' || state === 'home';
      if (away && isGivenUp({ now, toldAt, liveAt })) this.holders.delete(truck);
    }
  }

  /** As the centre knows it: in the yard, or as soon as it can have come by what it was told. */
  holderOf(truck: Truck): Holder {
    const { now } = this.#ground.clock;
    const { state, placeAt, plannedAt, toldAt } = this.bookOf(truck);
    const drive = now + DRIVE_MS;
    const expected =
      state === 'asking' ? drive : Math.min(drive, inYardAt(this.#episode.open, toldAt, this.#lead));
    const here = state === 'yard' || state === 'road';
    const earliestAt = here ? now : Math.max(now, expected, truck.wantedAt);
    return {
      crossingId: truck.crossingId,
      class: truck.class,
      placeAt,
      plannedAt,
      earliestAt,
      declared: null,
    };
  }

  tell(places: Places): void {
    const { now } = this.#ground.clock;
    for (const truck of this.holders) {
      const book = this.bookOf(truck);
      // Beyond the last hour that is reckoned: no time yet, and asked to stay where it is.
      book.liveAt = places.liveAt.get(truck.crossingId) ?? now + DRAIN_DAYS * DAY;
      book.plannedAt ??= book.liveAt;
      if (book.state === 'asking') {
        book.state = 'home';
        book.toldAt = book.liveAt;
        this.#leaveInTime(truck);
      } else if (book.state === 'home') this.#tellNews(truck, book);
    }
  }

  #tellNews(truck: Truck, book: Book): void {
    const { now } = this.#ground.clock;
    const news = newsFor({ now, liveAt: book.liveAt, toldAt: book.toldAt, latenessP90Ms: LATENESS_P90_MS });
    if (news === null) return;
    this.messages += 1;
    book.sent += 1;
    if (!hears(truck, book.sent)) return;
    book.toldAt = news.tellAt;
    if (news.kind === 'sooner') this.#leaveInTime(truck);
  }

  /** Leaves so as to be in the yard in time, unless told something else before that. */
  #leaveInTime(truck: Truck): void {
    const book = this.bookOf(truck);
    const { clock } = this.#ground;
    const aimNow = () => Math.max(truck.wantedAt, inYardAt(this.#episode.open, book.toldAt, this.#lead));
    const aim = aimNow();
    clock.at(aim - DRIVE_MS, () => {
      if (book.state !== 'home') return;
      if (aimNow() > aim) return this.#leaveInTime(truck);
      if (truck.noShow) return;
      book.state = 'coming';
      const aimAt = Math.max(clock.now + DRIVE_MS, aim);
      book.aimAt = aimAt;
      clock.at(aimAt, () => this.#letGo(truck));
      clock.at(aimAt + truck.lateMs, () => this.#come(truck));
    });
  }

  #hold(truck: Truck): void {
    const book = this.bookOf(truck);
    if (book.aimAt !== null && book.aimAt <= this.#ground.clock.now) return;
    book.held = true;
    this.#ground.wait(truck);
    this.#ground.held += 1;
  }

  #letGo(truck: Truck): void {
    const book = this.bookOf(truck);
    if (!book.held) return;
    this.#ground.held -= 1;
    book.held = false;
    this.#ground.goOn(truck);
  }
}
