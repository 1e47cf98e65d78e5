import { sql } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate } from '@/db/client';
import { gateHead } from '@/db/schema/gate-head';
import { gateIdSchema } from '@/domain/shared/identity';
import type { GatePositions } from './gate-watcher';

/** A channel without payload: the notification says "look", the heads say what there is to see. */
export const CHANNEL = 'gate_log';

/** Where every gate stands: grows with each event and with each incident, so a board follows both. */
export async function readPositions(db: Database): Promise<GatePositions> {
  return inGate(db, { gateId: EVERY_GATE, actor: null }, async (tx) => {
    const rows = await tx
      .select({
        gateId: gateHead.gateId,
        position: sql`${gateHead.position} + ${gateHead.change}`.mapWith(Number),
      })
      .from(gateHead);
    return new Map(rows.map((row) => [gateIdSchema.parse(row.gateId), row.position]));
  });
}
