import { ORDER_REASONS, type OrderGroup, type OrderReport } from './order';
import { type Cell, columns, count, length, momentIn, type Sheet, word, wordCell } from './sheet';

const groupCells = (group: OrderGroup): readonly Cell[] => [
  wordCell(`direction.${group.direction}`),
  wordCell(`report.watch.${group.watch}`),
  group.checkpoint === null ? wordCell('report.lane.whole') : { kind: 'text', text: group.checkpoint },
];

export function orderSheet(report: OrderReport): Sheet {
  const whole = report.groups.filter(({ checkpoint }) => checkpoint === null);
  return {
    report: 'order',
    title: word('report.order.title'),
    gateId: report.gateId,
    from: report.from,
    until: report.until,
    isSoFar: report.isSoFar,
    madeAt: report.madeAt,
    picture: null,
    tables: [
      {
        id: 'orderGroups',
        title: word('report.table.orderGroups'),
        columns: [
          ...columns('direction', 'watch', 'lane', 'admitted', 'inversions', 'overtaken', 'unexplained'),
          ...ORDER_REASONS.map((reason) => word(`report.reason.${reason}`)),
        ],
        rows: report.groups.map((group) => ({
          cells: [
            ...groupCells(group),
            count(group.admitted),
            count(group.inversions),
            count(group.overtaken),
            count(group.unexplained),
            ...ORDER_REASONS.map((reason) => count(group.byReason[reason])),
          ],
          isTotal: group.checkpoint === null,
        })),
        empty: word('report.empty.order'),
      },
      {
        id: 'inversions',
        title: word('report.table.inversions'),
        columns: columns('earlier', 'arrived', 'letIn', 'later', 'arrived', 'letIn', 'turnedBy', 'reasons'),
        rows: whole.flatMap((group) =>
          group.worst.map((pair) => ({
            cells: [
              { kind: 'plate', plate: pair.earlier.plate },
              momentIn(report, pair.earlier.entitledAt),
              pair.earlierAdmittedAt === null
                ? wordCell('report.lane.waits')
                : momentIn(report, pair.earlierAdmittedAt),
              { kind: 'plate', plate: pair.later.plate },
              momentIn(report, pair.later.entitledAt),
              momentIn(report, pair.laterAdmittedAt),
              length(pair.later.entitledAt - pair.earlier.entitledAt),
              pair.reasons.length === 0
                ? wordCell('report.reason.none')
                : { kind: 'words', words: pair.reasons.map((reason) => word(`report.reason.${reason}`)) },
            ],
          })),
        ),
        empty: word('report.empty.inversions'),
        ...(whole.some(({ inversions, worst }) => inversions > worst.length)
          ? { note: word('report.note.worst') }
          : {}),
      },
      {
        id: 'calls',
        title: word('report.table.calls'),
        columns: columns('direction', 'at', 'yard', 'vehicles', 'outOfTurn'),
        rows: report.calls.map((call) => ({
          cells: [
            wordCell(`direction.${call.direction}`),
            momentIn(report, call.at),
            { kind: 'text', text: call.yard },
            count(call.vehicles),
            call.outOfTurn.length > 0
              ? { kind: 'text', text: call.outOfTurn.join(', ') }
              : wordCell(`report.call.${call.audit}`),
          ],
        })),
        empty: word('report.empty.calls'),
      },
    ],
    methods: ['entitled', 'inversion', 'reasons', 'calls'].map((name) => word(`report.method.${name}`)),
  };
}
