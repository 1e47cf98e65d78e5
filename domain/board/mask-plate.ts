import { displayPlate } from '../identifiers/plate';
import type { GateSnapshot } from './snapshot';

/** How plates stand on the boards: whole, so that everybody can check the order, or only enough to know one's own. */
export const BOARD_PLATES = ['full', 'masked'] as const;
export type BoardPlates = (typeof BOARD_PLATES)[number];

const DOT = '•';
/** Signs behind the province and series that stay readable at the end. */
const LAST = 2;

/**
 * BO-5: head and the last two signs of a plate, the rest dots: `51C-•••.45`, `桂F·•••93`. What is no plate keeps its
 * first and its last sign. Masking twice is masking once.
 */
export function maskPlate(plate: string): string {
  if (plate.includes(DOT)) return plate;
  const { text } = displayPlate(plate);
  const cut = text.search(/[-·]/);
  const head = cut === -1 ? 1 : cut + 1;
  const signs = [...text.slice(head)];
  const places = signs.flatMap((sign, at) => (sign === '.' ? [] : [at]));
  const kept = new Set(places.slice(cut === -1 ? -1 : -LAST));
  return text.slice(0, head) + signs.map((sign, at) => (sign === '.' || kept.has(at) ? sign : DOT)).join('');
}

type Shown = Pick<GateSnapshot, 'latest' | 'flow'>;

/** BO-5: the plates of a snapshot as this installation shows them; nothing else changes. */
export function withPlates<T extends Shown>(snapshot: T, plates: BoardPlates): T {
  if (plates === 'full') return snapshot;
  const masked = <V extends { readonly plate: string }>(vehicles: readonly V[]): readonly V[] =>
    vehicles.map((vehicle) => ({ ...vehicle, plate: maskPlate(vehicle.plate) }));
  const { latest, flow } = snapshot;
  const way = (direction: 'export' | 'import', of: NonNullable<Shown['flow']>) => ({
    ...of[direction],
    next: masked(of[direction].next),
    called: masked(of[direction].called),
  });
  return {
    ...snapshot,
    latest: masked(latest),
    flow: flow === null ? null : { export: way('export', flow), import: way('import', flow) },
  };
}
