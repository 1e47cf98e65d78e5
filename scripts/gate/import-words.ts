import { createTranslator } from 'use-intl/core';
import type { MappedColumns } from '@/domain/declaration/map-columns';
import type { ManifestRow } from '@/domain/declaration/read-manifest';
import type { FieldFault } from '@/domain/declaration/submission';
import type { Locale } from '@/domain/shared/vocabulary';
import { MESSAGES } from '@/server/messages';
import type { SheetFault } from '@/sheets/read-sheet';

/** A fault as it is reported: under the sheet's own row number and the file's own header. */
export type ReportedFault = {
  readonly row: number | string;
  readonly field: string;
  readonly code: string;
  readonly message: string;
};

/** Sentences of the import, the same as on screen. */
export function importWords(locale: Locale) {
  const messages = MESSAGES[locale];
  const say = createTranslator({ locale, messages, namespace: 'importSheet' });
  const fault = createTranslator({ locale, messages, namespace: 'fault' });
  const fieldName = createTranslator({ locale, messages, namespace: 'importSheet.field' });

  const sheetFault = (broken: SheetFault): string =>
    broken.kind === 'tooLarge'
      ? say('sheetFault.tooLarge', { maxMegabytes: broken.maxMegabytes, maxRows: broken.maxRows })
      : say(`sheetFault.${broken.kind}`);

  const reported = (
    row: ManifestRow,
    { field, code, detail }: FieldFault,
    mapped: MappedColumns,
  ): ReportedFault => {
    const column = mapped.mapping.columns[field];
    const header =
      column === undefined ? undefined : mapped.mapping.headers[column]?.replace(/^\ufeff/, '').trim();
    return { row: row.row, field: header ?? field, code, message: fault(code, detail) };
  };

  const openFailure = (file: string, code: string): string => {
    const known = { ENOENT: 'missing', EISDIR: 'folder', EACCES: 'forbidden', EPERM: 'forbidden' } as const;
    const reason =
      code in known ? say(`reason.${known[code as keyof typeof known]}`) : say('reason.other', { code });
    return say('cannotRead', { file, reason });
  };

  return { say, fieldName, sheetFault, reported, openFailure };
}
export type ImportWords = ReturnType<typeof importWords>;
