import { inArray, or } from 'drizzle-orm';
import { v7 as uuidv7 } from 'uuid';
import type { Transaction } from '@/db/client';
import { insertRows } from '@/db/insert-rows';
import { firm } from '@/db/schema/account';
import { foldWords, tidyText } from '@/domain/identifiers/fold-text';
import { parseTaxCode } from '@/domain/identifiers/tax-code';

/** A firm as a sheet names it. */
export type NamedFirm = { readonly name: string; readonly taxCode: string | null };

/** As typed in a row with faults: its tax code counts only if it can be one. */
export function namedFirm(typed: { readonly firmName: string; readonly taxCode: string }): NamedFirm | null {
  const taxCode = parseTaxCode(typed.taxCode);
  const name = tidyText(typed.firmName);
  if (!taxCode.ok && name === '') return null;
  return { name: name.slice(0, 200), taxCode: taxCode.ok ? taxCode.value.code : null };
}

export type FirmDirectory = { readonly idOf: (named: NamedFirm) => string | null };

/**
 * The firms of a sheet, new ones entered. A tax code decides; a name without one means the only firm of that name, in
 * the sheet or already known.
 */
export async function findFirms(
  tx: Transaction,
  named: readonly NamedFirm[],
  now: number,
): Promise<FirmDirectory> {
  const byCode = new Map<string, NamedFirm>();
  const byName = new Map<string, NamedFirm>();
  for (const one of named) {
    if (one.taxCode !== null) byCode.set(one.taxCode, byCode.get(one.taxCode) ?? one);
    else byName.set(foldWords(one.name), one);
  }
  // Where another row gives the name a tax code, it is that firm, whatever name the firm is known by here.
  const aliases = new Map([...byCode.values()].map((one) => [foldWords(one.name), one]));
  for (const name of aliases.keys()) byName.delete(name);
  const known = await readFirms(tx, [...byCode.keys()], [...byName.values()]);
  const createdAt = new Date(now);
  await insertRows(
    tx,
    firm,
    [...byCode.values(), ...byName.values()]
      .filter((one) => known.idOf(one) === null)
      .map(({ name, taxCode }) => ({
        id: uuidv7({ msecs: now }),
        name: name || (taxCode ?? ''),
        taxCode,
        createdAt,
      })),
    'keep',
  );
  const entered = await readFirms(tx, [...byCode.keys()], [...byName.values()]);
  return {
    idOf: (one) => {
      const alias = one.taxCode === null ? aliases.get(foldWords(one.name)) : undefined;
      return entered.idOf(alias ?? one);
    },
  };
}

async function readFirms(
  tx: Transaction,
  codes: readonly string[],
  names: readonly NamedFirm[],
): Promise<FirmDirectory> {
  const wanted = [...new Set(names.map((one) => one.name))];
  if (codes.length === 0 && wanted.length === 0) return { idOf: () => null };
  const rows = await tx
    .select()
    .from(firm)
    .where(or(inArray(firm.taxCode, [...codes]), inArray(firm.name, wanted)));
  const ofCode = new Map(
    rows.flatMap((row) => (row.taxCode === null ? [] : [[row.taxCode, row.id] as const])),
  );
  const ofName = new Map<string, string>();
  // A row without tax code speaks for its name before one that has it.
  for (const row of [...rows].sort((a, b) => Number(a.taxCode === null) - Number(b.taxCode === null)))
    ofName.set(foldWords(row.name), row.id);
  return {
    idOf: ({ name, taxCode }) =>
      (taxCode === null ? ofName.get(foldWords(name)) : ofCode.get(taxCode)) ?? null,
  };
}
