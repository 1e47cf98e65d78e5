import type { LaneReport } from './lanes';
import {
  type Cell,
  columns,
  count,
  length,
  mean,
  momentIn,
  type Sheet,
  share,
  word,
  wordCell,
} from './sheet';

const place = (checkpoint: string | null): Cell =>
  checkpoint === null ? wordCell('report.lane.paper') : { kind: 'text', text: checkpoint };

export function lanesSheet(report: LaneReport): Sheet {
  return {
    report: 'lanes',
    title: word('report.lanes.title'),
    gateId: report.gateId,
    from: report.from,
    until: report.until,
    isSoFar: report.isSoFar,
    madeAt: report.madeAt,
    picture: null,
    tables: [
      {
        id: 'watches',
        title: word('report.table.watches'),
        columns: columns(
          'watch',
          'passed',
          'ticks',
          'holds',
          'overrides',
          'undos',
          'paperTicks',
          'paperTime',
        ),
        rows:
          report.rows.length === 0
            ? []
            : report.watches.map((row) => ({
                cells: [
                  wordCell(`report.watch.${row.watch}`),
                  count(row.passed),
                  count(row.ticks),
                  count(row.holds),
                  count(row.overrides),
                  count(row.undos),
                  share(row.ticks === 0 ? 0 : row.paperTicks / row.ticks),
                  share(row.paperTimeShare),
                ],
              })),
        empty: word('report.empty.lanes'),
      },
      {
        id: 'lanes',
        title: word('report.table.lanes'),
        columns: columns(
          'checkpoint',
          'agency',
          'watch',
          'passed',
          'perHour',
          'service',
          'officers',
          'holds',
          'overrides',
          'undos',
        ),
        rows: report.rows.map((row) => ({
          cells: [
            place(row.checkpoint),
            wordCell(`agency.${row.agency}`),
            wordCell(`report.watch.${row.watch}`),
            count(row.passed),
            mean(row.perHour),
            length(row.medianServiceMs),
            count(row.officers),
            count(row.holds),
            count(row.overrides),
            count(row.undos),
          ],
        })),
        empty: word('report.empty.lanes'),
      },
      {
        id: 'afterChecks',
        title: word('report.table.afterChecks'),
        columns: columns('plate', 'at', 'checkpoint', 'reason', 'afterCheck'),
        rows: report.afterChecks.map((row) => ({
          cells: [
            { kind: 'plate', plate: row.plate },
            momentIn(report, row.at),
            { kind: 'text', text: row.checkpoint },
            { kind: 'text', text: row.reason },
            wordCell(`report.outcome.${row.outcome ?? 'open'}`),
          ],
        })),
        empty: word('report.empty.afterChecks'),
      },
    ],
    methods: ['watches', 'passedLane', 'service', 'paper'].map((name) => word(`report.method.${name}`)),
  };
}
