import type { GateSnapshot } from '@/domain/board/snapshot';
import { type FlowLevel, flowLevel } from '@/domain/flow/level';

/** The places of the flow strip, inland to border. The border itself is drawn after the last. */
export const PLACES = ['staging', 'called', 'gate', 'yard', 'line'] as const;
export type Place = (typeof PLACES)[number];

export type PlaceFigure = {
  readonly place: Place;
  readonly export: number;
  readonly import: number;
  readonly total: number;
  /** Vehicles that can stand there; null where nobody has published it. */
  readonly capacity: number | null;
  readonly level: FlowLevel | null;
};

const capacityOf = (snapshot: GateSnapshot, place: Place): number | null =>
  place === 'staging' || place === 'gate' ? snapshot.capacity[place] : null;

/** How many stand where, both directions. The gate's capacity covers its yard too: gate and yard are one area. */
export function placeFigures(snapshot: GateSnapshot): readonly PlaceFigure[] {
  return PLACES.map((place) => {
    const outward = snapshot.counts.export[place];
    const inward = snapshot.counts.import[place];
    const total = outward + inward;
    const capacity = capacityOf(snapshot, place);
    return {
      place,
      export: outward,
      import: inward,
      total,
      capacity,
      level: flowLevel({ kind: 'gate', standing: total, capacity }),
    };
  });
}

/** Vehicles here and not yet gone, both directions; what the province's levels count. */
export const vehiclesWaiting = (snapshot: GateSnapshot): number =>
  placeFigures(snapshot).reduce((sum, figure) => sum + figure.total, 0);

/** The national map's four steps for so many vehicles: a gate's dot and the province's are judged alike. */
export const nationalLevel = (waiting: number): FlowLevel =>
  flowLevel({ kind: 'province', waiting }) ?? 'green';
