import type { GateSnapshot } from '@/domain/board/snapshot';
import { type FlowLevel, flowLevel } from '@/domain/flow/level';
import type { Stage } from '@/domain/shared/vocabulary';

/** The places of the flow strip, inland to border. The border itself is drawn after the last. */
export const PLACES = ['staging', 'called', 'inside'] as const;
export type Place = (typeof PLACES)[number];

/** Gate, yard and line are one area: the places published for a gate are those of all three. */
const STAGES_OF = {
  staging: ['staging'],
  called: ['called'],
  inside: ['gate', 'yard', 'line'],
} as const satisfies Record<Place, readonly Stage[]>;

export type PlaceFigure = {
  readonly place: Place;
  readonly export: number;
  readonly import: number;
  readonly total: number;
  /** Vehicles that can stand there; null where nobody has published it. */
  readonly capacity: number | null;
  readonly level: FlowLevel | null;
};

const capacityOf = ({ capacity }: GateSnapshot, place: Place): number | null =>
  place === 'staging' ? capacity.staging : place === 'inside' ? capacity.gate : null;

/** How many stand where, both directions. */
export function placeFigures(snapshot: GateSnapshot): readonly PlaceFigure[] {
  return PLACES.map((place) => {
    const at = (direction: 'export' | 'import') =>
      STAGES_OF[place].reduce((sum, stage) => sum + snapshot.counts[direction][stage], 0);
    const [outward, inward] = [at('export'), at('import')];
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
