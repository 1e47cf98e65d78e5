import type { EpisodeQueue } from './episode';
import { HOUR } from './episode';
import type { Ground } from './ground';
import { comesAt, type Truck } from './trucks';

/** What everybody did before there were rules: drive to the gate and stand there. */
export function firstCome(ground: Ground, trucks: readonly Truck[]): void {
  for (const truck of trucks) if (!truck.noShow) ground.clock.at(comesAt(truck), () => ground.arrive(truck));
}

/** The same, with the staging yards as a car park before the gate: as many go in as have room inside, as they came. */
export function firstComeYards(ground: Ground, trucks: readonly Truck[], episode: EpisodeQueue): void {
  const yard: Truck[] = [];
  const road: Truck[] = [];
  let under = 0;
  const proceed = () => {
    for (let free = true; free; ) {
      free = false;
      const first = yard[0];
      if (first !== undefined && ground.isOpen() && under + ground.inside < episode.insidePlaces) {
        yard.shift();
        ground.goOn(first);
        ground.staged -= 1;
        under += 1;
        ground.clock.at(ground.clock.now + first.travelMs, () => {
          under -= 1;
          ground.arrive(first);
        });
        free = true;
      }
      const next = ground.staged < episode.stagingPlaces ? road.shift() : undefined;
      if (next !== undefined) {
        ground.offRoad(next);
        ground.staged += 1;
        yard.push(next);
        free = true;
      }
    }
  };
  ground.onTaken = proceed;
  for (const { from } of episode.open) ground.clock.at(from, proceed);
  for (const truck of trucks) {
    if (truck.noShow) continue;
    ground.clock.at(comesAt(truck), () => {
      ground.came(truck);
      road.push(truck);
      ground.toRoad(truck);
      proceed();
    });
  }
}

/**
 * Slots by the hour that know nothing of the neighbour: as many as were agreed or as our own gate takes, promised once,
 * driven to straight. Who has none comes when it likes.
 */
export function fixedSlots(
  ground: Ground,
  trucks: readonly Truck[],
  episode: EpisodeQueue,
): Map<Truck, number> {
  const given = new Map<number, number>();
  const slots = new Map<Truck, number>();
  for (const truck of trucks) {
    if (!truck.booked) {
      ground.clock.at(comesAt(truck), () => ground.arrive(truck));
      continue;
    }
    const slotAt = firstSlot(episode, given, truck.wantedAt);
    slots.set(truck, slotAt);
    if (truck.noShow) continue;
    if (slotAt > truck.wantedAt) {
      ground.clock.at(truck.wantedAt, () => {
        ground.held += 1;
        ground.wait(truck);
      });
      ground.clock.at(slotAt, () => {
        ground.held -= 1;
        ground.goOn(truck);
      });
    }
    ground.clock.at(slotAt + truck.lateMs, () => ground.arrive(truck));
  }
  return slots;
}

function firstSlot(episode: EpisodeQueue, given: Map<number, number>, wantedAt: number): number {
  for (const { from, to } of episode.open) {
    for (let hour = Math.max(from, wantedAt - ((wantedAt - from) % HOUR)); hour < to; hour += HOUR) {
      const count = given.get(hour) ?? 0;
      const room = episode.fixedSlotsPerHour(hour) * Math.min(1, (to - hour) / HOUR);
      if (count + 1 > room + 1e-9) continue;
      given.set(hour, count + 1);
      const within = hour + Math.floor((count / Math.max(1, room)) * HOUR);
      return Math.max(within, wantedAt);
    }
  }
  return wantedAt;
}
