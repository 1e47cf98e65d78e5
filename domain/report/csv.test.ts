import fc from 'fast-check';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { gateIdSchema } from '../shared/identity';
import type { Speaker } from './cell-text';
import { csvCell, csvLine, disarmed, sheetCsv } from './csv';
import { count, length, type Sheet, word } from './sheet';

const speaker: Speaker = { locale: 'vi', translate: (key) => key };

test('RP-15 nobody’s words begin a formula in a file; our own figures keep their sign', () => {
  for (const bad of ['=1+1', '+84', '-2+3', '@SUM(A1)', '\t=1', '\r=1'])
    expect(csvCell(speaker, { kind: 'text', text: bad })).toMatch(/^"?'/);
  expect(csvCell(speaker, { kind: 'text', text: '51C-123.45' })).toBe('51C-123.45');
  expect(csvCell(speaker, count(-3))).toBe('-3');
  expect(csvCell(speaker, length(-90_000))).toBe('-1.5');
  expect(csvCell(speaker, count(null))).toBe('');
});

test('RP-15 whatever was written is read back as one cell, and never as a formula', () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { minLength: 2, maxLength: 5 }),
      (texts) => {
        const line = csvLine(texts.map((text) => csvCell(speaker, { kind: 'text', text })));
        const [cells] = Papa.parse<string[]>(line, { newline: '\r\n', delimiter: ',' }).data;
        expect(cells).toEqual(texts.map(disarmed));
        expect(cells?.some((cell) => /^[=+\-@\t\r]/.test(cell))).toBe(false);
      },
    ),
  );
});

test('RP-15 a file says whose it is, how it was counted, and what an empty table means', () => {
  const sheet: Sheet = {
    report: 'daily',
    title: word('report.daily.title'),
    gateId: gateIdSchema.parse('HN'),
    from: Date.UTC(2026, 10, 25, 17),
    until: Date.UTC(2026, 10, 26, 17),
    isSoFar: false,
    madeAt: Date.UTC(2026, 10, 26, 18),
    picture: null,
    tables: [
      { id: 'a', title: word('a'), columns: [word('x')], rows: [], empty: word('nothing') },
      {
        id: 'b',
        title: word('b'),
        columns: [word('x')],
        rows: [{ cells: [count(7)] }],
        empty: word('nothing'),
      },
    ],
    methods: [word('method')],
  };
  const text = sheetCsv(speaker, sheet);
  expect(text.startsWith('\ufeff')).toBe(true);
  expect(text.split('\r\n')).toEqual([
    '\ufeffreport.daily.title,Hữu Nghị',
    'report.screen.periodText',
    'report.screen.made',
    'report.screen.minutes',
    '',
    'a',
    'x',
    'nothing',
    '',
    'b',
    'x',
    '7',
    '',
    'report.screen.methods',
    'method',
    '',
  ]);
});
