import fc from 'fast-check';
import { expect, test } from 'vitest';
import { held, released } from './disarm';

test('IM-2 text that a spreadsheet would run is held, figures are left alone', () => {
  for (const text of ['=1+1', '+SUM(A1)', '-cmd|calc', '@now', '\tx', '\rx', '＝1', '-1 -1'])
    expect(held(text), text).toBe(`'${text}`);
  for (const text of ['-5', '+84912345678', '-1.5', '12%', '-0,25', 'Xoài', "'quoted'", ''])
    expect(held(text), text).toBe(text);
});

test('IM-2 what was held comes back as it was, whatever it was', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: fc.constantFrom('=', "'", '-', '+', '@', '1', 'a', '\t') }),
      ),
      (text) => {
        expect(released(held(text))).toBe(text);
        expect(held(text)).not.toMatch(/^[=@\t\r]/);
      },
    ),
  );
});
