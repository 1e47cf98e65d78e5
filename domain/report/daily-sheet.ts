import { GOODS_CLASSES } from '../shared/vocabulary';
import type { DailyFigure, DailyGate, DailyReport } from './daily';
import { addDays } from './home-day';
import { columns, count, mean, type Sheet, type SheetRow, type SheetTable, word, wordCell } from './sheet';

type Summed = Omit<DailyGate, 'gateId'>;

/** In the order of the province's own report; what stands under a total is part of it. */
const PASSED: readonly (readonly [DailyFigure, 0 | 1])[] = [
  ['total', 0],
  ['export', 0],
  ['export-fruit', 1],
  ['export-other', 1],
  ['import', 0],
  ['import-cargo', 1],
  ['import-new-vehicle', 1],
];
const BESIDES: readonly (readonly [DailyFigure, 0 | 1])[] = [
  ['redirected', 0],
  ['turned-back', 0],
  ['empty', 0],
];
const STANDING: readonly (readonly [DailyFigure, 0 | 1])[] = [
  ['stock', 0],
  ['stock-export', 1],
  ['stock-import', 1],
  ['not-registered', 0],
  ['not-registered-export', 1],
  ['not-registered-import', 1],
];

const COMPARED = columns('what', 'day', 'previous', 'mean');
const NONE = word('report.empty.vehicles');

function figures(of: Summed, rows: readonly (readonly [DailyFigure, 0 | 1])[]): readonly SheetRow[] {
  return rows.map(([figure, depth]) => {
    const { value, previous, mean: average } = of.figures[figure];
    return {
      cells: [wordCell(`report.figure.${figure}`), count(value), count(previous), mean(average)],
      isTotal: depth === 0,
      depth,
    };
  });
}

function stockTable(of: Summed): SheetTable {
  const at = (direction: 'export' | 'import', goods: string) =>
    of.stock
      .filter((row) => row.direction === direction && row.class === goods)
      .reduce((total, row) => total + row.count, 0);
  const rows = GOODS_CLASSES.flatMap((goods): readonly SheetRow[] => {
    const [out, into] = [at('export', goods), at('import', goods)];
    return out + into === 0
      ? []
      : [{ cells: [wordCell(`goodsClass.${goods}`), count(out), count(into), count(out + into)] }];
  });
  const all = (direction: 'export' | 'import') => of.figures[`stock-${direction}`].value;
  return {
    id: 'stock',
    title: word('report.table.stock'),
    columns: [
      word('report.column.class'),
      word('direction.export'),
      word('direction.import'),
      word('report.column.both'),
    ],
    rows:
      rows.length === 0
        ? []
        : [
            ...rows,
            {
              cells: [
                wordCell('report.figure.stock'),
                count(all('export')),
                count(all('import')),
                count(of.figures.stock.value),
              ],
              isTotal: true,
            },
          ],
    empty: word('report.empty.stock'),
  };
}

function redirectedTable(of: Summed): SheetTable {
  return {
    id: 'redirected',
    title: word('report.table.redirected'),
    columns: columns('toGate', 'direction', 'vehicles'),
    rows: of.redirected.map(({ to, direction, count: vehicles }) => ({
      cells: [{ kind: 'gate', gateId: to }, wordCell(`direction.${direction}`), count(vehicles)],
    })),
    empty: word('report.empty.redirected'),
  };
}

const trendOf = (report: DailyReport, of: Summed) =>
  of.trend.map((day, at) => ({ day: addDays(report.day, at + 1 - of.trend.length), ...day }));

/** Only figures that say something: an idle sub-gate is a line, not a page. */
function gatesTable(report: DailyReport): SheetTable {
  const shown = [
    'export-fruit',
    'export-other',
    'export',
    'import-cargo',
    'import-new-vehicle',
    'import',
    'total',
    'redirected',
    'stock-export',
    'stock-import',
    'not-registered',
  ] as const;
  const cells = (of: Summed) => shown.map((figure) => count(of.figures[figure].value));
  return {
    id: 'gates',
    title: word('report.table.gates'),
    columns: [word('report.column.gate'), ...shown.map((figure) => word(`report.short.${figure}`))],
    rows: [
      ...report.gates.map(
        (gate): SheetRow => ({ cells: [{ kind: 'gate', gateId: gate.gateId }, ...cells(gate)] }),
      ),
      ...(report.total === null
        ? []
        : [{ cells: [wordCell('report.province'), ...cells(report.total)], isTotal: true }]),
    ],
    empty: NONE,
  };
}

export function dailySheet(report: DailyReport): Sheet {
  const [first] = report.gates;
  const of = report.total ?? first;
  const stockAt = { at: { kind: 'moment', at: report.stockAt } } as const;
  const tables: readonly SheetTable[] =
    of === undefined
      ? []
      : [
          {
            id: 'passed',
            title: word('report.table.passed'),
            columns: COMPARED,
            rows: figures(of, PASSED),
            empty: NONE,
            note:
              of.meanDays === 0
                ? word('report.note.noMean')
                : word('report.note.mean', { days: count(of.meanDays) }),
          },
          {
            id: 'standing',
            title: word('report.table.standing', stockAt),
            columns: COMPARED,
            rows: figures(of, STANDING),
            empty: NONE,
          },
          {
            id: 'besides',
            title: word('report.table.besides'),
            columns: COMPARED,
            rows: figures(of, BESIDES),
            empty: NONE,
          },
          stockTable(of),
          ...(report.total === null ? [] : [gatesTable(report)]),
          redirectedTable(of),
        ];
  return {
    report: 'daily',
    title: word('report.daily.title'),
    gateId: report.total === null ? (first?.gateId ?? null) : null,
    from: report.from,
    until: report.until,
    isSoFar: report.isSoFar,
    madeAt: report.madeAt,
    picture: of === undefined ? null : { kind: 'trend', days: trendOf(report, of) },
    tables,
    methods: ['passed', 'soFar', 'stock', 'redirected', 'dash'].map((name) => word(`report.method.${name}`)),
  };
}
