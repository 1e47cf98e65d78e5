import { and, eq, inArray, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { overAllGates } from '@/db/over-all-gates';
import { crossing } from '@/db/schema/crossing';
import { vehicleClaim } from '@/db/schema/filing';
import type { GateId } from '@/domain/shared/identity';
import type { Direction } from '@/domain/shared/vocabulary';

export type Claim = {
  /** Normalised. */
  readonly plate: string;
  readonly direction: Direction;
  readonly crossingId: string;
};

/**
 * Takes the vehicles for new crossings, one live crossing per vehicle and direction in the province (rule 6). Answers
 * the crossings that got theirs; the others' vehicles are under way elsewhere. The row in `vehicle_claim` is the lock:
 * of two that ask at once the second waits for the first and then finds the vehicle taken. Rows are asked for in one
 * order, so that two batches cannot wait for each other.
 */
export async function claimVehicles(
  tx: Transaction,
  gateId: GateId,
  claims: readonly Claim[],
): Promise<ReadonlySet<string>> {
  const wanted = [...claims].sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  if (wanted.length === 0) return new Set();
  await insertRows(
    tx,
    vehicleClaim,
    wanted.map((claim) => ({ ...claim, gateId })),
    'keep',
  );
  // Everybody's row is locked here in the same order; what a waiting transaction reads is what the other one left.
  const held = await tx
    .select()
    .from(vehicleClaim)
    .where(inArray(vehicleClaim.plate, [...new Set(wanted.map((claim) => claim.plate))]))
    .orderBy(vehicleClaim.plate, vehicleClaim.direction)
    .for('update');
  const holder = new Map(held.map((row) => [keyOf(row), row]));
  const got = new Set<string>();
  const others: { claim: Claim; crossingId: string }[] = [];
  for (const claim of wanted) {
    const row = holder.get(keyOf(claim));
    if (row?.crossingId === claim.crossingId) got.add(claim.crossingId);
    else if (row) others.push({ claim, crossingId: row.crossingId });
  }
  const over = await findEnded(tx, gateId, others);
  for (const { claim, crossingId } of others) {
    if (!over.has(crossingId)) continue;
    // Two of one batch may want the vehicle that has become free: the first takes it.
    const [taken] = await tx
      .update(vehicleClaim)
      .set({ gateId, crossingId: claim.crossingId })
      .where(
        and(
          eq(vehicleClaim.plate, claim.plate),
          eq(vehicleClaim.direction, claim.direction),
          eq(vehicleClaim.crossingId, crossingId),
        ),
      )
      .returning({ crossingId: vehicleClaim.crossingId });
    if (taken) got.add(taken.crossingId);
  }
  return got;
}

const keyOf = (row: { readonly plate: string; readonly direction: string }) =>
  `${row.plate}\n${row.direction}`;

/** Which of these crossings, at whatever gate, have ended. */
async function findEnded(
  tx: Transaction,
  gateId: GateId,
  held: readonly { readonly crossingId: string }[],
): Promise<ReadonlySet<string>> {
  if (held.length === 0) return new Set();
  const rows = await overAllGates(tx, gateId, () =>
    tx
      .select({ crossingId: crossing.crossingId })
      .from(crossing)
      .where(
        and(
          inArray(
            crossing.crossingId,
            held.map((row) => row.crossingId),
          ),
          sql`${crossing.endedAt} is not null`,
        ),
      ),
  );
  return new Set(rows.map((row) => row.crossingId));
}

/** Lets a vehicle go that is not this crossing's any more. */
export async function releaseVehicle(
  tx: Transaction,
  { plate, direction, crossingId }: Claim,
): Promise<void> {
  await tx
    .delete(vehicleClaim)
    .where(
      and(
        eq(vehicleClaim.plate, plate),
        eq(vehicleClaim.direction, direction),
        eq(vehicleClaim.crossingId, crossingId),
      ),
    );
}
