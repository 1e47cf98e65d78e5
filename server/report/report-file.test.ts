import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { count, length, type Sheet, share, word, wordCell } from '@/domain/report/sheet';
import { gateIdSchema } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import { openWoff } from './pdf-fonts';
import { reportFile } from './report-file';

const AT = Date.UTC(2026, 10, 26, 7);
const sheet = (rows: number): Sheet => ({
  report: 'lanes',
  title: word('report.lanes.title'),
  gateId: gateIdSchema.parse('HN'),
  from: Date.UTC(2026, 10, 25, 17),
  until: AT,
  isSoFar: true,
  madeAt: AT,
  picture: null,
  tables: [
    {
      id: 'afterChecks',
      title: word('report.table.afterChecks'),
      columns: ['plate', 'at', 'reason', 'passed', 'median', 'share', 'afterCheck'].map((name) =>
        word(`report.column.${name}`),
      ),
      rows: Array.from({ length: rows }, (_, at) => ({
        cells: [
          { kind: 'plate', plate: '桂FA1234' },
          { kind: 'moment', at: AT },
          { kind: 'text', text: at === 0 ? '=HYPERLINK("http://x")' : 'Hàng tươi sống: 冷链故障, giao gấp' },
          count(at),
          length(90_000),
          share(0.25),
          wordCell('report.outcome.open'),
        ],
        isTotal: at === 0,
      })),
      empty: word('report.empty.afterChecks'),
    },
    {
      id: 'lanes',
      title: word('report.table.lanes'),
      columns: [word('report.column.checkpoint')],
      rows: [],
      empty: word('report.empty.lanes'),
    },
  ],
  methods: [word('report.method.service'), word('report.method.paper')],
});

test.each(LOCALES)('RP-15 the PDF embeds every face it uses and is small, %s', async (locale) => {
  const { data, name, type } = await reportFile(sheet(120), locale, 'pdf');
  expect([name, type]).toEqual(['lanes-hn-2026-11-26.pdf', 'application/pdf']);
  const text = Buffer.from(data).toString('latin1');
  const fonts = [...text.matchAll(/\/FontName \/[A-Z]{6}\+([A-Za-z-]+)/g)].map(([, font]) => font);
  expect(fonts.some((font) => font?.startsWith('BeVietnamPro'))).toBe(true);
  expect(fonts.some((font) => font?.startsWith('NotoSansSC'))).toBe(true);
  // Each of them in the file, with a table that gives the letters back to who copies or searches.
  expect([...text.matchAll(/\/FontFile2 /g)].length).toBe(fonts.length);
  expect([...text.matchAll(/\/ToUnicode /g)].length).toBe(fonts.length);
  expect(text).not.toContain('/Helvetica');
  expect([...text.matchAll(/\/Type \/Page\b/g)].length).toBeGreaterThan(2);
  expect(data.length).toBeLessThan(120_000);
});

test('RP-15 a workbook holds figures as figures, and no cell of it is a formula', async () => {
  const { data } = await reportFile(sheet(3), 'en', 'xlsx');
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(Buffer.from(data) as unknown as ExcelJS.Buffer);
  expect(book.worksheets.map(({ name }) => name)).toEqual([
    'Overrides to be checked afte',
    'Checkpoints',
    'How it was counted',
  ]);
  const page = book.worksheets[0];
  const values: unknown[] = [];
  page?.eachRow((row) =>
    row.eachCell((cell) => {
      expect(cell.type).not.toBe(ExcelJS.ValueType.Formula);
      values.push(cell.value);
    }),
  );
  expect(values).toContain('\'=HYPERLINK("http://x")');
  expect(values).toContain(1.5);
  expect(values).toContain(0.25);
});

test('a file that is no font is refused by name', () => {
  expect(() => openWoff(Buffer.from('wOF2 and more'))).toThrow('not a WOFF file');
});
