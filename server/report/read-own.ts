import { inGate } from '@/db/client';
import { addDays, dayPeriod, dayStart, type ReportDay } from '@/domain/report/home-day';
import { type OwnTrip, ownSheet } from '@/domain/report/own-sheet';
import { type ReleaseTimeStudy, studyReleaseTimes } from '@/domain/report/release-times';
import type { Sheet } from '@/domain/report/sheet';
import type { TripRow } from '@/domain/report/trip';
import type { GateId } from '@/domain/shared/identity';
import { readReleaseTimes, tripRow } from './read-release-times';
import { readEnded } from './read-states';

type Reader = Parameters<typeof readReleaseTimes>[0];
type Row = { readonly trip: TripRow; readonly own: OwnTrip | null };

/** A firm's own figures at a gate over `days` days up to and with `day`, beside the gate's of its last whole day (RP-20). */
export async function readOwn(
  reader: Reader,
  order: {
    readonly firmId: string;
    readonly gateId: GateId;
    readonly day: ReportDay;
    readonly days: number;
  },
): Promise<Sheet> {
  const { firmId, gateId, day, days } = order;
  const { now } = reader;
  const firstDay = addDays(day, 1 - days);
  const from = dayStart(firstDay);
  const { until } = dayPeriod(day, now);
  const [read, gate] = await Promise.all([
    inGate(reader.db, { gateId, actor: reader.actor }, (tx) =>
      readEnded(
        tx,
        gateId,
        { from, until },
        (row): Row[] => {
          const { plate, arrivedAt, endedAt } = row;
          const isOver = arrivedAt !== null && endedAt !== null && row.state.ended?.kind === 'completed';
          const own = isOver ? { plate, arrivedAt, leftAt: endedAt } : null;
          return tripRow(row).map((trip) => ({ trip, own }));
        },
        firmId,
      ),
    ),
    gateStudy(reader, gateId, day),
  ]);
  const frame = { gateId, from, until, firstDay, lastDay: day, madeAt: now, isCut: read.isCut };
  const study = studyReleaseTimes(
    frame,
    read.rows.map(({ trip }) => trip),
  );
  return ownSheet(
    study,
    gate,
    read.rows.flatMap(({ own }) => own ?? []).sort((a, b) => b.leftAt - a.leftAt),
  );
}

const MOST_KEPT = 32;
const kept = new Map<string, Promise<ReleaseTimeStudy>>();

/** The gate's last whole day before or on `day`: it does not change any more, so that a node works it out once. */
function gateStudy(reader: Reader, gateId: GateId, day: ReportDay): Promise<ReleaseTimeStudy> {
  const isOver = dayStart(addDays(day, 1)) <= reader.now;
  const whole = isOver ? day : addDays(day, -1);
  const key = `${gateId} ${whole}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  const study = readReleaseTimes(reader, { gateId, day: whole, days: 1 });
  kept.set(key, study);
  study.catch(() => kept.delete(key));
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return study;
}
