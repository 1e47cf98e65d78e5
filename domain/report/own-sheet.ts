import type { ReleaseTimeStudy } from './release-times';
import { columns, count, length, type Sheet, type SheetTable, share, word, wordCell } from './sheet';

/** One crossing of the firm that is over. Times in ms. */
export type OwnTrip = {
  readonly plate: string | null;
  readonly arrivedAt: number;
  readonly leftAt: number;
};
const MOST_TRIPS = 200;

/** A firm's own crossings at a gate, each figure beside the gate's of its last whole day (RP-20). */
export function ownSheet(own: ReleaseTimeStudy, gate: ReleaseTimeStudy, trips: readonly OwnTrip[]): Sheet {
  const table = (id: string, names: readonly string[], rows: SheetTable['rows']): SheetTable => ({
    id,
    title: word(`report.table.${id}`),
    columns: columns(...names),
    rows: own.vehicles === 0 ? [] : rows,
    empty: word('report.empty.own'),
  });
  return {
    report: 'own',
    title: word('report.own.title'),
    gateId: own.gateId,
    from: own.from,
    until: own.until,
    isSoFar: own.madeAt === own.until,
    madeAt: own.madeAt,
    picture: null,
    tables: [
      table(
        'ownIntervals',
        ['interval', 'vehicles', 'median', 'p90', 'gateMedian'],
        own.intervals.flatMap(({ interval, ...spread }) => {
          if (spread.count === 0) return [];
          const theirs = gate.intervals.find((each) => each.interval === interval);
          return [
            {
              cells: [
                wordCell(`report.interval.${interval}`),
                count(spread.count),
                length(spread.medianMs),
                length(spread.p90Ms),
                length(theirs?.medianMs ?? null),
              ],
              isTotal: interval === 'total',
            },
          ];
        }),
      ),
      table(
        'ownOwners',
        ['waitedFor', 'median', 'share', 'gateShare'],
        own.owners.map(({ owner, ...spread }) => ({
          cells: [
            wordCell(`report.owner.${owner}`),
            length(spread.medianMs),
            share(spread.share),
            share(gate.owners.find((each) => each.owner === owner)?.share ?? null),
          ],
        })),
      ),
      table(
        'ownTrips',
        ['plate', 'arrivedAt', 'leftAt', 'stay'],
        trips.slice(0, MOST_TRIPS).map(({ plate, arrivedAt, leftAt }) => ({
          cells: [
            { kind: 'plate', plate },
            { kind: 'moment', at: arrivedAt },
            { kind: 'moment', at: leftAt },
            length(leftAt - arrivedAt),
          ],
        })),
      ),
    ],
    methods: ['own', 'points', 'owners', 'percentiles'].map((name) => word(`report.method.${name}`)),
  };
}
