import { and, eq } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { oneOf } from '@/db/one-of';
import { pass } from '@/db/schema/pass';
import { type CrossingId, crossingIdSchema, type GateId } from '@/domain/shared/identity';
import type { GateEvent } from '@/domain/sync/event';

/** The crossing that an event is about; null for what is about the gate, or about a pass that nobody signed here. */
export type SpokenOf = (event: GateEvent) => CrossingId | null;

/**
 * An offline tablet reads a genuine pass that it was never told of: its events name the pass and no crossing. They
 * belong to the crossing of that pass (FO-13), or its entry would never reach the board and a second use never show.
 */
export async function readSpokenOf(
  tx: Transaction,
  gateId: GateId,
  events: readonly GateEvent[],
): Promise<SpokenOf> {
  const ids = new Set(
    events.flatMap(({ crossingId, passId }) => (crossingId === null ? (passId ?? []) : [])),
  );
  const rows =
    ids.size === 0
      ? []
      : await tx
          .select({ passId: pass.passId, crossingId: pass.crossingId })
          .from(pass)
          .where(and(eq(pass.gateId, gateId), oneOf(pass.passId, [...ids])));
  const ofPass = new Map(rows.map((row) => [row.passId, crossingIdSchema.parse(row.crossingId)]));
  return ({ crossingId, passId }) => crossingId ?? (passId === null ? null : (ofPass.get(passId) ?? null));
}
