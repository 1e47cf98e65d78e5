import { and, desc, eq, gte, inArray, isNull, or } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import { incident as incidentTable } from '@/db/schema/incident';
import type { ControlIncident } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import type { Context } from '@/server/api/context';
import { homeDayStart } from '@/server/board/home-day';
import { actorId } from '../auth/actor-id';

const MOST = 200;

type Fact = ControlIncident['facts'][number];

/** Conflicts of a gate that are open, and those settled today; newest first, with the facts side by side (rule 14). */
export async function listIncidents(
  { db, clock, actor }: Pick<Context, 'db' | 'clock' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly ControlIncident[]> {
  return inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
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
    const facts = await readFacts(tx, gateId, [...new Set(rows.flatMap((row) => row.incident.events))]);
    return rows.map(({ incident, plate }) => ({
      ...incident,
      plate,
      facts: incident.events
        .flatMap((id) => facts.get(id) ?? [])
        .sort((a, b) => a.at - b.at || a.eventId.localeCompare(b.eventId)),
    }));
  });
}

async function readFacts(
  tx: Transaction,
  gateId: GateId,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Fact>> {
  if (ids.length === 0) return new Map();
  const rows = await tx
    .select({
      event: eventTable.event,
      recordedAt: eventTable.recordedAt,
      deviceName: device.name,
      checkpoint: device.checkpoint,
    })
    .from(eventTable)
    .leftJoin(device, and(eq(device.gateId, eventTable.gateId), eq(device.deviceId, eventTable.device)))
    .where(and(eq(eventTable.gateId, gateId), inArray(eventTable.id, [...ids])));
  return new Map(
    rows.map(({ event, recordedAt, deviceName, checkpoint }) => [
      event.id,
      {
        eventId: event.id,
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
