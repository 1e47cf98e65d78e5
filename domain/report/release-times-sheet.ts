import { countLeftOut, type ReleaseTimeStudy } from './release-times';
import {
  columns,
  count,
  length,
  type Sheet,
  type SheetRow,
  type SheetTable,
  share,
  word,
  wordCell,
} from './sheet';
import type { Spread } from './statistics';
import { LEFT_OUT } from './trip';

const spread = (of: Spread) => [count(of.count), length(of.meanMs), length(of.medianMs), length(of.p90Ms)];
const SPREAD_COLUMNS = columns('vehicles', 'meanLength', 'median', 'p90');
const NONE = word('report.empty.study');

export function releaseTimesSheet(study: ReleaseTimeStudy): Sheet {
  const isEmpty = study.vehicles === 0;
  const table = (
    id: string,
    headings: SheetTable['columns'],
    rows: readonly SheetRow[],
    note?: SheetTable['note'],
  ): SheetTable => ({
    id,
    title: word(`report.table.${id}`),
    columns: headings,
    rows: isEmpty ? [] : rows,
    empty: NONE,
    ...(note === undefined ? {} : { note }),
  });
  return {
    report: 'release-times',
    title: word('report.releaseTimes.title'),
    gateId: study.gateId,
    from: study.from,
    until: study.until,
    isSoFar: study.madeAt === study.until,
    madeAt: study.madeAt,
    picture: isEmpty
      ? null
      : {
          kind: 'shares',
          parts: study.owners.map((row) => ({ word: word(`report.owner.${row.owner}`), share: row.share })),
        },
    tables: [
      table(
        'intervals',
        [word('report.column.interval'), ...SPREAD_COLUMNS, word('report.column.disordered')],
        study.intervals.map((row) => ({
          cells: [wordCell(`report.interval.${row.interval}`), ...spread(row), count(row.disordered)],
          isTotal: row.interval === 'total',
        })),
      ),
      table(
        'owners',
        [word('report.column.waitedFor'), ...SPREAD_COLUMNS.slice(1), word('report.column.share')],
        study.owners.flatMap((row): readonly SheetRow[] => [
          {
            cells: [wordCell(`report.owner.${row.owner}`), ...spread(row).slice(1), share(row.share)],
            isTotal: true,
          },
          ...(row.owner === 'agency'
            ? study.agencies.map(
                (each): SheetRow => ({
                  cells: [wordCell(`agency.${each.agency}`), ...spread(each).slice(1), share(each.share)],
                  depth: 1,
                }),
              )
            : []),
        ]),
      ),
      table(
        'peak',
        [word('report.column.when'), ...SPREAD_COLUMNS],
        [
          { cells: [wordCell('report.peak.peak'), ...spread(study.peak)] },
          { cells: [wordCell('report.peak.offPeak'), ...spread(study.offPeak)] },
        ],
        study.peakHours.length === 0
          ? word('report.note.noPeak')
          : word('report.note.peakHours', { hours: { kind: 'text', text: hoursText(study.peakHours) } }),
      ),
      table(
        'groups',
        [word('report.column.direction'), word('report.column.class'), ...SPREAD_COLUMNS],
        study.groups.map((row) => ({
          cells: [
            wordCell(`direction.${row.direction}`),
            wordCell(`goodsClass.${row.class}`),
            ...spread(row),
          ],
        })),
      ),
      table(
        'hours',
        columns('hour', 'arrivals', 'median'),
        study.hours
          .filter(({ arrivals }) => arrivals > 0)
          .map((row) => ({
            cells: [{ kind: 'text', text: hourText(row.hour) }, count(row.arrivals), length(row.medianMs)],
          })),
      ),
      {
        id: 'leftOut',
        title: word('report.table.leftOut'),
        columns: [word('report.column.reason'), word('report.column.vehicles')],
        rows:
          countLeftOut(study) === 0
            ? []
            : LEFT_OUT.filter((reason) => study.leftOut[reason] > 0).map((reason) => ({
                cells: [wordCell(`report.leftOut.${reason}`), count(study.leftOut[reason])],
              })),
        empty: word('report.empty.leftOut'),
        ...(study.isCut
          ? { note: word('report.note.cut', { count: count(study.vehicles + countLeftOut(study)) }) }
          : {}),
      },
    ],
    methods: ['study', 'points', 'owners', 'peak', 'percentiles'].map((name) =>
      word(`report.method.${name}`),
    ),
  };
}

const two = (hour: number): string => String(hour).padStart(2, '0');
const hourText = (hour: number): string => `${two(hour)}:00–${two(hour + 1)}:00`;

/** `[7, 8, 9, 14]` → `07:00–10:00, 14:00–15:00`. */
export function hoursText(hours: readonly number[]): string {
  const runs: [number, number][] = [];
  for (const hour of hours.toSorted((a, b) => a - b)) {
    const last = runs.at(-1);
    if (last !== undefined && last[1] === hour) last[1] = hour + 1;
    else runs.push([hour, hour + 1]);
  }
  return runs.map(([from, to]) => `${two(from)}:00–${two(to)}:00`).join(', ');
}
