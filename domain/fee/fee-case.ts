import type { Declared } from '../crossing/state';
import type { Direction } from '../shared/vocabulary';
import type { FeeCase } from './assess';
import type { FeeGoods } from './tariff';
import { feeVehicleOf } from './vehicle-class';

/** Customs regimes of goods that only pass through: temporary import and re-export (G11 to G24). */
const TEMPORARY = /^G[12]\d$/;
/** Chapter 26 of the HS without slag and ash: ores and concentrates. */
const ORE = /^26(0\d|1[0-7])/;

export type Receiver = Pick<FeeCase['receivers'][number], 'plate'> & { readonly cargoKg: number | null };

/** What the fee of a declared trip depends on (FE-8); null: this one pays nothing (an empty lorry). */
export function feeCaseOf(
  declared: Pick<Declared, 'kind' | 'binding' | 'goods' | 'regime'>,
  direction: Direction,
  receivers: readonly Receiver[],
): FeeCase | null {
  const { kind, binding, goods, regime } = declared;
  if (kind === 'empty') return null;
  return {
    direction,
    vehicle: { plate: binding.plate, class: feeVehicleOf(goods.grossWeightKg, null) },
    goods: [goodsOf(goods.class, regime, direction)],
    hasOre: ORE.test(goods.hsCode ?? ''),
    onward: kind === 'transshipment' ? 'yard-only' : 'inland',
    receivers: receivers.map(({ plate, cargoKg }) => ({ plate, class: feeVehicleOf(cargoKg, null) })),
  };
}

function goodsOf(goods: Declared['goods']['class'], regime: string | null, direction: Direction): FeeGoods {
  if (TEMPORARY.test(regime ?? '')) return goods === 'perishable' ? 'temporary-agri' : 'temporary-other';
  return goods === 'perishable' && direction === 'export' ? 'fresh-export' : 'ordinary';
}
