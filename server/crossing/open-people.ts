import { and, desc, eq, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossingKey } from '@/db/schema/crossing';
import { event } from '@/db/schema/event';
import { fromBase64url } from '@/domain/shared/base64url';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import { openSealed, type Personal } from './seal-personal';

export type { Personal };
export const NOBODY: Personal = { driverName: null, driverIdNumber: null, driverPhone: null, note: null };

/** Crossings per question: each has a handful of sealed facts. */
const BATCH = 500;

/** Newest personal fields of many crossings of one gate; those without any, or erased, are left out. */
export async function openPeople(
  tx: Transaction,
  gateId: GateId,
  crossingIds: readonly CrossingId[],
): Promise<ReadonlyMap<CrossingId, Personal>> {
  const people = new Map<CrossingId, Personal>();
  for (let at = 0; at < crossingIds.length; at += BATCH) {
    const ids = crossingIds.slice(at, at + BATCH);
    const keys = await tx
      .select({ id: crossingKey.crossingId, key: crossingKey.key })
      .from(crossingKey)
      .where(and(eq(crossingKey.gateId, gateId), inArray(crossingKey.crossingId, ids)));
    const keyOf = new Map(keys.map(({ id, key }) => [id, fromBase64url(key)]));
    const facts = await tx
      .select({ id: event.crossingId, sealed: sql<string>`${event.event} ->> 'sealed'` })
      .from(event)
      .where(
        and(
          eq(event.gateId, gateId),
          inArray(event.crossingId, ids),
          isNotNull(sql`${event.event} ->> 'sealed'`),
        ),
      )
      .orderBy(desc(event.hlc));
    for (const { id, sealed } of facts) {
      const crossingId = crossingIdSchema.parse(id);
      const key = keyOf.get(crossingId);
      if (people.has(crossingId) || !key) continue;
      const opened = openSealed(sealed, key, crossingId);
      if (opened !== null) people.set(crossingId, opened);
    }
  }
  return people;
}
