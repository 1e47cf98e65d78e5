import { and, eq } from 'drizzle-orm';
import { EVERY_GATE, inGate } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { filing } from '@/db/schema/filing';
import { parseDirection } from '@/domain/declaration/choices';
import { readPlates } from '@/domain/declaration/plates';
import type { Submission } from '@/domain/declaration/submission';
import { type CrossingId, crossingIdSchema } from '@/domain/shared/identity';
import type { DeclaredDetails } from '@/domain/sync/declared-details';
import type { FirmContext } from './firm-context';

/**
 * DE-7: the firm's own trip out of the same vehicle, at whatever gate, and when it left over the line; null for anything
 * else: the trip back is then one by itself.
 */
export async function continuedTrip(
  { db, actor, firmId }: Pick<FirmContext, 'db' | 'actor' | 'firmId'>,
  crossingId: CrossingId | null,
  submission: Submission,
): Promise<NonNullable<DeclaredDetails['continues']> | null> {
  const plates = readPlates(submission.plate);
  if (crossingId === null || parseDirection(submission.direction) !== 'import' || !plates.ok) return null;
  const [row] = await inGate(db, { gateId: EVERY_GATE, actor: actor.id, firmId }, (tx) =>
    tx
      .select({
        id: crossing.crossingId,
        endedKind: crossing.endedKind,
        endedAt: crossing.endedAt,
        twoWay: filing.twoWay,
      })
      .from(filing)
      .innerJoin(
        crossing,
        and(eq(crossing.gateId, filing.gateId), eq(crossing.crossingId, filing.crossingId)),
      )
      .where(
        and(
          eq(filing.firmId, firmId),
          eq(filing.crossingId, crossingId),
          eq(crossing.direction, 'export'),
          eq(crossing.plate, plates.value.vehicle.normalised),
        ),
      ),
  );
  if (row === undefined) return null;
  return {
    crossingId: crossingIdSchema.parse(row.id),
    leftAt: row.endedKind === 'completed' ? row.endedAt : null,
    twoWay: row.twoWay === true,
  };
}
