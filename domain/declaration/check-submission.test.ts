import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkSubmission } from './check-submission';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from './submission';

const EMPTY = Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<
  SubmissionField,
  string
>;
const GOOD: Submission = {
  ...EMPTY,
  direction: 'xuất',
  gate: 'Hữu Nghị',
  route: '1119-1120',
  plate: '62H-492.84',
  trailer: '61R-510.21',
  driverName: 'Hoàng Thị Long',
  driverIdNumber: '024305767731',
  driverPhone: '0374131138',
  firmName: 'Công ty TNHH Thương mại Hữu Nghị 14',
  taxCode: '0156875889',
  customsDeclaration: '303789372050',
  regime: 'B11',
  hsCode: '0803.90',
  goodsName: 'Chuối xanh',
  weight: '21484',
  weightUnit: 'kg',
  arrivalDate: '29/08/2024',
  arrivalTime: '15:38',
};
const check = (changes: Partial<Submission> = {}) => checkSubmission({ ...GOOD, ...changes });
const faultsOf = (changes: Partial<Submission>) =>
  Object.fromEntries(check(changes).faults.map(({ field, code }) => [field, code]));

describe('a submission', () => {
  test('ID-38 a good one becomes a declaration', () => {
    expect(check()).toEqual({
      faults: [],
      accepted: {
        gateId: 'HN',
        direction: 'export',
        kind: 'loaded',
        route: '1119-1120',
        binding: {
          plate: '62H49284',
          trailer: '61R51021',
          container: null,
          seal: null,
          customsDeclaration: '30378937205',
        },
        rawPlate: '62H-492.84',
        firm: { name: 'Công ty TNHH Thương mại Hữu Nghị 14', taxCode: '0156875889' },
        goods: { class: 'perishable', name: 'Chuối xanh', hsCode: '0803.90', grossWeightKg: 21_484 },
        regime: 'B11',
        details: {
          purpose: null,
          yard: null,
          transportLicence: null,
          nextTractor: null,
          storageUntil: null,
          twoWay: false,
          more: { origin: null, quantity: null, value: null },
        },
        plannedArrivalAt: Date.parse('2024-08-29T15:38:00+07:00'),
        personal: {
          driverName: 'Hoàng Thị Long',
          driverIdNumber: '024305767731',
          driverPhone: '+84374131138',
        },
        note: null,
      },
    });
  });

  test('ID-38 each fault is found beside the others, one per field', () => {
    const changes = {
      plate: 'FNU722',
      container: 'TEMU5988154',
      driverIdNumber: ',',
      taxCode: '4987990815',
      customsDeclaration: '1059686147',
      goodsName: '=HYPERLINK("http://x","Táo tươi")',
      weight: '27.4',
      arrivalTime: '25:00',
    };
    expect(faultsOf(changes)).toEqual({
      plate: 'PL-PROVINCE',
      container: 'CT-CHECK',
      driverIdNumber: 'ID-PLACEHOLDER',
      taxCode: 'TX-CHECK',
      customsDeclaration: 'CD-SHORT',
      goodsName: 'ID-FORMULA',
      weight: 'WT-TONNES',
      arrivalTime: 'TM-SHAPE',
    });
    expect(check(changes).accepted).toBeNull();
  });

  test('ID-38 no text makes the rule throw, and it either accepts or says why not', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.constantFrom('', '.', '=1', ...Object.values(GOOD)),
    );
    const submission = fc.record(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, text])));
    fc.assert(
      fc.property(submission, (raw) => {
        const outcome = checkSubmission(raw as Submission);
        expect(outcome.accepted === null).toBe(outcome.faults.length > 0);
        expect(new Set(outcome.faults.map(({ field }) => field)).size).toBe(outcome.faults.length);
      }),
      { numRuns: 300 },
    );
  });

  test('ID-38 Unicode form and surrounding spaces change nothing', () => {
    const decomposed = Object.fromEntries(
      SUBMISSION_FIELDS.map((field) => [field, ` ${GOOD[field].normalize('NFD')} `]),
    ) as Record<SubmissionField, string>;
    expect(checkSubmission(decomposed)).toEqual({
      ...check(),
      accepted: { ...check().accepted, rawPlate: ' 62H-492.84 ' },
    });
  });

  test('ID-2 a formula begins with "=", a phone or a dash in front is none', () => {
    expect(faultsOf({ note: '=1+1', firmName: "'=cmd", seal: '=A1' })).toEqual({
      note: 'ID-FORMULA',
      firmName: 'ID-FORMULA',
      seal: 'ID-FORMULA',
    });
    expect(check({ note: '@anh Ba', goodsName: '+ chuối', driverPhone: '+86 18249510949' }).faults).toEqual(
      [],
    );
  });

  test('ID-4 too long, or damaged', () => {
    expect(check({ note: 'x'.repeat(301) }).faults).toEqual([
      { field: 'note', code: 'ID-LONG', detail: { length: '301', max: '300' } },
    ]);
    expect(faultsOf({ driverName: 'Nguy\ufffdn V\ufffdn A' })).toEqual({ driverName: 'ID-CHARS' });
    expect(check({ note: 'a\u0000b\nc' }).accepted?.note).toBe('a b c');
  });

  test('ID-29 only what is needed is asked for', () => {
    const least = {
      ...EMPTY,
      direction: 'import',
      gate: 'HN',
      plate: '51C12345',
      firmName: 'ABC',
      goodsName: 'Vải',
    };
    expect(checkSubmission(least).faults).toEqual([]);
    expect(checkSubmission(least).accepted).toMatchObject({
      plannedArrivalAt: null,
      goods: { grossWeightKg: null },
    });
    expect(checkSubmission(EMPTY).faults.map(({ field, code }) => `${field} ${code}`)).toEqual([
      'direction ID-EMPTY',
      'gate ID-EMPTY',
      'plate ID-EMPTY',
      'firmName ID-EMPTY',
      'goodsName ID-EMPTY',
    ]);
    expect(check({ firmName: '' }).accepted?.firm.name).toBe('0156875889');
  });

  test('ID-1 a dash is "none" in an optional box and a placeholder elsewhere', () => {
    expect(
      check({ trailer: '-', container: '.', seal: '#####', note: '-', regime: '-' }).accepted,
    ).toMatchObject({
      binding: { trailer: null, container: null, seal: null },
      note: null,
      regime: null,
    });
    expect(
      faultsOf({ driverName: '.', driverPhone: '-', firmName: 'x', goodsName: '...', plate: '-' }),
    ).toEqual({
      driverName: 'ID-PLACEHOLDER',
      driverPhone: 'ID-PLACEHOLDER',
      firmName: 'ID-PLACEHOLDER',
      goodsName: 'ID-PLACEHOLDER',
      plate: 'ID-PLACEHOLDER',
    });
  });

  test.each([
    ['XUẤT KHẨU', 'export'],
    ['xuat', 'export'],
    ['XK', 'export'],
    ['Export', 'export'],
    ['出口', 'export'],
    ['nhập'.normalize('NFD'), 'import'],
    ['NK', 'import'],
    ['inbound', 'import'],
    ['進口', 'import'],
  ])('ID-30 %s is %s', (direction, expected) => {
    expect(check({ direction }).accepted?.direction).toBe(expected);
  });
  test('ID-30 other words are no direction', () => {
    expect(faultsOf({ direction: 'đi chơi' })).toEqual({ direction: 'ID-CHOICE' });
  });

  test.each([
    ['HN', 'HN'],
    ['CKHN', 'HN'],
    ['huu nghi', 'HN'],
    ['Cửa khẩu quốc tế Hữu Nghị', 'HN'],
    ['CK Tân Thanh', 'TT'],
    ['Tân Thanh - Pò Chài', 'TT'],
    ['Coc Nam', 'CN'],
    ['Chi Ma (Lộc Bình)', 'CM'],
    ['友谊口岸', 'HN'],
    ['峙马', 'CM'],
    ['Bình Nghi border gate', 'BNGHI'],
  ])('ID-31 %s is %s', (gate, expected) => {
    expect(check({ gate }).accepted?.gateId).toBe(expected);
  });
  test('ID-31 a gate of another province is none of ours', () => {
    expect(faultsOf({ gate: 'Móng Cái' })).toEqual({ gate: 'ID-CHOICE' });
  });

  test('ID-32 tractor and trailer in one box', () => {
    expect(check({ plate: '15C-123.45/15R-067.89', trailer: '' }).accepted).toMatchObject({
      binding: { plate: '15C12345', trailer: '15R06789' },
      rawPlate: '15C-123.45/15R-067.89',
    });
  });

  test('ID-33 a phone in the note while its box is empty', () => {
    const note = 'lái xe +86 15134441917';
    expect(check({ driverPhone: '', note }).faults).toEqual([
      { field: 'driverPhone', code: 'PH-NOTE', detail: { suggestion: '+8615134441917' } },
    ]);
    expect(faultsOf({ driverPhone: '.', note })).toEqual({ driverPhone: 'PH-NOTE' });
    expect(check({ note }).faults).toEqual([]);
    expect(check({ driverPhone: '', note: 'giao trước 12 giờ' }).faults).toEqual([]);
  });

  test('ID-34 an empty lorry is stated in one word, which elsewhere means that there is none', () => {
    const nothing = {
      goodsName: '',
      hsCode: '',
      weight: '',
      container: '',
      seal: '',
      customsDeclaration: '',
    };
    for (const kind of ['empty', 'Empty', 'xe rỗng', '空'])
      expect(check({ ...nothing, kind }), kind).toMatchObject({ faults: [], accepted: { kind: 'empty' } });
    expect(faultsOf({ ...nothing, kind: '-' })).toEqual({ goodsName: 'ID-EMPTY' });
  });

  test('ID-34 a stated kind comes first', () => {
    expect(check({ kind: 'quá cảnh' }).accepted?.kind).toBe('transit');
    expect(check({ kind: 'xe không', goodsName: '', hsCode: '', weight: '0' }).accepted).toMatchObject({
      kind: 'empty',
      goods: { class: 'empty', grossWeightKg: null },
    });
    expect(faultsOf({ kind: 'lung tung' })).toEqual({ kind: 'ID-CHOICE' });
  });

  test.each([
    ['loaded', {}],
    ['loaded', { direction: 'nhập' }],
    ['transshipment', { direction: 'nhập', plate: '桂FR1116', trailer: '桂KKY34挂' }],
    ['loaded', { plate: '桂FR1116', trailer: '桂KKY34挂' }],
    ['line-exchange', { gate: 'Bình Nghi' }],
    ['empty', { hsCode: '', goodsName: 'Xe rỗng', weight: '' }],
    [
      'new-vehicle',
      { direction: 'nhập', trailer: '', hsCode: '8704.23', goodsName: 'Ô tô tải mới nguyên chiếc' },
    ],
    ['new-vehicle', { direction: 'nhập', trailer: '', hsCode: '', goodsName: 'Ô tô tải mới nguyên chiếc' }],
    ['loaded', { direction: 'nhập', hsCode: '8704.23', goodsName: 'Ô tô tải mới nguyên chiếc' }],
    ['loaded', { direction: 'nhập', trailer: '', hsCode: '8708.99', goodsName: 'Phụ tùng ô tô' }],
  ] as const)('ID-35 ID-36 kind %s of %j', (kind, changes) => {
    expect(check(changes).accepted?.kind).toBe(kind);
  });

  test.each([
    ['perishable', '0810.90', 'Mít tươi'],
    ['perishable', '0306.17', 'Tôm đông lạnh'],
    ['perishable', '804.5', 'Xoài'],
    ['ordinary', '0703.20', 'Tỏi khô'],
    ['ordinary', '0813.40', 'Nhãn sấy'],
    ['ordinary', '8542.31', 'Linh kiện điện tử'],
    ['ordinary', '4407.11', 'Gỗ xẻ'],
    ['livestock', '0102.29', 'Bò'],
    ['dangerous', '3604.10', 'Pháo hoa'],
    ['dangerous', '2710.12', 'Xăng'],
    ['perishable', '', 'Sầu riêng tươi'],
    ['perishable', '', '新鲜水果'],
    ['ordinary', '', 'Máy xúc'],
  ])('ID-37 %s: %s %s', (expected, hsCode, goodsName) => {
    expect(check({ hsCode, goodsName }).accepted?.goods.class).toBe(expected);
  });

  test('ID-37 a heading that lost its zeros is mended, letters are no HS code', () => {
    expect(check({ hsCode: '804.5' }).accepted?.goods.hsCode).toBe('0804.50');
    expect(check({ hsCode: '08045010' }).accepted?.goods.hsCode).toBe('08045010');
    expect(faultsOf({ hsCode: 'trái cây' })).toEqual({ hsCode: 'ID-CHARS' });
  });

  test('ID-23 a unit that is none is a fault of the unit', () => {
    expect(faultsOf({ weightUnit: 'thùng' })).toEqual({ weightUnit: 'WT-UNIT' });
  });
});

