import { and, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import { incident as incidentTable } from '@/db/schema/incident';
import type { ControlIncident } from '@/domain/board/snapshot';
import { allGates } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import type { Incident } from '@/domain/sync/incident';
import type { Context } from '@/server/api/context';
import { homeDayStart } from '@/server/board/home-day';
import { actorId } from '../auth/actor-id';

const MOST = 200;

type Fact = ControlIncident['facts'][number];
type FoundFact = Fact & { readonly plate: string | null };

/** Conflicts of a gate that are open, and those settled today; newest first, with the facts side by side (rule 14). */
export async function listIncidents(
  { db, clock, actor }: Pick<Context, 'db' | 'clock' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly ControlIncident[]> {
  const listed = await inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const rows = await tx
      .select({ incident: incidentTable.incident, plate: crossing.plate })
      .from(incidentTable)
      .leftJoin(
        crossing,
        and(eq(crossing.gateId, incidentTable.gateId), eq(crossing.crossingId, incidentTable.crossingId)),
      )
      .where(
        and(
          eq(incidentTable.gateId, gateId),
          isNull(incidentTable.withdrawnAt),
          or(isNull(incidentTable.resolvedAt), gte(incidentTable.resolvedAt, homeDayStart(clock.now()))),
        ),
      )
      .orderBy(desc(isNull(incidentTable.resolvedAt)), desc(incidentTable.at))
      .limit(MOST);
    const facts = await readFacts(tx, [...new Set(rows.flatMap((row) => row.incident.events))], [gateId]);
    return { rows, facts };
  });
  const elsewhere = await factsElsewhere(db, gateId, listed);
  const known = new Map([...elsewhere, ...listed.facts]);
  const factOf = (id: string) => known.get(id) ?? null;
  return listed.rows.map(({ incident, plate }) => {
    const found = incident.events.flatMap((id) => factOf(id) ?? []);
    return {
      ...incident,
      plate: plate ?? found.find((fact) => fact.plate !== null)?.plate ?? null,
      facts: found
        .map(({ plate: _, ...fact }) => fact)
        .sort((a, b) => a.at - b.at || a.eventId.localeCompare(b.eventId)),
    };
  });
}

/** A clone's other half stands in another gate's log; only the facts that an incident of this gate names are read. */
async function factsElsewhere(
  db: Database,
  gateId: GateId,
  { rows, facts }: { rows: readonly { incident: Incident }[]; facts: ReadonlyMap<string, FoundFact> },
): Promise<ReadonlyMap<string, FoundFact>> {
  const missing = rows
    .filter(({ incident }) => incident.kind === 'clone')
    .flatMap(({ incident }) => incident.events.filter((id) => !facts.has(id)));
  if (missing.length === 0) return new Map();
  return inGate(db, { gateId: EVERY_GATE, actor: gateId }, (tx) =>
    readFacts(
      tx,
      [...new Set(missing)],
      allGates().map(({ code }) => code),
    ),
  );
}

async function readFacts(
  tx: Transaction,
  ids: readonly string[],
  gates: readonly GateId[],
): Promise<ReadonlyMap<string, FoundFact>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      event: eventTable.event,
      recordedAt: eventTable.recordedAt,
      deviceName: device.name,
      checkpoint: device.checkpoint,
      plate: crossing.plate,
    })
    .from(eventTable)
    .leftJoin(device, and(eq(device.gateId, eventTable.gateId), eq(device.deviceId, eventTable.device)))
    .leftJoin(
      crossing,
      and(eq(crossing.gateId, eventTable.gateId), eq(crossing.crossingId, eventTable.crossingId)),
    )
    .where(
      // Gate first, as in every key.
      and(inArray(eventTable.gateId, [...gates]), inArray(eventTable.id, [...ids])),
    );
  return new Map(
    rows.map(({ event, recordedAt, deviceName, checkpoint, plate }) => [
      event.id,
      {
        eventId: event.id,
        gateId: event.gateId,
        plate,
        deviceName: deviceName ?? '',
        checkpoint: checkpoint ?? '',
        actor: event.actor,
        at: event.wall + (event.offset ?? 0),
        recordedAt,
        verdict: event.verdict,
        codes: event.codes,
      },
    ]),
  );
}
