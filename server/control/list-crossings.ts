import {
  and,
  asc,
  count,
  desc,
  eq,
  gte,
  ilike,
  inArray,
  isNotNull,
  isNull,
  or,
  type SQL,
  sql,
} from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { incident } from '@/db/schema/incident';
import { type ControlCrossing, MOST_LISTED } from '@/domain/board/snapshot';
import { plateMatchKey } from '@/domain/identifiers/plate';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';
import { homeDayStart } from '@/server/board/home-day';
import { goodsClassOf, isDirection, isStage } from '@/server/board/stored-words';
import { actorId } from '../auth/actor-id';

const columns = {
  crossingId: crossing.crossingId,
  plate: crossing.plate,
  direction: crossing.direction,
  class: crossing.goodsClass,
  goodsName: crossing.goodsName,
  firmName: crossing.firmName,
  stage: crossing.stage,
  stageSince: crossing.stageSince,
  waitingOn: crossing.waitingOn,
  flags: crossing.flags,
  endedAt: crossing.endedAt,
};

/**
 * Today's crossings of a gate: those under way (longest at their stage first, the merely declared behind them), then
 * those that ended today, newest first. The search compares as plates are compared: without province character,
 * punctuation and look-alikes.
 */
export async function listCrossings(
  { db, clock, actor }: Pick<Context, 'db' | 'clock' | 'actor'>,
  { gateId, search }: { gateId: GateId; search?: string | undefined },
): Promise<readonly ControlCrossing[]> {
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const wanted = and(eq(crossing.gateId, gateId), matching(search));
    const [live, ended] = await Promise.all([
      tx
        .select(columns)
        .from(crossing)
        .where(and(wanted, isNull(crossing.endedAt)))
        .orderBy(sql`${crossing.stage} = 'declared'`, asc(crossing.stageSince), asc(crossing.declaredAt))
        .limit(MOST_LISTED),
      tx
        .select(columns)
        .from(crossing)
        .where(and(wanted, isNotNull(crossing.endedAt), gte(crossing.endedAt, homeDayStart(clock.now()))))
        .orderBy(desc(crossing.endedAt))
        .limit(MOST_LISTED),
    ]);
    const rows = [...live, ...ended].slice(0, MOST_LISTED);
    const incidents = await countIncidents(
      tx,
      gateId,
      rows.map((row) => row.crossingId),
    );
    return rows.flatMap((row) => {
      const goodsClass = goodsClassOf(row.class);
      if (!isDirection(row.direction) || !isStage(row.stage) || goodsClass === null || row.plate === null)
        return [];
      return [
        {
          crossingId: crossingIdSchema.parse(row.crossingId),
          plate: row.plate,
          direction: row.direction,
          class: goodsClass,
          goodsName: row.goodsName ?? '',
          firmName: row.firmName ?? '',
          stage: row.stage,
          stageSince: row.stageSince,
          waitingOn: row.waitingOn,
          flags: row.flags,
          incidents: incidents.get(row.crossingId) ?? 0,
          endedAt: row.endedAt,
        },
      ];
    });
  });
}

function matching(search: string | undefined): SQL | undefined {
  if (search === undefined || search.trim() === '') return undefined;
  const key = plateMatchKey(search);
  if (key === '') return sql`false`;
  const like = `%${key.replace(/[\\%_]/g, '\\$&')}%`;
  return or(ilike(crossing.plateKey, like), ilike(crossing.trailerKey, like));
}

async function countIncidents(
  tx: Transaction,
  gateId: GateId,
  crossings: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  if (crossings.length === 0) return new Map();
  const rows = await tx
    .select({ crossingId: incident.crossingId, count: count() })
    .from(incident)
    .where(
      and(
        eq(incident.gateId, gateId),
        inArray(incident.crossingId, [...crossings]),
        isNull(incident.resolvedAt),
        isNull(incident.withdrawnAt),
      ),
    )
    .groupBy(incident.crossingId);
  return new Map(
    rows.flatMap((row) => (row.crossingId === null ? [] : [[row.crossingId, row.count] as const])),
  );
}
