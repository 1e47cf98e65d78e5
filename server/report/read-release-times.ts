import { type Database, inGate } from '@/db/client';
import { addDays, dayPeriod, dayStart, type ReportDay } from '@/domain/report/home-day';
import { type ReleaseTimeStudy, studyReleaseTimes } from '@/domain/report/release-times';
import type { TripRow } from '@/domain/report/trip';
import type { GateId } from '@/domain/shared/identity';
import { goodsClassOf, isDirection } from '../board/stored-words';
import { type CrossingStateRow, readEnded } from './read-states';

/** The time release study over `days` days up to and with `day` (RP-7 … RP-12). */
export async function readReleaseTimes(
  { db, now, actor }: { readonly db: Database; readonly now: number; readonly actor: string | null },
  { gateId, day, days }: { readonly gateId: GateId; readonly day: ReportDay; readonly days: number },
): Promise<ReleaseTimeStudy> {
  const firstDay = addDays(day, 1 - days);
  const from = dayStart(firstDay);
  const { until } = dayPeriod(day, now);
  const read = await inGate(db, { gateId, actor }, (tx) => readEnded(tx, gateId, { from, until }, tripRow));
  const frame = { gateId, from, until, firstDay, lastDay: day, madeAt: now, isCut: read.isCut };
  return studyReleaseTimes(frame, read.rows);
}

/** What was never declared here has no direction and no class; it says nothing about times. */
export function tripRow(row: CrossingStateRow): readonly TripRow[] {
  const { direction, state } = row;
  const goods = goodsClassOf(row.goodsClass);
  if (!isDirection(direction) || goods === null) return [];
  return [
    {
      direction,
      class: goods,
      declaredAt: row.declaredAt,
      arrivedAt: row.arrivedAt,
      ended: state.ended,
      steps: state.steps
        .filter(({ confirmations }) => confirmations.length > 0)
        .map(({ step, usesPass, confirmedAt, confirmations }) => ({
          step,
          usesPass,
          confirmedAt,
          ticks: confirmations.map(({ agency, at }) => ({ agency, at })),
        })),
      quarantine: state.quarantine.map(({ kind, requestedAt, at }) => ({ kind, requestedAt, at })),
      inspection:
        state.inspection === null
          ? null
          : {
              orderedAt: state.inspection.orderedAt,
              places: state.inspection.places.map(({ at, agency }) => ({ at, agency })),
            },
      questions: state.questions.map(({ askedAt, answeredAt }) => ({ askedAt, answeredAt })),
      eligibility: state.eligibility,
    },
  ];
}
