import { type Database, inGate } from '@/db/client';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { hlcSchema } from '@/domain/sync/event';
import { hlcMs } from '@/domain/sync/hlc';
import type { Clock } from '@/server/clock';
import { readHead } from '@/server/log/gate-head';
import {
  countByStage,
  countLeftPerHour,
  countOpenIncidents,
  countWaiting,
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
  { db, clock }: { readonly db: Database; readonly clock: Clock },
  gateId: GateId,
): Promise<GateSnapshot> {
  const at = clock.now();
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const [head, counts, waiting, waits, plan, leftPerHour, openIncidents, latest] = await Promise.all([
      readHead(tx, gateId),
      countByStage(tx, gateId, homeDayStart(at)),
      countWaiting(tx, gateId),
      measureWaits(tx, gateId, at - WAITS_OVER_MS),
      readPlan(tx, gateId, at),
      countLeftPerHour(tx, gateId, at, SPARK_HOURS),
      countOpenIncidents(tx, gateId),
      listLatest(tx, gateId),
    ]);
    const newest = hlcSchema.safeParse(head.hlc);
    return {
      gateId,
      at,
      newestEventAt: newest.success ? hlcMs(newest.data) : null,
      counts,
      capacity: capacityOf(gateId),
      waiting,
      waits,
      plan,
      leftPerHour,
      openIncidents,
      latest,
    };
  });
}

/** Places, where they are published: before the gate (staging, outside) and inside it. */
function capacityOf(gateId: GateId): GateSnapshot['capacity'] {
  const yards = gateById(gateId)?.yards ?? [];
  const places = (kinds: readonly string[]): number | null => {
    const known = yards.flatMap((yard) =>
      kinds.includes(yard.kind) && yard.capacity ? [yard.capacity] : [],
    );
    return known.length === 0 ? null : known.reduce((sum, capacity) => sum + capacity, 0);
  };
  return { staging: places(['staging', 'outside']), gate: places(['inside']) };
}
