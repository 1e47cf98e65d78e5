import type { Direction } from '../shared/vocabulary';
import type { FeeFactor, FeeGoods, FeeVehicle, Tariff } from './tariff';

/** Two bills, paid apart: for the use of the gate's infrastructure, and for the transshipment in its yards (rule 17). */
export const BILL_KINDS = ['infrastructure', 'transshipment'] as const;
export type BillKind = (typeof BILL_KINDS)[number];

/** What the fee of one trip depends on. */
export type FeeCase = {
  readonly direction: Direction;
  readonly vehicle: { readonly plate: string; readonly class: FeeVehicle };
  /** Every kind of goods on board; the highest rate counts for all of it. */
  readonly goods: readonly FeeGoods[];
  readonly hasOre: boolean;
  /** Where an import goes: over the country's roads, or only from truck to truck in the yard. */
  readonly onward: 'inland' | 'yard-only';
  /** Vehicles that take over the goods in the yard. */
  readonly receivers: readonly { readonly plate: string; readonly class: FeeVehicle }[];
};

export type FeeLine = {
  readonly bill: BillKind;
  readonly plate: string;
  readonly vehicle: FeeVehicle;
  readonly goods: FeeGoods;
  /** VND before anything multiplies it. */
  readonly rate: number;
  readonly factors: readonly { readonly factor: FeeFactor | 'transshipment'; readonly percent: number }[];
  /** True: more than any vehicle pays, and cut to that. */
  readonly isCapped: boolean;
  /** VND, whole. */
  readonly amount: number;
  /** True: a figure in it is not from the published text. */
  readonly isAssumed: boolean;
};
export type FeeBill = { readonly kind: BillKind; readonly lines: readonly FeeLine[]; readonly total: number };
export type Assessment = {
  readonly tariff: string;
  readonly bills: readonly FeeBill[];
  readonly total: number;
};

/** The bills of one trip under a tariff (FE-2 to FE-6); a bill without lines is not there. */
export function assessFee(tariff: Tariff, trip: FeeCase): Assessment {
  const lines = [
    infrastructureLine(tariff, trip),
    ...trip.receivers.map((each) => receiverLine(tariff, each)),
  ];
  const bills = BILL_KINDS.flatMap((kind): FeeBill[] => {
    const own = lines.filter(({ bill }) => bill === kind);
    return own.length === 0 ? [] : [{ kind, lines: own, total: sum(own.map(({ amount }) => amount)) }];
  });
  return { tariff: tariff.id, bills, total: sum(bills.map(({ total }) => total)) };
}

function infrastructureLine(tariff: Tariff, trip: FeeCase): FeeLine {
  const { class: vehicle, plate } = trip.vehicle;
  const goods = trip.goods.length === 0 ? (['ordinary'] as const) : trip.goods;
  const [first, ...others] = goods.map((each) => ({ goods: each, ...rateOf(tariff, each, vehicle) }));
  if (first === undefined) throw new Error('goods are never none');
  const dearest = others.reduce((most, each) => (each.vnd > most.vnd ? each : most), first);
  return lineOf(tariff, 'infrastructure', plate, vehicle, dearest, factorsOf(trip));
}

function factorsOf({ direction, hasOre, onward }: FeeCase): readonly FeeFactor[] {
  if (direction === 'export') return hasOre ? ['ore-export'] : [];
  return onward === 'yard-only' ? ['yard-transfer'] : ['import-inland'];
}

function receiverLine(tariff: Tariff, receiver: FeeCase['receivers'][number]): FeeLine {
  const { percent, basis } = tariff.transshipmentPercent;
  const rate = { goods: 'ordinary' as const, ...rateOf(tariff, 'ordinary', receiver.class) };
  const factors = percent === 100 ? [] : [{ factor: 'transshipment' as const, percent }];
  const isAssumed = rate.basis === 'assumed' || basis === 'assumed';
  return cut(tariff, {
    bill: 'transshipment',
    plate: receiver.plate,
    vehicle: receiver.class,
    goods: 'ordinary',
    rate: rate.vnd,
    factors,
    isCapped: false,
    amount: Math.round((rate.vnd * percent) / 100),
    isAssumed,
  });
}

type Rate = { readonly goods: FeeGoods; readonly vnd: number; readonly basis: 'published' | 'assumed' };

function lineOf(
  tariff: Tariff,
  bill: BillKind,
  plate: string,
  vehicle: FeeVehicle,
  rate: Rate,
  named: readonly FeeFactor[],
): FeeLine {
  const factors = named.map((factor) => ({ factor, ...tariff.multipliers[factor] }));
  const amount = factors.reduce((vnd, { percent }) => (vnd * percent) / 100, rate.vnd);
  return cut(tariff, {
    bill,
    plate,
    vehicle,
    goods: rate.goods,
    rate: rate.vnd,
    factors: factors.map(({ factor, percent }) => ({ factor, percent })),
    isCapped: false,
    amount: Math.round(amount),
    isAssumed: rate.basis === 'assumed' || factors.some(({ basis }) => basis === 'assumed'),
  });
}

const cut = ({ mostPerVehicle }: Tariff, line: FeeLine): FeeLine =>
  line.amount <= mostPerVehicle ? line : { ...line, isCapped: true, amount: mostPerVehicle };

/** The rate of these goods in this vehicle; goods without one of their own pay the ordinary rate. */
function rateOf({ rates }: Tariff, goods: FeeGoods, vehicle: FeeVehicle): Omit<Rate, 'goods'> {
  const of = (kind: FeeGoods) => rates.find((rate) => rate.goods === kind && rate.vehicle === vehicle);
  const found = of(goods) ?? of('ordinary');
  if (found === undefined) throw new Error(`no ordinary rate for ${vehicle}`);
  return found;
}

const sum = (numbers: readonly number[]) => numbers.reduce((all, each) => all + each, 0);
