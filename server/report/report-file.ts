import { sheetCsv } from '@/domain/report/csv';
import { dayOf } from '@/domain/report/home-day';
import type { Sheet } from '@/domain/report/sheet';
import type { Locale } from '@/domain/shared/vocabulary';
import { speakerOf } from './speaker';
import { writePdf } from './write-pdf';
import { writeWorkbook } from './write-workbook';

export const FILE_FORMATS = ['csv', 'xlsx', 'pdf'] as const;
export type FileFormat = (typeof FILE_FORMATS)[number];

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
} as const satisfies Record<FileFormat, string>;

export type ReportFile = {
  /** ASCII: it goes through mail systems and old file shares. */
  readonly name: string;
  readonly type: string;
  readonly data: Uint8Array;
};

/** A report in a reader's language as a file. */
export async function reportFile(sheet: Sheet, locale: Locale, format: FileFormat): Promise<ReportFile> {
  const speaker = speakerOf(locale);
  const lastDay = dayOf(Math.max(sheet.from, sheet.until - 1));
  return {
    name: `${sheet.report}-${(sheet.gateId ?? 'province').toLowerCase()}-${lastDay}.${format}`,
    type: TYPES[format],
    data:
      format === 'csv'
        ? new TextEncoder().encode(sheetCsv(speaker, sheet))
        : format === 'xlsx'
          ? await writeWorkbook(speaker, sheet)
          : await writePdf(speaker, sheet),
  };
}
