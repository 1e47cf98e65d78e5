import { type Database, inGate } from '@/db/client';
import { shownOnBoard } from '@/domain/board/announcements';
import { withCalled } from '@/domain/board/departures';
import { type BoardPlates, withPlates } from '@/domain/board/mask-plate';
import type { GateSnapshot, PlanFigure } from '@/domain/board/snapshot';
import { openContinuity } from '@/domain/continuity/continuity';
import { placesIn } from '@/domain/flow/flow-plan';
import type { GateId } from '@/domain/shared/identity';
import { hlcSchema } from '@/domain/sync/event';
import { hlcMs } from '@/domain/sync/hlc';
import type { Clock } from '@/server/clock';
import { readHead } from '@/server/log/gate-head';
import { gateAnnouncements } from '../announcement/gate-announcements';
import { gateContinuities } from '../continuity/gate-continuities';
import { currentPlan } from '../flow/read-flow-plan';
import { readPublicFlow } from '../flow/read-public-flow';
import {
  countByStage,
  countLeftPerHour,
  countOpenIncidents,
  countWaiting,
  listCalled,
  listLatest,
  measureWaits,
} from './gate-figures';
import { homeDayStart } from './home-day';
import { readPlan } from './read-plan';

const HOUR_MS = 3_600_000;
const WAITS_OVER_MS = 3 * HOUR_MS;
const SPARK_HOURS = 12;

/** One gate as everybody may see it: counts, classes, times and plates, no name and no number of a person (rule 16). */
export async function readGateSnapshot(
  {
    db,
    clock,
    plates = 'full',
  }: { readonly db: Database; readonly clock: Clock; readonly plates?: BoardPlates },
  gateId: GateId,
): Promise<GateSnapshot> {
  const at = clock.now();
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const { content } = await currentPlan(tx, gateId);
    const [head, counts, waiting, waits, plan, leftPerHour, openIncidents] = await Promise.all([
      readHead(tx, gateId),
      countByStage(tx, gateId, homeDayStart(at)),
      countWaiting(tx, gateId),
      measureWaits(tx, gateId, at - WAITS_OVER_MS),
      readPlan(tx, gateId, at, content),
      countLeftPerHour(tx, gateId, at, SPARK_HOURS),
      countOpenIncidents(tx, gateId),
    ]);
    const [latest, called, flow, stretches, said] = await Promise.all([
      listLatest(tx, gateId),
      listCalled(tx, gateId),
      readPublicFlow(tx, gateId, at),
      gateContinuities(tx, gateId),
      gateAnnouncements(tx, gateId),
    ]);
    const newest = hlcSchema.safeParse(head.hlc);
    const snapshot: GateSnapshot = {
      gateId,
      at,
      newestEventAt: newest.success ? hlcMs(newest.data) : null,
      counts,
      capacity: { staging: placesIn(content, 'staging', null), gate: placesIn(content, 'inside', null) },
      waiting,
      waits,
      plan: { export: withoutName(plan.export), import: withoutName(plan.import) },
      leftPerHour,
      openIncidents,
      paperSince: openContinuity(stretches)?.declaredAt ?? null,
      latest,
      flow: withCalled(flow, called),
      announcements: shownOnBoard(said, at),
    };
    return withPlates(snapshot, plates);
  });
}

/** Who said it on the other side is for the control room, not for the wall (rule 16). */
const withoutName = (plan: PlanFigure): PlanFigure => ({
  ...plan,
  neighbour: { ...plan.neighbour, toldBy: null },
});
