import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arrived, IMPORT_STATES, NO_ROWS, progressOf } from './import-state';
import { rowLabel, rowName } from './row-name';
import { templateRows } from './template';

const counts = fc.record({ good: fc.nat(99), faulty: fc.nat(99), filed: fc.nat(99), dropped: fc.nat(99) });

test('IM-4 progress is a share, whole when done, and grows with every row that is filed', () => {
  fc.assert(
    fc.property(fc.constantFrom(...IMPORT_STATES), counts, fc.nat(500), (state, rows, rowCount) => {
      const share = progressOf(state, rows, rowCount);
      expect(share).toBeGreaterThanOrEqual(0);
      expect(share).toBeLessThanOrEqual(1);
      if (rows.good > 0) {
        const after = { ...rows, good: rows.good - 1, filed: rows.filed + 1 };
        expect(progressOf('filing', after, rowCount)).toBeGreaterThan(progressOf('filing', rows, rowCount));
        expect(arrived(after)).toBe(arrived(rows));
      }
    }),
  );
  expect(progressOf('arriving', NO_ROWS, 0)).toBe(0);
  expect(progressOf('filing', { ...NO_ROWS, faulty: 3 }, 3)).toBe(1);
});

test('IM-5 a row with its day is the same row for ever, one without only on its day', () => {
  const [dated, open] = templateRows('vi');
  if (!dated || !open) throw new Error('no rows');
  expect(rowName('7', dated, '2026-11-22')).toBe(rowName(' 7 ', dated, '2026-11-29'));
  expect(rowName('7', open, '2026-11-22')).toBe(rowName('7', open, '2026-11-22'));
  expect(rowName('7', open, '2026-11-22')).not.toBe(rowName('7', open, '2026-11-29'));
  expect(rowName('8', dated, '2026-11-22')).not.toBe(rowName('7', dated, '2026-11-22'));
  expect(rowName('7', { ...dated, seal: 'X1' }, '2026-11-22')).not.toBe(rowName('7', dated, '2026-11-22'));
});

test('rule 16: a row goes by its own number; a name in the first column is no number', () => {
  for (const label of ['7', '007', 'A12', 'xe3', '12/3', '2026-07'])
    expect(rowLabel(` ${label} `, 4)).toBe(label);
  for (const text of ['', 'Đỗ Hữu Cường', '51C-123.45 Nguyễn', '001099000123', '0912345678', 'x'])
    expect(rowLabel(text, 4), text).toBe('4');
});
