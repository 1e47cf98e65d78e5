import { type Database, inGate, type Transaction } from '@/db/client';
import { neighbourStatement } from '@/db/schema/neighbour';
import { gateById } from '@/domain/gate/gates';
import type { Country } from '@/domain/neighbour/content';
import { countryOf, directionOfContent, type Statement } from '@/domain/neighbour/statement';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { changeBefore, lockHead, moveHead } from '../log/gate-head';
import { announceChange } from '../stream/announce-change';
import { rowOf } from './statement-rows';

export type Accepted = {
  /** Statements that were not known, and those that were. */
  readonly fresh: number;
  readonly known: number;
};
/** Why a statement is not the neighbour's: a gate that we do not have, our own word come back, a time that is to come. */
export type StatementFault = 'NE-GATE' | 'NE-OWN' | 'NE-TIME';

/** Clocks of two countries may differ by so much. */
const AHEAD_MS = 5 * 60_000;

/**
 * Keeps what the neighbour said, by whatever way it came (NE-2). A statement is known by its source and id: heard again, by
 * another way too, it changes nothing. Boards and call desk look at once.
 */
export async function acceptStatements(
  { db, own }: { readonly db: Database; readonly own: Country },
  statements: readonly Statement[],
  now: number,
): Promise<Result<Accepted, StatementFault>> {
  for (const { gateId, source, saidAt } of statements) {
    if (gateById(gateId) === null) return err('NE-GATE');
    if (countryOf(source) === own) return err('NE-OWN');
    if (saidAt > now + AHEAD_MS) return err('NE-TIME');
  }
  let fresh = 0;
  for (const gateId of new Set(statements.map((each) => each.gateId))) {
    const said = statements.filter((each) => each.gateId === gateId);
    fresh += await inGate(db, { gateId, actor: null }, (tx) => keep(tx, gateId, said, { own, now }));
  }
  if (fresh > 0) announceChange(db);
  return ok({ fresh, known: statements.length - fresh });
}

async function keep(
  tx: Transaction,
  gateId: GateId,
  statements: readonly Statement[],
  { own, now }: { readonly own: Country; readonly now: number },
): Promise<number> {
  const kept = await tx
    .insert(neighbourStatement)
    .values(statements.map((each) => rowOf(each, directionOfContent(each, own))))
    .onConflictDoNothing()
    .returning({ id: neighbourStatement.statementId });
  if (kept.length > 0) {
    const head = await lockHead(tx, gateId);
    await moveHead(tx, { ...head, change: changeBefore(head, now) + 1 });
  }
  return kept.length;
}
