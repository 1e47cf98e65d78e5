import { and, eq, gt, gte, isNotNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { oneOf } from '@/db/one-of';
import { crossing } from '@/db/schema/crossing';
import { event as eventTable } from '@/db/schema/event';
import { feed, sighting as sightingTable } from '@/db/schema/release';
import { longestTravelMs } from '@/domain/gate/travel';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  type GateId,
  gateIdSchema,
  passIdSchema,
} from '@/domain/shared/identity';
import { findClones, type Sighting } from '@/domain/sync/clones';
import { hlcSchema } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { announceChange } from '../stream/announce-change';
import { appendEvents } from './append-events';
import { readHead } from './gate-head';

/** Name of the place in `feed` up to which a gate's log was read for sightings. */
const READER = 'sightings';
const PAGE = 2_000;
/** A tablet may come back after two weeks and bring a sighting of then. */
const KEPT_MS = 15 * 86_400_000;

/**
 * IN-9 over the gates: reads each gate's new scans into `sighting`, compares them with those of the whole province, and
 * raises what it finds at both gates. No lock spans two gates and no push waits for it; run twice, or on two nodes, it
 * finds the same and writes it once.
 * @returns incidents that were found, new or known
 */
export async function watchClones(db: Database, gates: readonly GateId[], now: number): Promise<number> {
  let found = 0;
  for (const gateId of gates) {
    for (;;) {
      const { fresh, more } = await readSightings(db, gateId, now);
      const clones = fresh.length === 0 ? [] : findClones(await comparable(db, gateId, fresh));
      await raise(db, clones, now);
      found += clones.length;
      // Only now: who dies before it is done reads the same page again.
      if (more === null) break;
      await moveReader(db, gateId, more.position);
      if (!more.again) break;
    }
  }
  if (found > 0) announceChange(db);
  return found;
}

type Page = {
  readonly fresh: readonly Sighting[];
  /** Null: nothing new in the log. */
  readonly more: { readonly position: number; readonly again: boolean } | null;
};

async function readSightings(db: Database, gateId: GateId, now: number): Promise<Page> {
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const [place] = await tx
      .select({ cursor: feed.cursor })
      .from(feed)
      .where(and(eq(feed.gateId, gateId), eq(feed.name, READER)));
    const from = Number(place?.cursor ?? 0);
    const { position: last } = await readHead(tx, gateId);
    const to = Math.min(last, from + PAGE);
    const said = eventTable.event;
    const rows = await tx
      .select({
        eventId: eventTable.id,
        device: eventTable.device,
        crossingId: eventTable.crossingId,
        passId: eventTable.passId,
        hlc: eventTable.hlc,
        wall: sql<number>`(${said} -> 'wall')::double precision`,
        offset: sql<number | null>`(${said} ->> 'offset')::double precision`,
        plate: crossing.plate,
      })
      .from(eventTable)
      .leftJoin(
        crossing,
        and(eq(crossing.gateId, eventTable.gateId), eq(crossing.crossingId, eventTable.crossingId)),
      )
      .where(
        and(
          eq(eventTable.gateId, gateId),
          gt(eventTable.position, from),
          lte(eventTable.position, to),
          // A look-up in an office is no sighting, and of a pass that is not genuine nothing is believed.
          eq(eventTable.type, 'pass.scanned'),
          isNotNull(eventTable.passId),
          sql`${said} #>> '{body,source}' <> 'lookup'`,
        ),
      );
    const fresh = rows.flatMap(({ hlc, wall, offset, ...row }): Sighting[] => {
      const at = Math.min(occurredAt({ hlc: hlcSchema.parse(hlc), wall, offset }), now);
      return at > now - KEPT_MS ? [sightingOf({ ...row, gateId, at: Math.trunc(at) })] : [];
    });
    await insertRows(tx, sightingTable, fresh, 'keep');
    return { fresh, more: to > from ? { position: to, again: to < last } : null };
  });
}

async function moveReader(db: Database, gateId: GateId, position: number): Promise<void> {
  const cursor = String(position);
  await inGate(db, { gateId, actor: null }, (tx) =>
    tx
      .insert(feed)
      .values({ gateId, name: READER, cursor })
      .onConflictDoUpdate({ target: [feed.gateId, feed.name], set: { cursor } }),
  );
}

/** The new ones of a gate and whatever elsewhere shows the same pass or plate within the longest way between two gates. */
async function comparable(
  db: Database,
  gateId: GateId,
  fresh: readonly Sighting[],
): Promise<readonly Sighting[]> {
  const times = fresh.map(({ at }) => at);
  const passes = [...new Set(fresh.flatMap(({ passId }) => passId ?? []))];
  const plates = [...new Set(fresh.flatMap(({ plate }) => plate ?? []))];
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select()
      .from(sightingTable)
      .where(
        and(
          ne(sightingTable.gateId, gateId),
          or(oneOf(sightingTable.passId, passes), oneOf(sightingTable.plate, plates)),
          gte(sightingTable.at, Math.min(...times) - longestTravelMs()),
          lte(sightingTable.at, Math.max(...times) + longestTravelMs()),
        ),
      ),
  );
  return [...fresh, ...rows.map(sightingOf)];
}

const sightingOf = (row: typeof sightingTable.$inferSelect): Sighting => ({
  gateId: gateIdSchema.parse(row.gateId),
  eventId: eventIdSchema.parse(row.eventId),
  device: deviceIdSchema.parse(row.device),
  crossingId: row.crossingId === null ? null : crossingIdSchema.parse(row.crossingId),
  passId: row.passId === null ? null : passIdSchema.parse(row.passId),
  plate: row.plate,
  at: row.at,
});

async function raise(db: Database, clones: readonly Incident[], now: number): Promise<void> {
  for (const gateId of [...new Set(clones.map((clone) => clone.gateId))].sort())
    await inGate(db, { gateId, actor: null }, (tx) =>
      appendEvents(tx, {
        gateId,
        events: [],
        recordedAt: now,
        notice: () => ({ raised: clones.filter((clone) => clone.gateId === gateId), withdrawn: [] }),
      }),
    );
}

/** Once a day is enough. */
export async function forgetSightings(db: Database, gates: readonly GateId[], now: number): Promise<void> {
  for (const gateId of gates)
    await inGate(db, { gateId, actor: null }, (tx) =>
      tx
        .delete(sightingTable)
        .where(and(eq(sightingTable.gateId, gateId), lt(sightingTable.at, now - KEPT_MS))),
    );
}
