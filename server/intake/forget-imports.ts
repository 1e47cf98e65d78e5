import { and, asc, eq, gt, inArray, isNotNull, lt, or } from 'drizzle-orm';
import { type Database, EVERY_GATE, inGate, type Transaction } from '@/db/client';
import { firm } from '@/db/schema/account';
import { sheetImport, sheetRow, sheetWork } from '@/db/schema/intake';
import { FORGET_AFTER_MS } from '@/domain/intake/limits';
import { speakForFirms } from '../declaration/speak-for-firms';

/** How long an import that was taken away can be brought back. */
const BRING_BACK_MS = 3_600_000;
/** Firms of one transaction: none is long, and a province of firms is few of them. */
const FIRMS_AT_ONCE = 200;

/** Old imports of every firm go, also of those that bring nothing in any more. */
export async function forgetEverywhere(db: Database, now: number): Promise<void> {
  const scope = { gateId: EVERY_GATE, actor: null } as const;
  for (let last: string | null = null; ; ) {
    const firms: string[] = await inGate(db, scope, async (tx) => {
      const rows = await tx
        .select({ id: firm.id })
        .from(firm)
        .where(last === null ? undefined : gt(firm.id, last))
        .orderBy(asc(firm.id))
        .limit(FIRMS_AT_ONCE);
      const ids = rows.map(({ id }) => id);
      await speakForFirms(tx, ids);
      if (ids.length > 0) await forgetOld(tx, ids, now);
      return ids;
    });
    last = firms.at(-1) ?? null;
    if (last === null) return;
  }
}

/** What was taken away, and what nobody has looked after for two months, goes with everything that was typed. */
export async function forgetOld(tx: Transaction, firmIds: readonly string[], now: number): Promise<void> {
  const old = await tx
    .delete(sheetImport)
    .where(
      and(
        inArray(sheetImport.firmId, [...firmIds]),
        or(lt(sheetImport.discardedAt, now - BRING_BACK_MS), lt(sheetImport.madeAt, now - FORGET_AFTER_MS)),
      ),
    )
    .returning({ id: sheetImport.id, firmId: sheetImport.firmId });
  for (const firmId of new Set(old.map((row) => row.firmId)))
    await forgetRows(
      tx,
      firmId,
      old.filter((row) => row.firmId === firmId).map((row) => row.id),
    );
}

/** One import makes room for a new one: what was taken away first, else the oldest that is done. False: all under way. */
export async function makeRoom(tx: Transaction, firmId: string): Promise<boolean> {
  const [least] = await tx
    .select({ id: sheetImport.id })
    .from(sheetImport)
    .where(
      and(
        eq(sheetImport.firmId, firmId),
        or(isNotNull(sheetImport.discardedAt), eq(sheetImport.state, 'done')),
      ),
    )
    // Postgres sorts null last: those still on the list come after those taken away.
    .orderBy(asc(sheetImport.discardedAt), asc(sheetImport.madeAt))
    .limit(1);
  if (least === undefined) return false;
  await tx.delete(sheetImport).where(and(eq(sheetImport.firmId, firmId), eq(sheetImport.id, least.id)));
  await forgetRows(tx, firmId, [least.id]);
  return true;
}

async function forgetRows(tx: Transaction, firmId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx.delete(sheetRow).where(and(eq(sheetRow.firmId, firmId), inArray(sheetRow.importId, [...ids])));
  await tx.delete(sheetWork).where(and(eq(sheetWork.firmId, firmId), inArray(sheetWork.importId, [...ids])));
}
