import { and, asc, desc, eq, gte, inArray } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { event as eventTable } from '@/db/schema/event';
import type { Process } from '@/domain/process/process';
import { processOf } from '@/domain/process/standard-processes';
import { type Trial, tryProcess } from '@/domain/process/try-process';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { GateEvent } from '@/domain/sync/event';
import { homeDayStart } from '../board/home-day';
import type { PersonContext } from '../control/person-context';
import { readVersions } from './open-process';

/** More than the busiest gate sees of one process in two days; beyond it the newest are taken and that is said. */
export const MOST_TRIED = 3_000;

export type TrialReport = Trial & {
  /** ms: crossings that arrived since then, midnight in Hà Nội before yesterday's day. */
  readonly since: number;
  readonly isCut: boolean;
};

/** Yesterday's and today's crossings of this process, under the version each began with and under the tried one (PR-16). */
export function tryOnCrossings(
  { db, clock, actor }: PersonContext,
  { gateId, document }: { gateId: GateId; document: Process },
): Promise<Result<TrialReport, 'AP-NONE'>> {
  return inGate(db, { gateId, actor: actor.id }, async (tx): Promise<Result<TrialReport, 'AP-NONE'>> => {
    const versions = (await readVersions(tx, gateId, document.id)).map((one) => one.document);
    const [newest] = versions;
    if (newest === undefined) return err('AP-NONE');
    const since = homeDayStart(homeDayStart(clock.now()) - 1);
    const rows = await tx
      .select({ crossingId: crossing.crossingId, version: crossing.processVersion })
      .from(crossing)
      .where(
        and(eq(crossing.gateId, gateId), eq(crossing.processId, document.id), gte(crossing.arrivedAt, since)),
      )
      .orderBy(desc(crossing.arrivedAt))
      .limit(MOST_TRIED + 1);
    const tried = rows.slice(0, MOST_TRIED);
    const events = new Map<string, GateEvent[]>();
    if (tried.length > 0) {
      const found = await tx
        .select({ crossingId: eventTable.crossingId, event: eventTable.event })
        .from(eventTable)
        .where(
          and(
            eq(eventTable.gateId, gateId),
            inArray(
              eventTable.crossingId,
              tried.map((row) => row.crossingId),
            ),
          ),
        )
        .orderBy(asc(eventTable.position));
      for (const row of found) {
        if (row.crossingId === null) continue;
        const known = events.get(row.crossingId);
        if (known === undefined) events.set(row.crossingId, [row.event]);
        else known.push(row.event);
      }
    }
    const begun = (version: number | null) =>
      processOf(versions, { id: document.id, version: version ?? 0 }) ?? newest;
    const crossings = tried.map(({ crossingId, version }) => ({
      crossingId: crossingIdSchema.parse(crossingId),
      process: begun(version),
      events: events.get(crossingId) ?? [],
    }));
    return ok({ ...tryProcess(document, crossings), since, isCut: rows.length > MOST_TRIED });
  });
}
