import { and, inArray, isNotNull, sql } from 'drizzle-orm';
import type { Transaction } from '@/db/client';
import { listOf } from '@/db/one-of';
import { declarationDay, filing as filingTable } from '@/db/schema/filing';
import { dayOf } from '@/domain/report/home-day';
import type { GateId } from '@/domain/shared/identity';
import type { DeclaredDetails } from '@/domain/sync/declared-details';
import type { Filing } from './enter-filings';

export type DeclarationNumber = Pick<DeclaredDetails, 'number' | 'part' | 'parts'>;

const groupOf = ({ firmId, clientKey, whole }: Filing) => `${firmId}/${whole?.key ?? clientKey}`;

/**
 * DE-5: numbers declarations of which something becomes a crossing now: day in Hà Nội and a serial of five digits,
 * without gaps at a gate. A vehicle that is filed later into the same declaration gets that declaration's number and
 * its next part. By client key with the firm's; the rows of the filings are there already.
 */
export async function numberDeclarations(
  tx: Transaction,
  gateId: GateId,
  filings: readonly Filing[],
  now: number,
): Promise<ReadonlyMap<Filing, DeclarationNumber>> {
  if (filings.length === 0) return new Map();
  const known = await readNumbered(tx, filings);
  const fresh = [...new Set(filings.map(groupOf).filter((group) => !known.has(group)))];
  const day = dayOf(now).replaceAll('-', '');
  const last = fresh.length === 0 ? 0 : await takeSerials(tx, gateId, day, fresh.length);
  for (const [at, group] of fresh.entries()) {
    const serial = last - fresh.length + at + 1;
    known.set(group, { number: `${day}${String(serial).padStart(5, '0')}`, filed: 0, parts: null });
  }
  const numbers = new Map<Filing, DeclarationNumber>();
  for (const filing of filings) {
    const group = known.get(groupOf(filing));
    if (group === undefined) throw new Error('a declaration without a number');
    group.filed += 1;
    const parts = Math.max(group.parts ?? filing.whole?.parts ?? 1, group.filed);
    numbers.set(filing, { number: group.number, part: group.filed, parts });
  }
  await writeNumbers(tx, numbers);
  return numbers;
}

type Numbered = { readonly number: string; filed: number; readonly parts: number | null };

/** Declarations of several vehicles of which some were filed before. */
async function readNumbered(tx: Transaction, filings: readonly Filing[]): Promise<Map<string, Numbered>> {
  const keys = [...new Set(filings.flatMap(({ whole }) => whole?.key ?? []))];
  if (keys.length === 0) return new Map();
  const rows = await tx
    .select()
    .from(filingTable)
    .where(and(inArray(filingTable.declarationKey, keys), isNotNull(filingTable.declarationNo)));
  const found = new Map<string, Numbered>();
  for (const { firmId, declarationKey, declarationNo, parts } of rows) {
    const group = `${firmId}/${declarationKey}`;
    const before = found.get(group);
    if (before) before.filed += 1;
    else if (declarationNo !== null) found.set(group, { number: declarationNo, filed: 1, parts });
  }
  return found;
}

/** The last of `count` new serials; the row is locked until the transaction ends, so none is given twice or lost. */
async function takeSerials(tx: Transaction, gateId: GateId, day: string, count: number): Promise<number> {
  const [row] = await tx
    .insert(declarationDay)
    .values({ gateId, day, last: count })
    .onConflictDoUpdate({
      target: [declarationDay.gateId, declarationDay.day],
      set: { last: sql`${declarationDay.last} + ${count}` },
    })
    .returning({ last: declarationDay.last });
  if (row === undefined) throw new Error('no serial was given');
  return row.last;
}

async function writeNumbers(tx: Transaction, numbers: ReadonlyMap<Filing, DeclarationNumber>): Promise<void> {
  const rows = [...numbers];
  const list = (values: readonly unknown[]) => listOf(values);
  await tx.execute(sql`
    update ${filingTable} set declaration_no = n.no, part = n.part, parts = n.parts
    from unnest(
      ${list(rows.map(([{ firmId }]) => firmId))}::uuid[],
      ${list(rows.map(([{ clientKey }]) => clientKey))}::uuid[],
      ${list(rows.map(([, { number }]) => number))}::text[],
      ${list(rows.map(([, { part }]) => part))}::smallint[],
      ${list(rows.map(([, { parts }]) => parts))}::smallint[]
    ) as n(firm_id, client_key, no, part, parts)
    where ${filingTable.firmId} = n.firm_id and ${filingTable.clientKey} = n.client_key`);
}
