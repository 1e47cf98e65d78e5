import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { BYTES_PER_PART } from '@/domain/intake/limits';
import { readSheet, type Sheet } from '@/sheets/read-sheet';
import { readForImport, rowsToSend, type UploadRow } from './sheet-reader';

const FILE = readFileSync(new URL('../../db/seed/data/day-2024-08-29.csv', import.meta.url));
const HASH = new Uint8Array(32);
const sheetOf = async (text: string | Uint8Array): Promise<Sheet> => {
  const read = await readSheet(typeof text === 'string' ? new TextEncoder().encode(text) : text);
  if (!read.ok) throw new Error(read.error.kind);
  return read.value;
};
const NOTHING = { choices: {}, defaults: {} };

test('IM-1 the day’s manifest: every column known, every planted fault at its cell, progress on the way', async () => {
  const told: number[] = [];
  const { preview, rows } = readForImport(await sheetOf(FILE), HASH, NOTHING, (done) => told.push(done));
  expect(preview).toMatchObject({ rows: 1429, good: 1429 - 93, missing: [] });
  expect(told).toEqual([500, 1000]);
  expect(preview.columns.every(({ meaning }) => meaning !== null)).toBe(true);
  expect(preview.columns[0]).toMatchObject({ meaning: 'row', example: '1' });
  expect(preview.faulty[1]).toMatchObject({
    label: '4',
    faults: [{ field: 'taxCode', code: 'TX-CHECK', header: 'ma_so_thue', typed: '4987990815' }],
  });
  // Part after part, each as much as one request holds, together every row once.
  const sent: UploadRow[] = [];
  for (let part = rowsToSend(rows, 0); part.length > 0; part = rowsToSend(rows, sent.length)) {
    expect(new TextEncoder().encode(JSON.stringify(part)).length).toBeLessThan(BYTES_PER_PART + 1024);
    sent.push(...part);
  }
  expect(sent.map(({ place }) => place)).toEqual(Array.from({ length: 1429 }, (_, at) => at + 1));
  const twice = sent.filter((row) => row.twiceOf !== null);
  expect(twice.map((row) => [row.label, row.twiceOf?.row])).toEqual([
    ['962', '697'],
    ['1027', '34'],
  ]);
});

test('IM-1 a column nobody knows is asked about; what is said comes first, and changes the name of the import', async () => {
  const sheet = await sheetOf(
    'stt;biển số;cột lạ;hàng\n1;51C-123.45;Kho A;Xoài tươi\n2;12H-076.56;Kho B;Xoài tươi\n',
  );
  const before = readForImport(sheet, HASH, NOTHING).preview;
  expect(before.missing).toEqual(['direction', 'gate', 'firmName']);
  const said = readForImport(sheet, HASH, {
    choices: { 'cột lạ': 'firmName' },
    defaults: { direction: 'export', gate: 'HN' },
  }).preview;
  expect(said).toMatchObject({ missing: [], good: 2, faulty: [] });
  expect(said.columns.find(({ header }) => header === 'cột lạ')).toMatchObject({ meaning: 'firmName' });
  expect(said.fileHash).not.toBe(before.fileHash);
  expect(said.fileHash).toMatch(/^[0-9a-f]{64}$/);
});
