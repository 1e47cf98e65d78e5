import type { CrossingKind, Direction, GoodsClass } from '../shared/vocabulary';

/**
 * Label -19, one unsigned integer:
 *
 *     bit  5 4 3 2   1              0
 *          kind      static print   direction: 0 export, 1 import
 *
 * Bits 6 and above are zero; a reader refuses them set, as it refuses a kind it does not know. Numbers are for ever:
 * they stand on printed passes, so they are written out here and never follow the order of a list elsewhere.
 */
const KIND_NUMBER: Readonly<Record<CrossingKind, number>> = {
  loaded: 0,
  transshipment: 1,
  'line-exchange': 2,
  transit: 3,
  empty: 4,
  'new-vehicle': 5,
};
const KIND_BY_NUMBER = invert(KIND_NUMBER);

/** Label -21. */
const GOODS_CLASS_NUMBER: Readonly<Record<GoodsClass, number>> = {
  ordinary: 0,
  perishable: 1,
  dangerous: 2,
  livestock: 3,
  'new-vehicle': 4,
  empty: 5,
};
const GOODS_CLASS_BY_NUMBER = invert(GOODS_CLASS_NUMBER);

const IMPORT = 0b01;
const STATIC_PRINT = 0b10;
const KIND_SHIFT = 2;

type Flags = {
  readonly direction: Direction;
  readonly kind: CrossingKind;
  readonly staticPrintAllowed: boolean;
};

export function flagsOf(flags: Flags): number {
  return (
    (flags.direction === 'import' ? IMPORT : 0) |
    (flags.staticPrintAllowed ? STATIC_PRINT : 0) |
    (KIND_NUMBER[flags.kind] << KIND_SHIFT)
  );
}

export function readFlags(value: unknown): Flags | null {
  if (typeof value !== 'number' || !Number.isInteger(value) || value < 0) return null;
  const kind = KIND_BY_NUMBER.get(Math.floor(value / 2 ** KIND_SHIFT));
  if (kind === undefined) return null;
  return {
    direction: (value & IMPORT) === 0 ? 'export' : 'import',
    kind,
    staticPrintAllowed: (value & STATIC_PRINT) !== 0,
  };
}

export const goodsClassNumber = (goodsClass: GoodsClass): number => GOODS_CLASS_NUMBER[goodsClass];
export const goodsClassOf = (value: unknown): GoodsClass | null =>
  (typeof value === 'number' ? GOODS_CLASS_BY_NUMBER.get(value) : undefined) ?? null;

function invert<Name extends string>(numbers: Readonly<Record<Name, number>>): ReadonlyMap<number, Name> {
  // Object.entries widens the key; the record's type says which names there are.
  return new Map(Object.entries<number>(numbers).map(([name, number]) => [number, name as Name]));
}
