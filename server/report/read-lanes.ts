import { and, eq, gte, inArray, lt, sql } from 'drizzle-orm';
import * as z from 'zod';
import { type Database, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event } from '@/db/schema/event';
import { dayPeriod, type Period, type ReportDay } from '@/domain/report/home-day';
import {
  type AfterCheck,
  type LaneDeed,
  type LaneReport,
  type LaneScan,
  type LaneTick,
  reportLanes,
} from '@/domain/report/lanes';
import type { GateId } from '@/domain/shared/identity';
import { occurredAt } from '@/domain/sync/hlc';
import { gateContinuities } from '../continuity/gate-continuities';
import { readChecks } from '../release/list-overrides';
import { findPosition } from './find-position';
import { type CrossingStateRow, readPresent } from './read-states';

/** Nodes' clocks differ by less. */
const CLOCKS_MS = 15 * 60_000;
/** A tablet may bring its facts two weeks late. */
const LATE_MS = 15 * 86_400_000;
const DEEDS = { 'hold.placed': 'hold', 'release.overridden': 'override', 'event.undone': 'undo' } as const;

/** Each checkpoint in each watch of the day (RP-13), from the states of the vehicles that were there. */
export async function readLanes(
  { db, now, actor }: { readonly db: Database; readonly now: number; readonly actor: string | null },
  { gateId, day }: { readonly gateId: GateId; readonly day: ReportDay },
): Promise<LaneReport> {
  const { from, until, isSoFar } = dayPeriod(day, now);
  return inGate(db, { gateId, actor }, async (tx) => {
    const checkpoints = await readCheckpoints(tx, gateId);
    const ids: string[] = [];
    const ticks = await readPresent(tx, gateId, { from, until }, (row) => {
      const own = ticksOf(row, checkpoints, { from, until });
      if (own.length > 0) ids.push(row.crossingId);
      return own;
    });
    const scans = await readScans(tx, gateId, ids);
    const { deeds, afterChecks } = await readDeeds(tx, gateId, { from, until }, checkpoints);
    const paper = (await gateContinuities(tx, gateId)).map(({ declaredAt, ended }) => ({
      from: declaredAt,
      until: ended?.at ?? null,
    }));
    return reportLanes({
      gateId,
      day,
      from,
      until,
      isSoFar,
      madeAt: now,
      ticks: ticks.rows,
      scans,
      deeds,
      afterChecks,
      paper,
    });
  });
}

/** Checkpoint by tablet; what the centre wrote has none. */
export async function readCheckpoints(tx: Transaction, gateId: GateId): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: device.deviceId, checkpoint: device.checkpoint })
    .from(device)
    .where(and(eq(device.gateId, gateId), eq(device.kind, 'tablet')));
  return new Map(rows.map(({ id, checkpoint }) => [id, checkpoint]));
}

const ticksOf = (
  { crossingId, state }: CrossingStateRow,
  checkpoints: ReadonlyMap<string, string>,
  { from, until }: Period,
): readonly LaneTick[] =>
  state.steps.flatMap(({ confirmations }) =>
    confirmations
      .filter(({ at }) => at >= from && at < until)
      .map(({ agency, at, device: by, actor, paper }) => ({
        crossingId,
        checkpoint: paper === undefined ? (checkpoints.get(by) ?? null) : null,
        agency,
        device: by,
        at,
        actor,
      })),
  );

const scanSchema = z.object({ crossing: z.string(), device: z.string(), at: z.coerce.number() });
const IDS_AT_ONCE = 2_000;

/** When these vehicles' passes were shown, by the corrected clock of the tablet (`occurredAt`, in SQL). */
async function readScans(
  tx: Transaction,
  gateId: GateId,
  ids: readonly string[],
): Promise<readonly LaneScan[]> {
  const scans: LaneScan[] = [];
  for (let first = 0; first < ids.length; first += IDS_AT_ONCE) {
    const rows = await tx.execute(sql`
      select ${event.crossingId} as crossing, ${event.device} as device,
        case when ${event.event} ->> 'offset' is null
          then ('x' || left(${event.hlc}, 12))::bit(48)::bigint
          else (${event.event} ->> 'wall')::bigint + (${event.event} ->> 'offset')::numeric end as at
      from ${event}
      where ${event.gateId} = ${gateId} and ${event.type} = 'pass.scanned'
        and ${inArray(event.crossingId, ids.slice(first, first + IDS_AT_ONCE))}`);
    for (const row of z.array(scanSchema).parse([...rows]))
      scans.push({ crossingId: row.crossing, device: row.device, at: row.at });
  }
  return scans;
}

async function readDeeds(
  tx: Transaction,
  gateId: GateId,
  { from, until }: Period,
  checkpoints: ReadonlyMap<string, string>,
): Promise<{ readonly deeds: readonly LaneDeed[]; readonly afterChecks: readonly AfterCheck[] }> {
  const [low, high] = [
    await findPosition(tx, gateId, from - CLOCKS_MS),
    await findPosition(tx, gateId, until + LATE_MS),
  ];
  const found = await tx
    .select({ event: event.event, plate: crossing.plate })
    .from(event)
    .leftJoin(crossing, and(eq(crossing.gateId, event.gateId), eq(crossing.crossingId, event.crossingId)))
    .where(
      and(
        eq(event.gateId, gateId),
        gte(event.position, low),
        lt(event.position, high),
        sql`${event.type} in ('hold.placed', 'event.undone', 'release.overridden')`,
      ),
    );
  const here = found.filter(({ event: fact }) => occurredAt(fact) >= from && occurredAt(fact) < until);
  const checks = await readChecks(
    tx,
    gateId,
    here.flatMap(({ event: fact }) => (fact.type === 'release.overridden' ? [fact.id] : [])),
  );
  return {
    deeds: here.flatMap(({ event: fact }): readonly LaneDeed[] =>
      fact.type in DEEDS
        ? [
            {
              deed: DEEDS[fact.type as keyof typeof DEEDS],
              checkpoint: checkpoints.get(fact.device) ?? null,
              agency: fact.agency,
              at: occurredAt(fact),
            },
          ]
        : [],
    ),
    afterChecks: here
      .flatMap(({ event: fact, plate }): readonly AfterCheck[] =>
        fact.type === 'release.overridden'
          ? [
              {
                plate,
                at: occurredAt(fact),
                checkpoint: checkpoints.get(fact.device) ?? null,
                reason: fact.body.reason,
                outcome: checks.get(fact.id)?.body.outcome ?? null,
              },
            ]
          : [],
      )
      .sort((a, b) => Number(a.outcome !== null) - Number(b.outcome !== null) || a.at - b.at),
  };
}
