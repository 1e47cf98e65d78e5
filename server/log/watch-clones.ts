import { and, asc, eq, gt, gte, inArray, lt, lte, or } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { crossing } from '@/db/schema/crossing';
import { event as eventTable } from '@/db/schema/event';
import { feed, sighting as sightingTable } from '@/db/schema/release';
import { LONGEST_TRAVEL_MS } from '@/domain/gate/travel';
import {
  crossingIdSchema,
  deviceIdSchema,
  eventIdSchema,
  type GateId,
  gateIdSchema,
  passIdSchema,
} from '@/domain/shared/identity';
import { findClones, type Sighting } from '@/domain/sync/clones';
import { occurredAt } from '@/domain/sync/hlc';
import type { Incident } from '@/domain/sync/incident';
import { announceChange } from '../stream/announce-change';
import { appendEvents } from './append-events';

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
      const clones = fresh.length === 0 ? [] : findClones(await comparable(db, fresh));
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
    const rows = await tx
      .select({
        position: eventTable.position,
        event: eventTable.event,
        crossingId: eventTable.crossingId,
        plateKey: crossing.plateKey,
      })
      .from(eventTable)
      .leftJoin(
        crossing,
        and(eq(crossing.gateId, eventTable.gateId), eq(crossing.crossingId, eventTable.crossingId)),
      )
      .where(and(eq(eventTable.gateId, gateId), gt(eventTable.position, Number(place?.cursor ?? 0))))
      .orderBy(asc(eventTable.position))
      .limit(PAGE);
    const fresh = rows.flatMap(({ event, crossingId, plateKey }): Sighting[] => {
      // A look-up in an office is no sighting, and of a pass that is not genuine nothing is believed.
      if (event.type !== 'pass.scanned' || event.body.source === 'lookup' || event.passId === null) return [];
      const at = Math.min(occurredAt(event), now);
      if (!(at > now - KEPT_MS)) return [];
      return [
        {
          gateId,
          eventId: event.id,
          device: event.device,
          crossingId: crossingId === null ? null : crossingIdSchema.parse(crossingId),
          passId: event.passId,
          plateKey,
          at: Math.trunc(at),
        },
      ];
    });
    await insertRows(tx, sightingTable, fresh, 'keep');
    const last = rows.at(-1);
    return {
      fresh,
      more: last === undefined ? null : { position: last.position, again: rows.length === PAGE },
    };
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

/** The new ones and whatever in the province shows the same pass or plate within the longest way between two gates. */
async function comparable(db: Database, fresh: readonly Sighting[]): Promise<readonly Sighting[]> {
  const times = fresh.map(({ at }) => at);
  const passes = [...new Set(fresh.flatMap(({ passId }) => passId ?? []))];
  const plates = [...new Set(fresh.flatMap(({ plateKey }) => plateKey ?? []))];
  const rows = await inGate(db, { gateId: EVERY_GATE, actor: null }, (tx) =>
    tx
      .select()
      .from(sightingTable)
      .where(
        and(
          or(inArray(sightingTable.passId, passes), inArray(sightingTable.plateKey, plates)),
          gte(sightingTable.at, Math.min(...times) - LONGEST_TRAVEL_MS),
          lte(sightingTable.at, Math.max(...times) + LONGEST_TRAVEL_MS),
        ),
      ),
  );
  return rows.map((row) => ({
    gateId: gateIdSchema.parse(row.gateId),
    eventId: eventIdSchema.parse(row.eventId),
    device: deviceIdSchema.parse(row.device),
    crossingId: row.crossingId === null ? null : crossingIdSchema.parse(row.crossingId),
    passId: row.passId === null ? null : passIdSchema.parse(row.passId),
    plateKey: row.plateKey,
    at: row.at,
  }));
}

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
