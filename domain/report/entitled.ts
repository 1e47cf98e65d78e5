import { type Call, stateOfCall } from '../flow/calls';
import type { CrossingId } from '../shared/identity';

/** When each vehicle was called, ms, by its newest call that was not taken back. */
export function calledTimes(calls: readonly Call[], until: number): ReadonlyMap<CrossingId, number> {
  const times = new Map<CrossingId, number>();
  // Newest first: the first one found holds.
  for (const call of calls) {
    const { sentAt, vehicles } = stateOfCall(call, new Set(), until);
    if (sentAt === null) continue;
    for (const [crossingId, state] of vehicles)
      if (state !== 'recalled' && !times.has(crossingId)) times.set(crossingId, sentAt);
  }
  return times;
}

/**
 * A vehicle's place in the entitled order (RP-14, RP-19), ms: its call where vehicles are called, and whoever nobody
 * called comes after all who were; elsewhere its arrival.
 */
export function entitledAt(
  vehicle: { readonly crossingId: CrossingId; readonly arrivedAt: number; readonly twoStage: boolean },
  called: ReadonlyMap<CrossingId, number>,
  until: number,
): number {
  if (!vehicle.twoStage || called.size === 0) return vehicle.arrivedAt;
  return called.get(vehicle.crossingId) ?? until;
}
