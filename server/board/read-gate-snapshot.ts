import { type Database, inGate } from '@/db/client';
import { shownOnBoard } from '@/domain/board/announcements';
import { withCalled } from '@/domain/board/departures';
import { type BoardPlates, withPlates } from '@/domain/board/mask-plate';
import type { GateSnapshot, PlanFigure } from '@/domain/board/snapshot';
import { openContinuity } from '@/domain/continuity/continuity';
import { planFigure } from '@/domain/flow/decide';
import { placesIn } from '@/domain/flow/flow-plan';
import { publicFlow } from '@/domain/flow/queue-picture';
import { yardFills } from '@/domain/flow/yard-fills';
import type { GateId } from '@/domain/shared/identity';
import { hlcSchema } from '@/domain/sync/event';
import { hlcMs } from '@/domain/sync/hlc';
import type { Clock } from '@/server/clock';
import { readHead } from '@/server/log/gate-head';
import { gateAnnouncements } from '../announcement/gate-announcements';
import { gateContinuities } from '../continuity/gate-continuities';
import { readSituation } from '../flow/read-situation';
import {
  countByStage,
  countLeftPerHour,
  countOpenIncidents,
  countWaiting,
  countYards,
  listCalled,
  listLatest,
  measureWaits,
} from './gate-figures';
import { homeDayStart } from './home-day';

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
    const [head, situation, counts, waiting, waits, leftPerHour, openIncidents, yards] = await Promise.all([
      readHead(tx, gateId),
      readSituation(tx, gateId, at),
      countByStage(tx, gateId, homeDayStart(at)),
      countWaiting(tx, gateId),
      measureWaits(tx, gateId, at - WAITS_OVER_MS),
      countLeftPerHour(tx, gateId, at, SPARK_HOURS),
      countOpenIncidents(tx, gateId),
      countYards(tx, gateId, at - 24 * HOUR_MS),
    ]);
    const [latest, called, stretches, said] = await Promise.all([
      listLatest(tx, gateId),
      listCalled(tx, gateId),
      gateContinuities(tx, gateId),
      gateAnnouncements(tx, gateId),
    ]);
    const { content } = situation.plan;
    const { export: exports, import: imports } = situation.directions;
    const newest = hlcSchema.safeParse(head.hlc);
    const snapshot: GateSnapshot = {
      gateId,
      at,
      newestEventAt: newest.success ? hlcMs(newest.data) : null,
      counts,
      yards: yardFills(content, yards),
      capacity: { staging: placesIn(content, 'staging', null), gate: placesIn(content, 'inside', null) },
      waiting,
      waits,
      plan: { export: withoutName(planFigure(exports)), import: withoutName(planFigure(imports)) },
      leftPerHour,
      openIncidents,
      paperSince: openContinuity(stretches)?.declaredAt ?? null,
      latest,
      flow: withCalled({ export: publicFlow(exports), import: publicFlow(imports) }, called),
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
