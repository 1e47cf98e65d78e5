import { and, desc, eq, gt, isNull, or, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { sheetColumn, sheetImport } from '@/db/schema/intake';
import type { ColumnChoices } from '@/domain/declaration/map-columns';
import { arrived, type ImportState } from '@/domain/intake/import-state';
import { MOST_COLUMNS, MOST_IMPORTS } from '@/domain/intake/limits';
import { err, ok, type Result } from '@/domain/shared/result';
import { countImport } from '../auth/throttle';
import type { FirmContext } from '../declaration/firm-context';
import { forgetOld, makeRoom } from './forget-imports';
import { countRows, forFirm } from './import-row';
import { makeImportKey } from './row-seal';

export type Begun = {
  /** The import to go on with: an earlier one when the same file was brought in before. */
  readonly importId: string;
  readonly state: ImportState;
  /** Rows that are here already; they come in order, so the next one is the one after. */
  readonly arrived: number;
};

export type BeginInput = {
  readonly importId: string;
  readonly fileName: string;
  readonly fileHash: string;
  readonly rowCount: number;
  /** What somebody said about headers; remembered for the firm's next sheet (IM-1). */
  readonly choices: ColumnChoices;
};

/** How long the same file, filed, is answered with what became of it instead of being a new import. */
const SAME_FILE_MS = 86_400_000;

/** Begins an import, or goes on with the one that this file began before (IM-4). */
export async function beginImport(ctx: FirmContext, input: BeginInput): Promise<Result<Begun, 'AP-MANY'>> {
  const { firmId, clock, actor } = ctx;
  const now = clock.now();
  if (!(await countImport(ctx.accounts, firmId, now))) return err('AP-MANY');
  const key = await makeImportKey(await ctx.keys(), input.importId);
  return forFirm(ctx, async (tx): Promise<Result<Begun, 'AP-MANY'>> => {
    await rememberColumns(tx, firmId, input.choices, now);
    await forgetOld(tx, [firmId], now);
    const { choices: _, ...named } = input;
    const known = await findSame(tx, firmId, input, now);
    if (known !== null) return ok(known);
    // Those taken away too: until they are forgotten they lie here with all their rows.
    const held = await tx.$count(sheetImport, eq(sheetImport.firmId, firmId));
    if (held >= MOST_IMPORTS && !(await makeRoom(tx, firmId))) return err('AP-MANY');
    await tx
      .insert(sheetImport)
      .values({ ...named, id: input.importId, firmId, state: 'arriving', key, madeBy: actor.id, madeAt: now })
      .onConflictDoNothing();
    // Of two that begin with the same file at once the second finds what the first has begun.
    return ok(
      (await findSame(tx, firmId, input, now)) ?? { importId: input.importId, state: 'arriving', arrived: 0 },
    );
  });
}

async function findSame(
  tx: Transaction,
  firmId: string,
  { importId, fileHash }: BeginInput,
  now: number,
): Promise<Begun | null> {
  const [row] = await tx
    .select()
    .from(sheetImport)
    .where(
      and(
        eq(sheetImport.firmId, firmId),
        isNull(sheetImport.discardedAt),
        or(
          eq(sheetImport.id, importId),
          and(
            eq(sheetImport.fileHash, fileHash),
            or(eq(sheetImport.state, 'arriving'), gt(sheetImport.madeAt, now - SAME_FILE_MS)),
          ),
        ),
      ),
    )
    .orderBy(desc(sheetImport.madeAt))
    .limit(1);
  if (row === undefined) return null;
  return { importId: row.id, state: row.state, arrived: arrived(await countRows(tx, firmId, row.id)) };
}

async function rememberColumns(
  tx: Transaction,
  firmId: string,
  choices: ColumnChoices,
  now: number,
): Promise<void> {
  for (const [header, meaning] of Object.entries(choices))
    await tx
      .insert(sheetColumn)
      .values({ firmId, header, meaning, saidAt: now })
      .onConflictDoUpdate({
        target: [sheetColumn.firmId, sheetColumn.header],
        set: { meaning, saidAt: now },
      });
  // What was said longest ago goes: headers are free text, and nobody takes them back.
  await tx.execute(sql`delete from ${sheetColumn} where firm_id = ${firmId} and header not in (
    select header from ${sheetColumn} where firm_id = ${firmId} order by said_at desc, header limit ${MOST_COLUMNS})`);
}
