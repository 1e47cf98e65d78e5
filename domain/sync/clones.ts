import { fastestTravelMs } from '../gate/travel';
import type { CrossingId, DeviceId, EventId, GateId, PassId } from '../shared/identity';
import type { Incident } from './incident';
import { incidentId } from './incident-id';

/** Where a pass was read off a vehicle. `at`: device-corrected time (EV-5), ms. */
export type Sighting = {
  readonly gateId: GateId;
  readonly eventId: EventId;
  readonly device: DeviceId;
  /** Null where the gate does not know the pass. */
  readonly crossingId: CrossingId | null;
  readonly passId: PassId | null;
  /** Of the tractor, whole: without its province two lorries would be one. */
  readonly plate: string | null;
  readonly at: number;
};

type Pair = { readonly earlier: Sighting; readonly later: Sighting; readonly gapMs: number };

/**
 * IN-9: one identity, a pass or a plate, at two gates in less time than the road allows. A function of the set: per pair
 * of trips the two sightings closest in time are the facts, the id is of the trips, so that more sightings rename
 * nothing. Told at both gates.
 */
export function findClones(sightings: Iterable<Sighting>): readonly Incident[] {
  const all = [...new Map([...sightings].map((one) => [one.eventId, one])).values()].sort(byTime);
  const closest = new Map<string, Pair>();
  // Of every trip the latest sighting so far, by identity: whatever else it has is further away from all that follow.
  // Every pair of sightings looked at would hold up the centre for seconds when a province comes back at once.
  const latest = new Map<string, Map<string, Sighting>>();
  for (const later of all) {
    for (const identity of identitiesOf(later)) {
      const trips = latest.get(identity) ?? new Map<string, Sighting>();
      latest.set(identity, trips);
      for (const earlier of trips.values()) keepCloser(closest, earlier, later);
      const trip = tripOf(later);
      const held = trips.get(trip);
      if (held === undefined || held.at < later.at) trips.set(trip, later);
    }
  }
  return [...closest].flatMap(([trips, pair]) => incidentsOf(trips, pair));
}

const byTime = (a: Sighting, b: Sighting): number => a.at - b.at || (a.eventId < b.eventId ? -1 : 1);

const identitiesOf = ({ passId, plate }: Sighting): readonly string[] => [
  ...(passId === null ? [] : [`pass ${passId}`]),
  ...(plate === null ? [] : [`plate ${plate}`]),
];

function keepCloser(closest: Map<string, Pair>, earlier: Sighting, later: Sighting): void {
  const gapMs = later.at - earlier.at;
  if (earlier.gateId === later.gateId || gapMs >= fastestTravelMs(earlier.gateId, later.gateId)) return;
  const trips = [tripOf(earlier), tripOf(later)].sort().join('\n');
  const held = closest.get(trips);
  const isCloser =
    held === undefined ||
    gapMs < held.gapMs ||
    (gapMs === held.gapMs && held.later === later && byTime(earlier, held.earlier) < 0);
  if (isCloser) closest.set(trips, { earlier, later, gapMs });
}

/** The trip a sighting belongs to at its gate: its crossing, else the pass that was shown. */
const tripOf = (one: Sighting): string => `${one.gateId} ${one.crossingId ?? one.passId ?? one.eventId}`;

function incidentsOf(trips: string, { earlier, later }: Pair): readonly Incident[] {
  return [earlier, later].map(
    (here): Incident => ({
      id: incidentId('clone', trips),
      gateId: here.gateId,
      kind: 'clone',
      severity: 'serious',
      crossingId: here.crossingId,
      passId: here.passId,
      devices: [...new Set([earlier.device, later.device])],
      events: [earlier.eventId, later.eventId],
      at: later.at,
      resolved: null,
    }),
  );
}
