import { and, eq, isNull } from 'drizzle-orm';
import { inGate } from '@/db/client';
import { holdLock } from '@/db/hold-lock';
import { incident as incidentTable } from '@/db/schema/incident';
import { crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { centreDraft } from '@/server/log/centre-draft';
import { recordEvents } from '@/server/log/record-events';
import { announceChange } from '@/server/stream/announce-change';
import type { PersonContext } from './person-context';

/** Settles a conflict with a reason. Both facts stay; the resolution is a third (rule 14). */
export async function resolveIncident(
  { db, clock, actor }: PersonContext,
  { gateId, incident, reason }: { gateId: GateId; incident: string; reason: string },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const outcome = await inGate(
    db,
    { gateId, actor: actor.id },
    async (tx): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> => {
      // Of two that settle it at once, the second finds it settled.
      await holdLock(tx, `incident ${gateId} ${incident}`);
      const [row] = await tx
        .select({ resolvedAt: incidentTable.resolvedAt, crossingId: incidentTable.crossingId })
        .from(incidentTable)
        .where(
          and(
            eq(incidentTable.gateId, gateId),
            eq(incidentTable.id, incident),
            isNull(incidentTable.withdrawnAt),
          ),
        );
      if (!row) return err('AP-NONE');
      if (row.resolvedAt !== null) return err('AP-DONE');
      await recordEvents(
        tx,
        gateId,
        [
          {
            ...centreDraft(gateId, {
              crossingId: row.crossingId === null ? null : crossingIdSchema.parse(row.crossingId),
              actor: actor.id,
            }),
            agency: actor.agency,
            type: 'incident.resolved',
            body: { incident, reason },
          },
        ],
        clock.now(),
      );
      return ok(null);
    },
  );
  announceChange(db);
  return outcome;
}
