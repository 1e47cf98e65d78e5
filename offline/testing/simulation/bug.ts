import type { Store } from '../../store/store';
import type { Transport } from '../../sync/transport';
import type { SimulatedCentre } from './centre';
import type { SimulatedTablet } from './simulated-tablet';
import type { World } from './world';

export type Place = { readonly tablet: SimulatedTablet; readonly world: World };

/**
 * A planted bug: one part misbehaves in one way. It wraps a part of the tablet or of the centre; nothing of it stands
 * in the product. The simulation has to find it.
 */
export type Bug = {
  readonly name: string;
  readonly store?: (inner: Store, place: Place) => Store;
  readonly transport?: (inner: Transport, place: Place) => Transport;
  readonly centre?: (inner: SimulatedCentre, world: World) => SimulatedCentre;
};
