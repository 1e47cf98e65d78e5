import { asc, desc, eq, ilike, inArray, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import { inGate, type Transaction } from '@/db/client';
import { firm } from '@/db/schema/account';
import { firmMark } from '@/db/schema/firm-mark';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import type { PersonContext } from '../control/person-context';
import { lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';

export type FirmLine = {
  readonly firmId: string;
  readonly name: string;
  readonly taxCode: string | null;
  readonly isTrusted: boolean;
  /** The newest mark; null: nobody ever said. */
  readonly mark: { readonly reason: string; readonly by: string; readonly at: number } | null;
};

const MOST_FIRMS = 100;

/** Who is a trusted trader now: the newest mark of each firm. */
export async function readTrusted(tx: Transaction): Promise<ReadonlySet<string>> {
  return new Set([...(await newestMarks(tx))].flatMap(([firmId, mark]) => (mark.isTrusted ? [firmId] : [])));
}

async function newestMarks(tx: Transaction): Promise<ReadonlyMap<string, typeof firmMark.$inferSelect>> {
  const marks = await tx
    .selectDistinctOn([firmMark.firmId])
    .from(firmMark)
    .orderBy(firmMark.firmId, desc(firmMark.at), desc(firmMark.markId));
  return new Map(marks.map((mark) => [mark.firmId, mark]));
}

/** Firms that somebody has marked; others as they are searched for, by name or tax code. */
export async function listFirms(
  { db, actor }: PersonContext,
  { gateId, search }: { readonly gateId: GateId; readonly search: string },
): Promise<readonly FirmLine[]> {
  return inGate(db, { gateId, actor: actor.id }, async (tx) => {
    const marks = await newestMarks(tx);
    const like = `%${search.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
    const found = await tx
      .select({ id: firm.id, name: firm.name, taxCode: firm.taxCode })
      .from(firm)
      .where(
        search === ''
          ? inArray(firm.id, [...marks.keys()])
          : or(ilike(firm.name, like), ilike(firm.taxCode, like)),
      )
      .orderBy(asc(firm.name))
      .limit(MOST_FIRMS);
    return found.map(({ id, name, taxCode }): FirmLine => {
      const mark = marks.get(id);
      return {
        firmId: id,
        name,
        taxCode,
        isTrusted: mark?.isTrusted ?? false,
        mark: mark === undefined ? null : { reason: mark.reason, by: mark.by, at: mark.at },
      };
    });
  });
}

/** AC-15: an officer says that a firm is trusted, or no longer. The order of the gate follows at once. */
export async function markFirm(
  { db, clock, actor }: PersonContext,
  input: {
    readonly gateId: GateId;
    readonly firmId: string;
    readonly isTrusted: boolean;
    readonly reason: string;
  },
): Promise<Result<null, 'AP-NONE' | 'AP-DONE'>> {
  const { gateId, firmId, isTrusted, reason } = input;
  const at = clock.now();
  const outcome = await inGate(db, { gateId, actor: actor.id }, async (tx) => {
    // One mark after another at a gate, and a change that makes boards and desks look.
    const head = await lockHead(tx, gateId);
    const known = await tx.select({ id: firm.id }).from(firm).where(eq(firm.id, firmId));
    if (known.length === 0) return err('AP-NONE' as const);
    if ((await readTrusted(tx)).has(firmId) === isTrusted) return err('AP-DONE' as const);
    await tx
      .insert(firmMark)
      .values({ markId: uuidv7({ msecs: at }), firmId, isTrusted, reason, by: actor.id, at });
    await moveHead(tx, { ...head, change: head.change + 1 });
    return ok(null);
  });
  if (outcome.ok) announceChange(db);
  return outcome;
}
