import { and, desc, eq, gte, inArray, or, sql } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { device } from '@/db/schema/device';
import { event as eventTable } from '@/db/schema/event';
import { approver } from '@/db/schema/release';
import type { OverrideToCheck } from '@/domain/release/override-check';
import type { GateId } from '@/domain/shared/identity';
import type { GateEventOf } from '@/domain/sync/event';
import { occurredAt } from '@/domain/sync/hlc';
import type { Context } from '../api/context';
import { actorId } from '../auth/actor-id';
import { namesOf } from '../auth/names-of';
import { homeDayStart } from '../board/home-day';

const MOST = 200;

/** RE-5: releases that went on by a supervisor's word: all that nobody has checked, and those of today; newest first. */
export async function listOverrides(
  { db, accounts, clock, actor }: Pick<Context, 'db' | 'accounts' | 'clock' | 'actor'>,
  { gateId }: { gateId: GateId },
): Promise<readonly OverrideToCheck[]> {
  const found = await inGate(db, { gateId, actor: actorId(actor) }, async (tx) => {
    const checked = sql`exists (select from ${eventTable} c where c.gate_id = ${eventTable.gateId} and c.type = 'override.checked'
      and c.event -> 'body' ->> 'override' = ${eventTable.id}::text)`;
    const rows = await tx
      .select({
        event: eventTable.event,
        recordedAt: eventTable.recordedAt,
        crossingId: eventTable.crossingId,
        plate: crossing.plate,
        deviceName: device.name,
        checkpoint: device.checkpoint,
      })
      .from(eventTable)
      .leftJoin(
        crossing,
        and(eq(crossing.gateId, eventTable.gateId), eq(crossing.crossingId, eventTable.crossingId)),
      )
      .leftJoin(device, and(eq(device.gateId, eventTable.gateId), eq(device.deviceId, eventTable.device)))
      .where(
        and(
          eq(eventTable.gateId, gateId),
          eq(eventTable.type, 'release.overridden'),
          or(gte(eventTable.recordedAt, homeDayStart(clock.now())), sql`not ${checked}`),
        ),
      )
      .orderBy(desc(eventTable.position))
      .limit(MOST);
    return {
      rows,
      checks: await readChecks(
        tx,
        gateId,
        rows.map(({ event }) => event.id),
      ),
      approvers: await namesOfApprovers(tx, gateId),
    };
  });
  const overrides = found.rows.flatMap((row) =>
    row.event.type === 'release.overridden' ? [{ ...row, event: row.event }] : [],
  );
  const people = [
    ...overrides.flatMap(({ event }) => event.actor ?? []),
    ...[...found.checks.values()].flatMap(({ actor: by }) => by ?? []),
  ];
  const names = new Map([...(await namesOf(accounts, people)), ...found.approvers]);
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? id));
  return overrides
    .map(({ event, recordedAt, crossingId, plate, deviceName, checkpoint }): OverrideToCheck => {
      const check = found.checks.get(event.id);
      return {
        override: event.id,
        crossingId,
        plate,
        at: occurredAt(event),
        recordedAt,
        deviceName: deviceName ?? '',
        checkpoint: checkpoint ?? '',
        reason: event.body.reason,
        approvedBy: { id: event.body.approvedBy, name: nameOf(event.body.approvedBy) ?? '' },
        officer: event.actor === null ? null : { id: event.actor, name: nameOf(event.actor) ?? '' },
        checked:
          check === undefined
            ? null
            : {
                outcome: check.body.outcome,
                note: check.body.note,
                by: nameOf(check.actor) ?? '',
                at: occurredAt(check),
              },
      };
    })
    .sort((a, b) => Number(a.checked !== null) - Number(b.checked !== null) || b.at - a.at);
}

/** The first check stands (RE-5). */
export async function readChecks(
  tx: Transaction,
  gateId: GateId,
  overrides: readonly string[],
): Promise<ReadonlyMap<string, GateEventOf<'override.checked'>>> {
  if (overrides.length === 0) return new Map();
  const rows = await tx
    .select({ event: eventTable.event })
    .from(eventTable)
    .where(
      and(
        eq(eventTable.gateId, gateId),
        eq(eventTable.type, 'override.checked'),
        inArray(sql`(${eventTable.event} -> 'body' ->> 'override')`, [...overrides]),
      ),
    )
    .orderBy(desc(eventTable.position));
  return new Map(
    rows.flatMap(({ event }) =>
      event.type === 'override.checked' ? [[event.body.override, event] as const] : [],
    ),
  );
}

async function namesOfApprovers(tx: Transaction, gateId: GateId): Promise<ReadonlyMap<string, string>> {
  const rows = await tx
    .select({ id: approver.personId, name: approver.name })
    .from(approver)
    .where(eq(approver.gateId, gateId));
  return new Map(rows.map(({ id, name }) => [id, name]));
}
