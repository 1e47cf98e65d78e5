import { assessFee, type FeeCase } from '@/domain/fee/assess';
import { TARIFFS } from '@/domain/fee/tariff';

/** The trips that the guides work through. */
export const EXAMPLES = ['fresh-export', 'small-fresh-export', 'inland-import', 'transshipment'] as const;
export type Example = (typeof EXAMPLES)[number];

const lorry = (plate: string, of: FeeCase['vehicle']['class']) => ({ plate, class: of });

const TRIPS: Readonly<Record<Example, FeeCase>> = {
  'fresh-export': {
    direction: 'export',
    vehicle: lorry('51C-123.45', 'from-18t'),
    goods: ['fresh-export'],
    hasOre: false,
    onward: 'inland',
    receivers: [],
  },
  'small-fresh-export': {
    direction: 'export',
    vehicle: lorry('12C-045.67', 'under-2t'),
    goods: ['fresh-export'],
    hasOre: false,
    onward: 'inland',
    receivers: [],
  },
  'inland-import': {
    direction: 'import',
    vehicle: lorry('29H-678.90', '4-10t'),
    goods: ['ordinary'],
    hasOre: false,
    onward: 'inland',
    receivers: [],
  },
  transshipment: {
    direction: 'import',
    vehicle: lorry('桂F9B393', '4-10t'),
    goods: ['ordinary'],
    hasOre: false,
    onward: 'yard-only',
    receivers: [lorry('29H-678.90', '4-10t'), lorry('12C-345.67', '4-10t')],
  },
};

/** What the examples cost by the newest tariff, VND: the words never carry a figure that the rules do not compute (PO-13). */
export function workedFees(example: Example): { readonly infrastructure: number; readonly fee: number } {
  const tariff = TARIFFS.at(-1);
  if (tariff === undefined) throw new Error('no tariff');
  const { bills } = assessFee(tariff, TRIPS[example]);
  const of = (kind: string) => bills.find((bill) => bill.kind === kind)?.total ?? 0;
  const infrastructure = of('infrastructure');
  return { infrastructure, fee: example === 'transshipment' ? of('transshipment') : infrastructure };
}