describe('arrival', () => {
  const at = (arrivalDate: string, arrivalTime: string) =>
    check({ arrivalDate, arrivalTime }).accepted?.plannedArrivalAt;
  const expected = Date.parse('2024-08-29T07:45:00+07:00');

  test.each([
    '29/08/2024',
    '29/8/24',
    '29-08-2024',
    '29.08.2024',
    '2024-08-29',
    '2024/8/29',
    '2024-08-29T00:00:00.000Z',
    '20240829',
    '45533',
    '2024年8月29日',
    'ngày 29 tháng 8 năm 2024',
    '29 Aug 2024',
    '２９/０８/２０２４',
  ])('ID-27 %s is 29 August 2024', (date) => {
    expect(at(date, '07:45')).toBe(expected);
  });

  test.each(['08/29/2024', '31/02/2024', '29/08', 'mai', '12345678901'])(
    'ID-27 %s is no date',
    (arrivalDate) => {
      expect(faultsOf({ arrivalDate })).toEqual({ arrivalDate: 'DT-SHAPE' });
    },
  );

  test.each([
    '07:45',
    '7:45',
    '07h45',
    '7h45',
    '7 giờ 45',
    '7g45',
    '07.45',
    '0745',
    '07:45:00',
    '7:45 AM',
    '7点45分',
    '0.322916666666667',
  ])('ID-28 %s is a quarter to eight', (time) => {
    expect(at('29/08/2024', time)).toBe(expected);
  });
  test('ID-28 the hour alone, the afternoon, and both in one box', () => {
    expect(at('29/08/2024', '7h')).toBe(expected - 45 * 60_000);
    expect(at('29/08/2024', '7:45 PM')).toBe(expected + 12 * 3_600_000);
    expect(at('29/08/2024 07:45', '')).toBe(expected);
    expect(at('', '29/08/2024 07:45')).toBe(expected);
    expect(at('45533.322916666664', '')).toBe(expected);
    expect(at('29/08/2024', '')).toBeNull();
  });
  test.each(['25:00', '07h75', 'sáng mai', '7'])('ID-28 %s is no time', (arrivalTime) => {
    expect(faultsOf({ arrivalTime })).toEqual({ arrivalTime: 'TM-SHAPE' });
  });

  test('ID-27 ID-28 every day and minute of forty years is read back', () => {
    const day = fc.date({
      min: new Date('2010-01-01T00:00Z'),
      max: new Date('2050-12-31T23:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(day, (date) => {
        const [year = '', month = '', dayOfMonth = ''] = date.toISOString().slice(0, 10).split('-');
        const clock = date.toISOString().slice(11, 16);
        const wall = Date.parse(`${year}-${month}-${dayOfMonth}T${clock}:00+07:00`);
        expect(at(`${dayOfMonth}/${month}/${year}`, clock)).toBe(wall);
        expect(at(`${year}-${month}-${dayOfMonth}`, clock.replace(':', 'h'))).toBe(wall);
      }),
    );
  });
});
