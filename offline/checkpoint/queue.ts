import type { Waiting } from '@/domain/crossing/state';
import { waitHere } from '@/domain/process/wait-here';
import type { CrossingId } from '@/domain/shared/identity';
import type { LocalText } from '@/domain/shared/vocabulary';
import type { Store } from '../store/store';
import type { Post } from './assemble-vehicle';
import type { Subject, Vehicle } from './outcome';

/** One vehicle that waits for this post's agency, as this tablet knows it. */
export type QueueEntry = Subject & {
  readonly plate: string;
  readonly goodsName: string | null;
  readonly wait: Waiting;
  /** Null for what was ordered beside the steps. */
  readonly stepName: LocalText | null;
};

/** Rows read and opened at once; between two handfuls a scan gets its turn. */
const HANDFUL = 16;
/** An end can still be taken back in its first seconds; after that the vehicle is not looked at again. */
const SETTLED_MS = 10 * 60_000;

/**
 * Who waits here, oldest first, from this tablet's own data (OF-41). Only vehicles that somebody at the gate has seen are
 * opened, and those that left are opened once.
 */
export function createQueue(ports: {
  readonly store: Pick<Store, 'crossingsSeen'>;
  readonly vehicle: (subject: Subject) => Promise<Vehicle>;
  readonly post: () => Post;
  /** Corrected clock, ms. */
  readonly now: () => Promise<number>;
}): () => Promise<readonly QueueEntry[]> {
  const gone = new Set<CrossingId>();
  return async () => {
    const [seen, now] = [await ports.store.crossingsSeen(), await ports.now()];
    const live = seen.filter((id) => !gone.has(id));
    const entries: QueueEntry[] = [];
    for (let from = 0; from < live.length; from += HANDFUL) {
      const handful = live.slice(from, from + HANDFUL);
      const vehicles = await Promise.all(
        handful.map((crossingId) => ports.vehicle({ crossingId, passId: null })),
      );
      for (const vehicle of vehicles) {
        const { crossing, crossingId } = vehicle;
        if (crossing?.ended && crossingId !== null && now - crossing.ended.at > SETTLED_MS)
          gone.add(crossingId);
        const entry = entryOf(vehicle, ports.post());
        if (entry !== null) entries.push(entry);
      }
    }
    return entries.sort((a, b) => a.wait.since - b.wait.since);
  };
}

function entryOf(vehicle: Vehicle, { agency, stage }: Post): QueueEntry | null {
  const { crossing, process, crossingId, passId } = vehicle;
  const plate = (crossing?.binding ?? vehicle.claims?.binding)?.plate;
  const wait = crossing === null ? null : waitHere(process, crossing, agency, stage);
  if (wait === null || plate === undefined) return null;
  return {
    crossingId,
    passId,
    plate,
    goodsName: crossing?.declared?.goods.name ?? vehicle.record?.goodsName ?? null,
    wait,
    stepName: process?.steps.find(({ id }) => id === wait.step)?.name ?? null,
  };
}
