import { and, eq, inArray } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { pass } from '@/db/schema/pass';

export type Declared = {
  readonly plate: string | null;
  /** The live pass; null where there is none any more. */
  readonly token: string | null;
};

/** Plates and live passes of crossings, at whatever gates. */
export async function readDeclared(
  tx: Transaction,
  filed: readonly { readonly gateId: string | null; readonly crossingId: string | null }[],
): Promise<ReadonlyMap<string, Declared>> {
  const gateIds = [...new Set(filed.flatMap(({ gateId }) => gateId ?? []))];
  const crossingIds = filed.flatMap(({ crossingId }) => crossingId ?? []);
  if (crossingIds.length === 0) return new Map();
  const rows = await tx
    .select({ id: crossing.crossingId, plate: crossing.plate, token: pass.token })
    .from(crossing)
    .leftJoin(
      pass,
      and(
        eq(pass.gateId, crossing.gateId),
        eq(pass.crossingId, crossing.crossingId),
        eq(pass.status, 'live'),
      ),
    )
    .where(and(inArray(crossing.gateId, gateIds), inArray(crossing.crossingId, crossingIds)));
  return new Map(rows.map(({ id, plate, token }) => [id, { plate, token }]));
}
