import type { Database } from '@/db/client';
import { inGate } from '@/db/client';
import { type Answer, isAbout } from '@/domain/release/answer-for';
import { type EligibleList, readEligibleList } from '@/domain/release/eligible-list';
import { knownLabels } from '@/domain/release/list-entries';
import type { GateId } from '@/domain/shared/identity';
import { err, ok, type Result } from '@/domain/shared/result';
import { readCells, type SheetFault } from '@/sheets/read-sheet';
import { announceChange } from '../stream/announce-change';
import { applyAnswers, liveCrossings } from './apply-answers';

export type ListImport = {
  readonly list: EligibleList;
  /** When customs' system made it: as the file says, else as whoever brought it says; null: nobody says. */
  readonly madeAt: number | null;
  /** Good rows that are about a vehicle under way at this gate. */
  readonly matched: number;
  /** Facts written; 0 in a preview, and where everything was known already. */
  readonly recorded: number;
  readonly stored: boolean;
};

export type ImportListFault = SheetFault | { readonly kind: 'noTime' };

export async function readListFile(bytes: Uint8Array): Promise<Result<EligibleList, SheetFault>> {
  const cells = await readCells(bytes, (rows) => {
    const known = knownLabels(rows);
    return { index: known === 0 ? -1 : 0, known };
  });
  if (!cells.ok) return cells;
  const list = readEligibleList(cells.value.rows);
  return list.entries === 0 ? err({ kind: 'empty' }) : ok(list);
}

/**
 * RE-7: the eligible list as a file. The good rows count, the faulty ones are named; the same file again changes nothing.
 * `store` false is a preview. Without a time of making nothing is stored: nobody could say how fresh it is.
 */
export async function importList(
  ports: { readonly db: Database; readonly now: number; readonly actor: string | null },
  input: {
    readonly gateId: GateId;
    readonly bytes: Uint8Array;
    readonly madeAt: number | null;
    readonly store: boolean;
  },
): Promise<Result<ListImport, ImportListFault>> {
  const { db, now, actor } = ports;
  const { gateId } = input;
  const read = await readListFile(input.bytes);
  if (!read.ok) return read;
  const list = read.value;
  const madeAt = list.madeAt ?? input.madeAt;
  if (input.store && madeAt === null) return err({ kind: 'noTime' });
  const answers = list.rows.map(
    ({ declaration, container, eligible }): Answer => ({
      source: 'list',
      declaration,
      container,
      eligible,
      asOf: madeAt ?? now,
    }),
  );
  const outcome = await inGate(db, { gateId, actor }, async (tx) => {
    if (input.store) return applyAnswers(tx, gateId, answers, now, actor);
    const live = await liveCrossings(
      tx,
      gateId,
      answers.map(({ declaration }) => declaration),
    );
    const bound = live.flatMap(({ binding }) => binding ?? []);
    return {
      matched: answers.filter((answer) => bound.some((binding) => isAbout(answer, binding))).length,
      recorded: 0,
    };
  });
  if (input.store) announceChange(db);
  return ok({ list, madeAt, ...outcome, stored: input.store });
}
