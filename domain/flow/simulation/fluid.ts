import { overlap } from '../intervals';
import { ORDER_CLASSES, type OrderClass } from '../order-class';
import { defaultRatio } from '../ratios';
import type { EpisodeQueue } from './episode';
import { HOUR, MINUTE } from './episode';
import { comesAt, soonestAtLine, type Truck } from './trucks';

const STEP_MS = 2 * MINUTE;

/**
 * The fluid lower bound (FL-36): vehicles as a liquid that nobody has to call. Each reaches the line as early as its own
 * journey and its own processing in an open gate allow; the neighbour takes at its true rate without a pause, shared out
 * by the turns of a round among the classes that wait. How long each then waits, ms, by its index.
 */
export function fluidWaits(episode: EpisodeQueue, trucks: readonly Truck[]): ReadonlyMap<number, number> {
  const ratio = defaultRatio(episode.queue.direction);
  const lines = ORDER_CLASSES.map((order) => ({
    weight: Math.max(ratio[order] ?? 0, 1e-9),
    vehicles: vehiclesOf(order, episode, trucks),
    came: 0,
    taken: 0,
    gone: 0,
  })).filter(({ vehicles }) => vehicles.length > 0);
  const waits = new Map<number, number>();
  const last = episode.open.at(-1)?.to ?? episode.startsAt;
  for (let at = episode.startsAt; at < last; at += STEP_MS) {
    const to = at + STEP_MS;
    for (const line of lines) while ((line.vehicles[line.came]?.readyAt ?? to) < to) line.came += 1;
    let capacity = (episode.taken(at) * overlap(episode.open, { from: at, to })) / HOUR;
    // Who is being taken when it closes is taken.
    if (episode.open.some((each) => at < each.to && each.to <= to)) capacity += 1;
    while (capacity > 1e-9) {
      const waiting = lines.filter(({ came, taken }) => came - taken > 1e-9);
      const weights = waiting.reduce((sum, { weight }) => sum + weight, 0);
      if (waiting.length === 0) break;
      // As far as the first of them is empty; then what is left is shared anew.
      const until = Math.min(
        capacity / weights,
        ...waiting.map(({ came, taken, weight }) => (came - taken) / weight),
      );
      for (const line of waiting) line.taken += until * line.weight;
      capacity -= until * weights;
    }
    for (const line of lines)
      while (line.gone + 1 <= line.taken + 1e-6) {
        const vehicle = line.vehicles[line.gone];
        if (vehicle === undefined) break;
        // The begin of the step in which the last of it went: never later than it was.
        waits.set(vehicle.index, Math.max(0, Math.max(at, vehicle.readyAt) - vehicle.cameAt));
        line.gone += 1;
      }
    if (lines.every(({ gone, vehicles }) => gone === vehicles.length)) break;
  }
  return waits;
}

type Vehicle = { readonly index: number; readonly cameAt: number; readonly readyAt: number };

function vehiclesOf(order: OrderClass, episode: EpisodeQueue, trucks: readonly Truck[]): Vehicle[] {
  return trucks
    .filter((truck) => truck.class === order && !truck.noShow)
    .map((truck) => ({
      index: truck.index,
      cameAt: comesAt(truck),
      readyAt: soonestAtLine(truck, episode.open),
    }))
    .sort((a, b) => a.readyAt - b.readyAt);
}
