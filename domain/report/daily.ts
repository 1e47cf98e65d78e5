import type { GateId } from '../shared/identity';
import type { CrossingKind, Direction, GoodsClass } from '../shared/vocabulary';
import type { ReportDay } from './home-day';

/**
 * The daily report in the shape the province publishes (docs/rules.md; reports of May and August 2024): export fruit and
 * other, import cargo and new vehicles, turned to another gate, stock at 20:00, not yet registered.
 */

/** What a vehicle counts as. `empty` stands in no total (RP-2). */
export const CARGOES = ['fruit', 'other', 'new-vehicle', 'empty'] as const;
export type Cargo = (typeof CARGOES)[number];

/** Fresh fruit of the HS nomenclature: 0803–0810. Dried, frozen and preserved fruit is other goods. */
const FRUIT_HEADINGS = /^08(?:0[3-9]|10)/;

/** RP-2. Without an HS code a perishable load counts as fruit, as the platform's officers count it. */
export function cargoOf(load: {
  readonly kind: CrossingKind | null;
  readonly class: GoodsClass | null;
  readonly hsCode: string | null;
}): Cargo {
  if (load.kind === 'empty' || load.class === 'empty') return 'empty';
  if (load.kind === 'new-vehicle' || load.class === 'new-vehicle') return 'new-vehicle';
  if (load.class !== 'perishable') return 'other';
  const digits = (load.hsCode ?? '').replaceAll('.', '');
  return digits === '' || FRUIT_HEADINGS.test(digits) ? 'fruit' : 'other';
}

/** What the log says of one gate and one day, already counted. */
export type DayCounts = {
  /** Completed in the day. */
  readonly passed: readonly {
    readonly direction: Direction;
    readonly cargo: Cargo;
    readonly count: number;
  }[];
  /** Ended here without crossing and declared at another gate (RP-3). */
  readonly redirected: readonly {
    readonly direction: Direction;
    readonly to: GateId;
    readonly count: number;
  }[];
  readonly turnedBack: readonly { readonly direction: Direction; readonly count: number }[];
  /** Here at 20:00. */
  readonly stock: readonly {
    readonly direction: Direction;
    readonly class: GoodsClass;
    readonly count: number;
  }[];
  /** Declared and not come by 20:00. */
  readonly notRegistered: readonly { readonly direction: Direction; readonly count: number }[];
};

export const DAILY_FIGURES = [
  'total',
  'export',
  'export-fruit',
  'export-other',
  'import',
  'import-cargo',
  'import-new-vehicle',
  'empty',
  'redirected',
  'turned-back',
  'stock',
  'stock-export',
  'stock-import',
  'not-registered',
  'not-registered-export',
  'not-registered-import',
] as const;
export type DailyFigure = (typeof DAILY_FIGURES)[number];
/** Vehicles. */
export type DailyFigures = Readonly<Record<DailyFigure, number>>;

type Counted = { readonly count: number };
const sum = <T extends Counted>(rows: readonly T[], wanted: (row: T) => boolean = () => true): number =>
  rows.reduce((total, row) => total + (wanted(row) ? row.count : 0), 0);

/** Every total is the sum of what stands below it (RP-6). */
export function dailyFigures(counts: DayCounts): DailyFigures {
  const passed = (direction: Direction, cargoes: readonly Cargo[]) =>
    sum(counts.passed, (row) => row.direction === direction && cargoes.includes(row.cargo));
  const [exportFruit, exportOther] = [
    passed('export', ['fruit']),
    passed('export', ['other', 'new-vehicle']),
  ];
  const [importCargo, importNew] = [passed('import', ['fruit', 'other']), passed('import', ['new-vehicle'])];
  const of = (rows: readonly (Counted & { readonly direction: Direction })[], direction: Direction) =>
    sum(rows, (row) => row.direction === direction);
  return {
    total: exportFruit + exportOther + importCargo + importNew,
    export: exportFruit + exportOther,
    'export-fruit': exportFruit,
    'export-other': exportOther,
    import: importCargo + importNew,
    'import-cargo': importCargo,
    'import-new-vehicle': importNew,
    empty: sum(counts.passed, (row) => row.cargo === 'empty'),
    redirected: sum(counts.redirected),
    'turned-back': sum(counts.turnedBack),
    stock: sum(counts.stock),
    'stock-export': of(counts.stock, 'export'),
    'stock-import': of(counts.stock, 'import'),
    'not-registered': sum(counts.notRegistered),
    'not-registered-export': of(counts.notRegistered, 'export'),
    'not-registered-import': of(counts.notRegistered, 'import'),
  };
}

/** A figure beside what it is compared with; null: no such day is on record, which is not zero (RP-5). */
export type Compared = {
  readonly value: number;
  readonly previous: number | null;
  readonly mean: number | null;
};

export type DailyGate = {
  readonly gateId: GateId;
  readonly figures: Readonly<Record<DailyFigure, Compared>>;
  /** Days that the mean is of, 0–7. */
  readonly meanDays: number;
  /** Passed on the seven days before and on the day itself, oldest first; null: not on record. */
  readonly trend: readonly { readonly export: number | null; readonly import: number | null }[];
  readonly stock: DayCounts['stock'];
  readonly redirected: DayCounts['redirected'];
};

export type DailyReport = {
  readonly day: ReportDay;
  /** What is counted: midnight to midnight, or to now. */
  readonly from: number;
  readonly until: number;
  readonly isSoFar: boolean;
  /** When the vehicles standing were counted. */
  readonly stockAt: number;
  readonly madeAt: number;
  readonly gates: readonly DailyGate[];
  /** Over all the gates above; null for a single one. */
  readonly total: Omit<DailyGate, 'gateId'> | null;
};

/** How many days before are compared. */
export const COMPARED_DAYS = 7;

/** `days`: the day itself first, then each day before it; null where the gate has no record yet (RP-5). */
export function compareDays(days: readonly (DayCounts | null)[]): Omit<DailyGate, 'gateId'> {
  const figures = days.map((counts) => (counts === null ? null : dailyFigures(counts)));
  const [own, ...before] = figures;
  const known = before.slice(0, COMPARED_DAYS).filter((day) => day !== null);
  const compared = (figure: DailyFigure): Compared => ({
    value: own?.[figure] ?? 0,
    previous: before[0]?.[figure] ?? null,
    mean: known.length === 0 ? null : known.reduce((total, day) => total + day[figure], 0) / known.length,
  });
  return {
    figures: Object.fromEntries(DAILY_FIGURES.map((figure) => [figure, compared(figure)])) as Record<
      DailyFigure,
      Compared
    >,
    meanDays: known.length,
    trend: figures
      .slice(0, COMPARED_DAYS + 1)
      .map((day) => ({ export: day?.export ?? null, import: day?.import ?? null }))
      .reverse(),
    stock: days[0]?.stock ?? [],
    redirected: days[0]?.redirected ?? [],
  };
}

/** The same day of several gates as if they were one; a day counts when any of them has a record of it (RP-6). */
export function sumGates(gates: readonly (readonly (DayCounts | null)[])[]): readonly (DayCounts | null)[] {
  const length = Math.max(0, ...gates.map((days) => days.length));
  return Array.from({ length }, (_, at) => {
    const known = gates.flatMap((days) => days[at] ?? []);
    if (known.length === 0) return null;
    return {
      passed: known.flatMap((day) => day.passed),
      redirected: known.flatMap((day) => day.redirected),
      turnedBack: known.flatMap((day) => day.turnedBack),
      stock: known.flatMap((day) => day.stock),
      notRegistered: known.flatMap((day) => day.notRegistered),
    };
  });
}
