import { and, asc, eq } from 'drizzle-orm';
import { createTranslator } from 'use-intl/core';
import { sheetRow } from '@/db/schema/intake';
import type { FieldFault } from '@/domain/declaration/submission';
import { MOST_FAULTY_IN_FILE } from '@/domain/intake/limits';
import { TEMPLATE_FIELDS } from '@/domain/intake/template';
import { err, ok, type Result } from '@/domain/shared/result';
import type { Locale } from '@/domain/shared/vocabulary';
import { type Cell, SHEET_TYPES, type SheetFormat, writeCells } from '@/sheets/write-cells';
import type { FirmContext } from '../declaration/firm-context';
import { MESSAGES } from '../messages';
import { findImport, forFirm } from './import-row';
import { openImport } from './row-seal';

export type GivenFile = {
  readonly name: string;
  readonly type: string;
  /** Base64. */
  readonly data: string;
};

/** A file's headers and sentences, the same as on screen. */
export function sheetWords(locale: Locale) {
  const messages = MESSAGES[locale];
  const field = createTranslator({ locale, messages, namespace: 'importSheet.field' });
  const fault = createTranslator({ locale, messages, namespace: 'fault' });
  const say = createTranslator({ locale, messages, namespace: 'intake.file' });
  const faultText = (faults: readonly FieldFault[]): string =>
    faults.map((one) => `${field(one.field)}: ${fault(one.code, one.detail)} [${one.code}]`).join(' | ');
  return { field, say, faultText };
}

/** Rows that wait for correction, in the template's columns, with one more that says what is wrong (IM-7). */
export async function faultyFile(
  ctx: FirmContext,
  {
    importId,
    locale,
    format,
  }: { readonly importId: string; readonly locale: Locale; readonly format: SheetFormat },
): Promise<Result<GivenFile, 'AP-NONE'>> {
  const { firmId } = ctx;
  const found = await forFirm(ctx, async (tx) => {
    const known = await findImport(tx, firmId, importId);
    if (known === null) return null;
    const rows = await tx
      .select({ place: sheetRow.place, label: sheetRow.label, sealed: sheetRow.sealed })
      .from(sheetRow)
      .where(and(eq(sheetRow.firmId, firmId), eq(sheetRow.importId, importId), eq(sheetRow.state, 'faulty')))
      .orderBy(asc(sheetRow.place))
      .limit(MOST_FAULTY_IN_FILE);
    return { key: known.key, rows };
  });
  const seal = found && (await openImport(await ctx.keys(), importId, found.key));
  if (found === null || seal === null) return err('AP-NONE');
  const { field, say, faultText } = sheetWords(locale);
  const header: readonly Cell[] = [
    field('row'),
    ...TEMPLATE_FIELDS.map((name) => field(name)),
    say('faults'),
  ];
  const lines = found.rows.flatMap((row): (readonly Cell[])[] => {
    const content = seal.open(row.place, row.sealed);
    if (content === null) return [];
    const { submission, faults } = content;
    return [[row.label, ...TEMPLATE_FIELDS.map((name) => submission[name]), faultText(faults)]];
  });
  const bytes = await writeCells(format, say('faultyTitle'), [header, ...lines]);
  return ok({
    name: `rows-to-correct.${format}`,
    type: SHEET_TYPES[format],
    data: Buffer.from(bytes).toString('base64'),
  });
}
