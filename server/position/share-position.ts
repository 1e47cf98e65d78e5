import { and, eq } from 'drizzle-orm';
import { inGate, type Transaction } from '@/db/client';
import { crossing } from '@/db/schema/crossing';
import { pass } from '@/db/schema/pass';
import { vehiclePosition } from '@/db/schema/position';
import type { Cell } from '@/domain/position/cell';
import { type Approach, approach, mayTell, moved } from '@/domain/position/on-the-way';
import type { GateId, PassId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Context } from '@/server/api/context';
import { crossingOfText, readPassText } from '@/server/pass/held-pass';
import { positionOf } from './seen-of';

/** What the phone hears: kept, and what it means; or that there is nothing to share any more. */
type Shared = { readonly kind: 'kept'; readonly approach: Approach } | { readonly kind: 'over' };

type Ports = Pick<Context, 'db' | 'clock'>;
type Refusal = 'AP-PASS' | 'AP-NONE';

const ofCrossing = (gateId: GateId, crossingId: string) =>
  and(eq(vehiclePosition.gateId, gateId), eq(vehiclePosition.crossingId, crossingId));

/**
 * Keeps the newest field a driver shares, in place of the one before (PO-9). A vehicle that has come or whose crossing
 * ended has nothing to share: what was kept of it goes.
 */
export async function sharePosition(
  { db, clock }: Ports,
  { token, cell }: { readonly token: string; readonly cell: Cell },
): Promise<Result<Shared, Refusal>> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId, claims } = text.value;
  const way = { gateId, direction: claims.direction };
  const now = clock.now();
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const crossingId = await crossingOfText(tx, text.value, token);
    if (crossingId === null) return err('AP-NONE');
    // Whoever was replaced says no more where the vehicle is, and takes nothing of his successor's along.
    if (!(await isLive(tx, gateId, claims.passId))) return ok({ kind: 'over' });
    if (!(await isOnTheWay(tx, gateId, crossingId))) {
      await tx.delete(vehiclePosition).where(ofCrossing(gateId, crossingId));
      return ok({ kind: 'over' });
    }
    const [row] = await tx.select().from(vehiclePosition).where(ofCrossing(gateId, crossingId));
    const before = row === undefined ? null : positionOf(row);
    if (before !== null && !mayTell(before.at, now))
      return ok({ kind: 'kept', approach: approach(before, way, now) });
    const next = moved(before, way, cell, now);
    const columns = { ...next.cell, at: next.at, nearSince: next.nearSince };
    await tx
      .insert(vehiclePosition)
      .values({ gateId, crossingId, ...columns })
      .onConflictDoUpdate({
        target: [vehiclePosition.gateId, vehiclePosition.crossingId],
        set: columns,
      });
    return ok({ kind: 'kept', approach: approach(next, way, now) });
  });
}

/** The driver has switched it off: what was kept goes at once (PO-9). */
export async function stopSharing(
  { db }: Ports,
  { token }: { readonly token: string },
): Promise<Result<null, Refusal>> {
  const text = readPassText(token);
  if (!text.ok) return text;
  const { gateId } = text.value;
  return inGate(db, { gateId, actor: null }, async (tx) => {
    const crossingId = await crossingOfText(tx, text.value, token);
    if (crossingId === null) return err('AP-NONE');
    await tx.delete(vehiclePosition).where(ofCrossing(gateId, crossingId));
    return ok(null);
  });
}

async function isLive(tx: Transaction, gateId: GateId, passId: PassId): Promise<boolean> {
  const [row] = await tx
    .select({ status: pass.status })
    .from(pass)
    .where(and(eq(pass.gateId, gateId), eq(pass.passId, passId)));
  return row?.status === 'live';
}

async function isOnTheWay(tx: Transaction, gateId: GateId, crossingId: string): Promise<boolean> {
  const [row] = await tx
    .select({ arrivedAt: crossing.arrivedAt, insideAt: crossing.insideAt, endedAt: crossing.endedAt })
    .from(crossing)
    .where(and(eq(crossing.gateId, gateId), eq(crossing.crossingId, crossingId)));
  return row !== undefined && row.arrivedAt === null && row.insideAt === null && row.endedAt === null;
}
