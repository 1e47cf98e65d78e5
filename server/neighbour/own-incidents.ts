import { and, asc, eq, isNull } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { neighbourIncident } from '@/db/schema/neighbour';
import type { ContentOf } from '@/domain/neighbour/content';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Direction } from '@/domain/shared/vocabulary';
import type { Link } from './link';

type Told = {
  readonly gateId: GateId;
  /** Made by whoever presses: pressed twice it is one. */
  readonly incidentId: string;
  readonly code: ContentOf<'incident'>['code'];
  /** Null: it concerns both ways. */
  readonly direction: Direction | null;
  readonly by: string;
};

/** Somebody decides that the other side should know of an incident of ours; the link, and our sheets, say it (NE-20). */
export async function tellIncident({ db, now }: Link, told: Told): Promise<null> {
  await inGate(db, { gateId: told.gateId, actor: told.by }, (tx) =>
    tx
      .insert(neighbourIncident)
      .values({ ...told, since: now() })
      .onConflictDoNothing(),
  );
  return null;
}

export async function endIncident(
  { db, now }: Link,
  { gateId, incidentId, by }: Pick<Told, 'gateId' | 'incidentId' | 'by'>,
): Promise<Result<null, 'AP-NONE'>> {
  const ended = await inGate(db, { gateId, actor: by }, (tx) =>
    tx
      .update(neighbourIncident)
      .set({ overAt: now(), overBy: by })
      .where(
        and(
          eq(neighbourIncident.gateId, gateId),
          eq(neighbourIncident.incidentId, incidentId),
          isNull(neighbourIncident.overAt),
        ),
      )
      .returning({ id: neighbourIncident.incidentId }),
  );
  return ended.length === 0 ? err('AP-NONE') : ok(null);
}

/** Those that are not over, oldest first. */
export const readOwnIncidents = (tx: Transaction, gateId: GateId) =>
  tx
    .select()
    .from(neighbourIncident)
    .where(and(eq(neighbourIncident.gateId, gateId), isNull(neighbourIncident.overAt)))
    .orderBy(asc(neighbourIncident.since));
