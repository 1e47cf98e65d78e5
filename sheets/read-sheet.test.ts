import ExcelJS from 'exceljs';
import { describe, expect, test } from 'vitest';
import { MAX_BYTES, MAX_ROWS, readSheet } from './read-sheet';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const read = async (bytes: Uint8Array) => {
  const sheet = await readSheet(bytes);
  return sheet.ok ? sheet.value : sheet.error;
};

async function xlsx(fill: (sheet: ExcelJS.Worksheet) => void): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  fill(book.addWorksheet('Sheet'));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

describe('a sheet', () => {
  test.each([
    ['a comma', 'stt,biển số\r\n1,51C-123.45'],
    ['a mark', '\ufeffstt,biển số\r\n1,51C-123.45'],
    ['a semicolon', 'stt;biển số\n1;51C-123.45\n'],
    ['a tab', 'stt\tbiển số\n1\t51C-123.45'],
    ['a bar', 'stt|biển số\n1|51C-123.45'],
    ['a line that says so', 'sep=|\r\nstt|biển số\r\n1|51C-123.45'],
    ['titles above', 'CÔNG TY A; TẤT CẢ, MỌI XE\n\nstt,biển số\n1,51C-123.45'],
  ])('ID-48 text with %s', async (_, text) => {
    const sheet = await read(utf8(text));
    expect(sheet).toMatchObject({
      header: ['stt', 'biển số'],
      rows: expect.arrayContaining([['1', '51C-123.45']]),
    });
  });

  test('ID-48 quoted cells keep their separators, quotes and lines', async () => {
    const sheet = await read(utf8('stt,tên hàng,ghi chú\n1,"=HYPERLINK(""http://x"",""Táo"")","a;b\nc"'));
    expect(sheet).toMatchObject({ rows: [['1', '=HYPERLINK("http://x","Táo")', 'a;b\nc']] });
  });

  test('ID-48 older encodings: Chinese GB18030, Vietnamese Windows-1258', async () => {
    // 序号,车牌号 / 1,桂F12345 in GB18030
    const gb = [
      0xd0, 0xf2, 0xba, 0xc5, 0x2c, 0xb3, 0xb5, 0xc5, 0xc6, 0xba, 0xc5, 0x0a, 0x31, 0x2c, 0xb9, 0xf0,
    ];
    const chinese = await read(new Uint8Array([...gb, ...utf8('F12345')]));
    expect(chinese).toEqual({ header: ['序号', '车牌号'], rows: [['1', '桂F12345']] });
    // "STT,Biển số,Cửa khẩu": ê + hook (0xD2), ô + acute (0xEC), ư + hook, â + hook in Windows-1258
    const bytes = [
      ...[
        ...utf8('STT,Bi'),
        0xea,
        0xd2,
        ...utf8('n s'),
        0xf4,
        0xec,
        ...utf8(',C'),
        0xfd,
        0xd2,
        ...utf8('a kh'),
        0xe2,
      ],
      ...[0xd2, ...utf8('u\n1,51C-123.45,H'), 0xfd, 0xde, ...utf8('u Ngh'), ...utf8('i'), 0xf2],
    ];
    const vietnamese = await read(new Uint8Array(bytes));
    const header =
      'header' in vietnamese ? vietnamese.header.map((cell) => cell.normalize('NFC')) : vietnamese;
    expect(header).toEqual(['STT', 'Biển số', 'Cửa khẩu']);
  });

  test('ID-48 a few broken characters do not change the encoding', async () => {
    const good = utf8(`stt,biển số,lái xe\n${'1,51C-123.45,Nguyễn Văn An\n'.repeat(100)}2,51C-123.46,Tr`);
    const sheet = await read(new Uint8Array([...good, 0xe1, 0x0a]));
    expect(sheet).toMatchObject({ header: ['stt', 'biển số', 'lái xe'] });
  });

  test('ID-49 cells of a workbook as their reader sees them', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow([
        'STT',
        'Biển số',
        'Mã số thuế',
        'Khối lượng',
        'Ngày đến',
        'Giờ đến',
        'Tên hàng',
        'Ghi chú',
      ]);
      const row = sheet.addRow([
        { formula: 'ROW()-1', result: 1 },
        { richText: [{ text: '51C' }, { text: '-123.45' }] },
        350335281,
        0.1 + 0.2,
        new Date(Date.UTC(2024, 7, 29)),
        new Date(Date.UTC(1899, 11, 30, 7, 45)),
        { formula: 'HYPERLINK("http://x","Táo tươi")', result: 'Táo tươi' },
        true,
      ]);
      row.getCell(3).numFmt = '0000000000';
      sheet.addRow([
        2,
        null,
        '0350335281',
        308207518100,
        new Date(Date.UTC(2024, 7, 29, 7, 45)),
        0.3229,
        '=A1',
        '',
      ]);
    });
    const expected = [
      [
        '1',
        '51C-123.45',
        '0350335281',
        '0.3',
        '2024-08-29',
        '07:45',
        '=HYPERLINK("http://x","Táo tươi")',
        'TRUE',
      ],
      ['2', '', '0350335281', '308207518100', '2024-08-29 07:45', '0.3229', '=A1'],
    ];
    expect(await read(bytes)).toMatchObject({ rows: expected.map((cells) => expect.arrayContaining(cells)) });
  });

  test('ID-49 a hyperlink is its text', async () => {
    const bytes = await xlsx((sheet) => {
      sheet.addRow(['stt', 'lái xe']);
      sheet.addRow(['1', { text: 'Nguyễn Văn An', hyperlink: 'mailto:an@example.vn' }]);
    });
    expect(await read(bytes)).toMatchObject({ rows: [['1', 'Nguyễn Văn An']] });
  });

  test('ID-50 what cannot be read is refused by name', async () => {
    expect(await read(new Uint8Array())).toEqual({ kind: 'empty' });
    expect(await read(utf8('\ufeff \n'))).toEqual({ kind: 'empty' });
    expect(await read(utf8('stt,biển số\n'))).toEqual({ kind: 'empty' });
    expect(await read(utf8('xin chào'))).toEqual({ kind: 'notASheet' });
    expect(await read(utf8('%PDF-1.7\n'))).toEqual({ kind: 'notASheet' });
    expect(await read(new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 13]))).toEqual({ kind: 'notASheet' });
    expect(await read(new Uint8Array([0x50, 0x4b, 3, 4, 0, 0, 0, 0]))).toEqual({ kind: 'notASheet' });
    expect(await read(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 0xa1]))).toEqual({ kind: 'oldWorkbook' });
    expect(await read(await xlsx(() => {}))).toEqual({ kind: 'empty' });
    const tooLarge = { kind: 'tooLarge', maxMegabytes: MAX_BYTES / 1024 / 1024, maxRows: MAX_ROWS };
    expect(await read(new Uint8Array(MAX_BYTES + 1))).toEqual(tooLarge);
    expect(await read(utf8(`stt,biển số\n${'1,2\n'.repeat(MAX_ROWS + 5)}`))).toEqual(tooLarge);
  });

  test('ID-50 a damaged workbook is no sheet', async () => {
    const bytes = await xlsx((sheet) => sheet.addRow(['stt', 'biển số']));
    bytes.fill(0, 60, 400);
    expect(await read(bytes)).toEqual({ kind: 'notASheet' });
  });
});
