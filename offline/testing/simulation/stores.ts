import type { SimulatedCentre } from './centre';
import { memoryCentre } from './memory-centre';
import type { WorldOrder } from './world';

/** Small, so that every reading goes over several pages. */
export const SMALL_PAGES = 7;

export type Stores = {
  readonly orderOf: (seed: number) => Pick<WorldOrder, 'makeCentre' | 'dexie'>;
  readonly close: () => Promise<void>;
};

export const inMemory = (pageSize = SMALL_PAGES): Pick<WorldOrder, 'makeCentre' | 'dexie'> => ({
  makeCentre: async (gates, keys): Promise<SimulatedCentre> => memoryCentre(gates, keys, pageSize),
  dexie: null,
});

export async function storeKinds(kind: string): Promise<Stores> {
  switch (kind) {
    case 'memory':
      return { orderOf: () => inMemory(), close: async () => undefined };
    case 'dexie': {
      const { indexedStore } = await import('./indexed-stores');
      return { orderOf: () => ({ ...inMemory(), dexie: indexedStore }), close: async () => undefined };
    }
    default:
      throw new Error(`no store ${kind}: memory, dexie or postgres`);
  }
}
