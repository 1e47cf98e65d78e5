import { and, eq } from 'drizzle-orm';
import * as z from 'zod';
import type { Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import type { CrossingId, GateId } from '@/domain/shared/identity';

/** The firm a crossing was filed by, as the fleets know it; null: no crossing, or brought in without an account. */
export async function firmOfFiled(
  tx: Transaction,
  gateId: GateId,
  crossingId: CrossingId,
): Promise<string | null> {
  const [row] = await tx
    .select({ firmId: crossing.firmId })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  const firmId = z.uuid().safeParse(row?.firmId);
  return firmId.success ? firmId.data : null;
}
