import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mapColumns } from '@/domain/declaration/map-columns';
import { readManifest } from '@/domain/declaration/read-manifest';
import { SUBMISSION_FIELDS } from '@/domain/declaration/submission';
import { released } from '@/domain/intake/disarm';
import { TEMPLATE_FIELDS, templateRows } from '@/domain/intake/template';
import { LOCALES } from '@/domain/shared/locales';
import en from '@/messages/en.json' with { type: 'json' };
import vi from '@/messages/vi.json' with { type: 'json' };
import zh from '@/messages/zh.json' with { type: 'json' };
import { readSheet } from './read-sheet';
import { writeCells } from './write-cells';

const MESSAGES = { vi, en, zh };
const FORMATS = ['csv', 'xlsx'] as const;

test.each(FORMATS)('IM-3 a template comes back as the rows that were written (%s)', async (format) => {
  for (const locale of LOCALES) {
    const words = MESSAGES[locale].importSheet.field;
    const written = templateRows(locale);
    const bytes = await writeCells(format, 'Xe / 车', [
      [words.row, ...TEMPLATE_FIELDS.map((field) => words[field])],
      ...written.map((row, at) => [String(at + 1), ...TEMPLATE_FIELDS.map((field) => row[field])]),
    ]);
    const read = await readSheet(bytes);
    if (!read.ok) throw new Error(read.error.kind);
    const { mapping } = mapColumns(read.value.header, read.value.rows);
    const rows = readManifest(read.value.rows, mapping);
    expect(rows.map(({ faults }) => faults)).toEqual([[], [], []]);
    for (const [at, row] of rows.entries())
      for (const field of SUBMISSION_FIELDS) expect(row.submission[field], field).toBe(written[at]?.[field]);
  }
});

test.each(FORMATS)(
  'IM-2 no cell of a file that we give out can run, and all come back (%s)',
  async (format) => {
    const texts = [
      '=1+1',
      '@SUM(A1)',
      '-2+3',
      '+cmd|calc',
      '\t=1',
      "'=1",
      '-5',
      'Xoài; "tươi", 桂',
      '0101338998',
    ];
    const bytes = await writeCells(format, 'A', [
      ['biển số', 'ghi chú'],
      ...texts.map((text) => ['x', text]),
    ]);
    const read = await readSheet(bytes);
    if (!read.ok) throw new Error(read.error.kind);
    const cells = read.value.rows.map((row) => row[1] ?? '');
    expect(cells.filter((cell) => /^[=@\t\r]/.test(cell))).toEqual([]);
    expect(cells.map(released)).toEqual(texts);
  },
);

test('IM-2 whatever is written as CSV, no cell of it runs', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme' }), { minLength: 2, maxLength: 5 }),
      async (texts) => {
        const text = new TextDecoder().decode(await writeCells('csv', 'A', [texts]));
        expect(text).not.toMatch(/(?:^\ufeff?|,)"?[=@\t]/);
      },
    ),
    { numRuns: 200 },
  );
});
