import type { Declared } from '../crossing/state';
import { goodsClassOf } from '../declaration/goods';
import type { Direction } from '../shared/vocabulary';
import type { FeeCase } from './assess';
import type { FeeGoods } from './tariff';
import { feeVehicleOf } from './vehicle-class';

/** Customs regimes of goods that only pass through: temporary import and re-export (G11 to G24). */
const TEMPORARY = /^G[12]\d$/;
/** Chapter 26 of the HS without slag and ash: ores and concentrates. */
const ORE = /^26(0\d|1[0-7])/;

export type Receiver = Pick<FeeCase['receivers'][number], 'plate'> & { readonly cargoKg: number | null };
type Goods = Pick<Declared['goods'], 'class' | 'hsCode' | 'grossWeightKg'> & {
  readonly regime: string | null;
};

/** What the fee of a declared trip depends on (FE-8); null: this one pays nothing (an empty lorry). */
export function feeCaseOf(
  declared: Pick<Declared, 'kind' | 'binding' | 'goods' | 'regime' | 'details'>,
  direction: Direction,
  receivers: readonly Receiver[],
): FeeCase | null {
  const { kind, binding } = declared;
  if (kind === 'empty') return null;
  const goods = allGoods(declared);
  const cargoKg = weightOf(goods);
  return {
    direction,
    vehicle: { plate: binding.plate, class: feeVehicleOf(cargoKg, null) },
    goods: goods.map((each) => feeGoodsOf(each, direction)),
    hasOre: goods.some(({ hsCode }) => ORE.test(hsCode ?? '')),
    onward: kind === 'transshipment' ? 'yard-only' : 'inland',
    // A lorry whose share of the load nobody has said takes no more than all of it.
    receivers: receivers.map((each) => ({
      plate: each.plate,
      class: feeVehicleOf(each.cargoKg ?? cargoKg, null),
    })),
  };
}

/** The goods that are declared first and every further line. */
function allGoods({ kind, goods, regime, details }: Parameters<typeof feeCaseOf>[0]): readonly Goods[] {
  const further = (details?.goods ?? []).map(
    (line): Goods => ({
      class: goodsClassOf(line, kind),
      hsCode: line.hsCode,
      grossWeightKg: line.grossWeightKg,
      regime: line.regime ?? regime,
    }),
  );
  return [{ ...goods, regime }, ...further];
}

/** Kilograms of all goods together; null: of some nobody has said. */
const weightOf = (goods: readonly Goods[]): number | null =>
  goods.reduce<number | null>(
    (sum, { grossWeightKg }) => (sum === null || grossWeightKg === null ? null : sum + grossWeightKg),
    0,
  );

function feeGoodsOf({ class: goodsClass, regime }: Goods, direction: Direction): FeeGoods {
  const isPerishable = goodsClass === 'perishable';
  if (TEMPORARY.test(regime ?? '')) return isPerishable ? 'temporary-agri' : 'temporary-other';
  return isPerishable && direction === 'export' ? 'fresh-export' : 'ordinary';
}
