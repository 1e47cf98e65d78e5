import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COLUMN_NAMES, VAGUE_NAMES } from './column-names';
import { findHeader, mapColumns } from './map-columns';
import { SUBMISSION_FIELDS, type SubmissionField } from './submission';

const fieldsOf = (headers: readonly string[], rows: readonly (readonly string[])[] = []) => {
  const { mapping, unsure, missing, unused } = mapColumns(headers, rows);
  const columns = Object.fromEntries(
    Object.entries(mapping.columns).map(([field, column]) => [headers[column ?? -1] ?? '', field]),
  );
  return { columns, unsure: unsure.map(({ header }) => header), missing, unused, mapping };
};

/** One header line per way of writing, field by field in the order of SUBMISSION_FIELDS, up to the note. */
const SHEETS: Readonly<Record<string, readonly string[]>> = {
  'Vietnamese with marks':
    'Chiều|Cửa khẩu|Tuyến|Hình thức vận chuyển|Biển số xe|Rơ moóc|Số container|Số chì|Họ tên lái xe|CCCD/Hộ chiếu|Số điện thoại|Tên doanh nghiệp|Mã số thuế|Số tờ khai|Mã loại hình|Mã HS|Tên hàng|Khối lượng|ĐVT|Ngày đến|Giờ đến|Ghi chú'.split(
      '|',
    ),
  'Vietnamese, other words':
    'Xuất/Nhập|Tên cửa khẩu|Lối thông quan|Loại lượt|BKS đầu kéo|BKS rơ-moóc|Số cont|Chì hải quan|Tài xế|Giấy tờ tùy thân|SĐT lái xe|Công ty|MST|Số TKHQ|Loại hình|HS code|Mặt hàng|Trọng lượng (kg)|Đơn vị tính|Ngày dự kiến|Giờ dự kiến đến|Lưu ý'.split(
      '|',
    ),
  English:
    'Direction|Border gate|Route|Crossing type|Plate No.|Trailer No.|Container No.|Seal No.|Driver name|Passport/ID No.|Driver phone|Company|Tax code|Customs declaration no.|Regime|HS code|Description of goods|Gross weight|Unit|Arrival date|Arrival time|Remarks'.split(
      '|',
    ),
  'English, other words':
    'Import/Export|Gate|Lane|Kind|Truck plate number|Trailer plate|Container number|Customs seal|Driver|ID number|Mobile|Enterprise name|Tax ID|Declaration number|Procedure code|HS No.|Goods|Weight (kg)|UOM|Expected arrival date|ETA time|Notes'.split(
      '|',
    ),
  Chinese:
    '进出口|口岸|通道|业务类型|车牌号|挂车号|集装箱号|封条号|司机姓名|证件号码|联系电话|企业名称|税号|报关单号|监管方式|HS编码|货物名称|毛重|计量单位|到达日期|到达时间|备注'.split(
      '|',
    ),
  'traditional Chinese':
    '進出口方向|口岸名稱|線路|業務類型|車牌號碼|掛車車牌|貨櫃號|鉛封號|駕駛員姓名|護照號碼|電話|公司名稱|納稅人識別號|報關單編號|貿易方式|商品編碼|品名|重量|重量單位|預計到達日期|預計到達時間|附註'.split(
      '|',
    ),
  'two languages in one':
    'Chiều / Direction|Cửa khẩu (Gate)|Tuyến / Route|Hình thức / Kind|Biển số / 车牌号|Rơ moóc / Trailer|Container / 集装箱号|Số chì / Seal no|Lái xe / Driver|Giấy tờ / ID No|Điện thoại / Phone|Doanh nghiệp / Company|MST / Tax code|Tờ khai / Declaration|Loại hình / Regime|Mã HS / HS code|Tên hàng / Goods|Khối lượng / Weight|ĐVT / Unit|Ngày đến / Date|Giờ đến / Time|Ghi chú / Note'.split(
      '|',
    ),
  'what only some kinds are asked for':
    'Chiều|Cửa khẩu|Tuyến|Hình thức vận chuyển|Biển số xe|Rơ moóc|Số container|Số chì|Họ tên lái xe|CCCD/Hộ chiếu|Số điện thoại|Tên doanh nghiệp|Mã số thuế|Số tờ khai|Mã loại hình|Mã HS|Tên hàng|Khối lượng|ĐVT|Ngày đến|Giờ đến|Ghi chú|Bãi tập kết|Giấy phép vận tải|Đầu kéo thay|Lưu kho đến ngày|Hai chiều|Xuất xứ|Số lượng|Trị giá hàng'.split(
      '|',
    ),
  'longer phrases':
    'Chiều xuất nhập khẩu|Cửa khẩu làm thủ tục|Tuyến đường đi|Hình thức vận chuyển hàng|Biển số của xe ô tô|Biển số của rơ moóc|Số hiệu container (nếu có)|Số chì hải quan (nếu có)|Họ và tên của lái xe|Số căn cước công dân của lái xe|Số điện thoại của lái xe|Tên doanh nghiệp xuất nhập khẩu|Mã số thuế của doanh nghiệp|Số tờ khai hải quan điện tử|Mã loại hình tờ khai|Mã HS hàng hóa|Tên hàng hóa vận chuyển|Tổng trọng lượng hàng|Đơn vị tính khối lượng|Ngày dự kiến xe đến|Giờ dự kiến xe đến|Ghi chú khác'.split(
      '|',
    ),
};
const camel =
  'direction gate route kind plate trailer container seal driverName driverIdNumber driverPhone firmName taxCode customsDeclaration regime hsCode goodsName weight weightUnit arrivalDate arrivalTime note'.split(
    ' ',
  );

describe('columns', () => {
  const snake = (headers: readonly string[]) =>
    headers.map((header) => header.toUpperCase().replace(/[ /]+/g, '_'));
  const cases = [...Object.entries(SHEETS), ['field names', camel] as const].flatMap(([name, headers]) => [
    [name, headers] as const,
    [`${name}, decomposed`, headers.map((header) => header.normalize('NFD'))] as const,
    [`${name}, snake case`, snake(headers)] as const,
    [`${name}, reversed`, headers.toReversed()] as const,
  ]);
  test.each(cases)('ID-40 %s', (name, headers) => {
    const order = name.endsWith('reversed')
      ? SUBMISSION_FIELDS.slice(0, headers.length).toReversed()
      : SUBMISSION_FIELDS;
    const { columns, unsure, missing } = fieldsOf(headers);
    expect(columns).toEqual(Object.fromEntries(headers.map((header, i) => [header, order[i]])));
    expect([unsure, missing]).toEqual([[], []]);
  });

  test('ID-40 every name that is not vague is known by itself', () => {
    for (const field of SUBMISSION_FIELDS) {
      for (const name of Object.values(COLUMN_NAMES[field]).flatMap((names) => names.split(' | '))) {
        const { mapping } = mapColumns([name]);
        const known = Object.keys(mapping.columns);
        if (!VAGUE_NAMES.has(name) && known.length > 0) expect([name, known]).toEqual([name, [field]]);
      }
    }
  });

  test('ID-40 the order of columns does not matter', () => {
    const headers = SHEETS['Vietnamese, other words'] ?? [];
    fc.assert(
      fc.property(fc.shuffledSubarray([...headers], { minLength: headers.length }), (shuffled) => {
        expect(fieldsOf(shuffled).columns).toEqual(fieldsOf(headers).columns);
      }),
    );
  });

  test('ID-41 the unit in the header', () => {
    for (const [header, unit] of [
      ['Khối lượng (tấn)', 'tonne'],
      ['Trọng lượng kg', 'kg'],
      ['Weight (t)', 'tonne'],
      ['重量（吨）', 'tonne'],
      ['Khối lượng', ''],
    ]) {
      expect(fieldsOf([header ?? '']).mapping).toMatchObject({ weightUnit: unit, columns: { weight: 0 } });
    }
  });

  test('ID-42 a vague header is decided by what stands below it', () => {
    const { columns } = fieldsOf(
      ['ID', 'Đơn vị', 'Đơn vị ', 'Thời gian', 'Xe'],
      [
        ['1', 'Công ty ABC', 'kg', '07:45', '51C-123.45'],
        ['2', 'Công ty XYZ', 'tấn', '8h', '桂F9B393'],
      ],
    );
    expect(columns).toEqual({
      'Đơn vị': 'firmName',
      'Đơn vị ': 'weightUnit',
      'Thời gian': 'arrivalTime',
      Xe: 'plate',
    });
  });

  test('ID-42 columns under unknown headers are told by their content', () => {
    const { columns, unused } = fieldsOf(
      ['A', 'B', 'C', 'D', 'E', 'F', 'G'],
      [
        ['xuất', 'Hữu Nghị', '62H-492.84', '61R-510.21', 'MSKU6076020', '0156875889', '29/08/2024'],
        ['nhập', 'Tân Thanh', '桂FR1116', '桂KKY34挂', 'OOLU4465600', '0101338998', '29/08/2024'],
      ],
    );
    expect(columns).toEqual({
      A: 'direction',
      B: 'gate',
      C: 'plate',
      D: 'trailer',
      E: 'container',
      F: 'taxCode',
      G: 'arrivalDate',
    });
    expect(unused).toEqual([]);
  });

  test('ID-32 ID-42 tractor and trailer in one column', () => {
    const { columns, unsure } = fieldsOf(
      ['Biển số xe / Rơ moóc'],
      [['15C-123.45/15R-067.89'], ['15C-123.46']],
    );
    expect([columns, unsure]).toEqual([{ 'Biển số xe / Rơ moóc': 'plate' }, []]);
  });

  test('ID-33 ID-42 remarks are known by the phones among them', () => {
    const { columns } = fieldsOf(['Khác'], [[''], ['lái xe 0912345678'], ['']]);
    expect(columns).toEqual({ Khác: 'note' });
  });

  test('ID-42 a name inside a header is no match against what stands below', () => {
    const { columns } = fieldsOf(
      ['Số tờ khai', 'Ngày tờ khai hải quan', 'Năm sinh lái xe'],
      [['308207518100', '28/08/2024', '1980']],
    );
    expect(columns).toEqual({ 'Số tờ khai': 'customsDeclaration', 'Ngày tờ khai hải quan': 'arrivalDate' });
  });

  test('ID-43 two columns of one name are asked about', () => {
    const headers = ['Chiều', 'Cửa khẩu', 'Biển số', 'Biển kiểm soát', 'Tên hàng', 'Công ty'];
    const row = ['xuất', 'HN', '51C-123.45', '51C-123.46', 'Chuối', 'ABC'];
    const { unsure, missing } = mapColumns(headers, [row]);
    expect(unsure).toEqual([
      { column: 2, header: 'Biển số', candidates: ['plate'] },
      { column: 3, header: 'Biển kiểm soát', candidates: ['plate'] },
    ]);
    expect(missing).toEqual(['plate']);
    const answered = mapColumns(headers, [row], { 'Biển số': 'plate' });
    expect(answered.unsure).toEqual([]);
    expect(answered.mapping.columns.plate).toBe(2);
    expect(answered.unused).toEqual(['Biển kiểm soát']);
  });

  test('ID-43 what is missing is named, and the columns it could be', () => {
    const { missing, unsure } = mapColumns(
      ['Biển số', 'Cột lạ'],
      [
        ['51C-123.45', 'Sầu riêng'],
        ['51C-123.46', 'Mít'],
      ],
    );
    expect(missing).toEqual(['direction', 'gate', 'goodsName', 'firmName']);
    expect(unsure).toEqual([
      { column: 1, header: 'Cột lạ', candidates: ['driverName', 'firmName', 'goodsName'] },
    ]);
  });

  test('ID-43 answers come first', () => {
    const { mapping } = mapColumns(['Ghi chú', 'Biển số'], [], { 'Ghi chú': 'plate', 'Biển số': 'ignore' });
    expect(mapping.columns).toEqual({ plate: 0 } satisfies Partial<Record<SubmissionField, number>>);
  });

  test('ID-39 the header stands below titles', () => {
    const rows = [
      ['CÔNG TY TNHH ABC', '', ''],
      ['DANH SÁCH XE NGÀY 29/08/2024', '', ''],
      ['', '', ''],
      ['STT', 'Biển số', 'Cửa khẩu'],
      ['1', '51C-123.45', 'Hữu Nghị'],
    ];
    expect(findHeader(rows)).toEqual({ index: 3, known: 3 });
    expect(
      findHeader([
        ['', ''],
        ['x', 'y'],
      ]),
    ).toEqual({ index: 1, known: 0 });
    expect(findHeader([['', '']])).toEqual({ index: -1, known: 0 });
  });

  test('ID-44 the sheet’s own number is found wherever it stands', () => {
    expect(fieldsOf(['Biển số', 'STT']).mapping.rowColumn).toBe(1);
    expect(fieldsOf(['Biển số', 'Ghi chú']).mapping.rowColumn).toBe(0);
    expect(fieldsOf(['#', 'Plate']).mapping.rowColumn).toBe(0);
    expect(fieldsOf(['序号', '车牌号']).mapping.rowColumn).toBe(0);
    const rows = [
      ['51C-123.45', '12'],
      ['51C-123.46', '14'],
      ['51C-123.47', '13'],
    ];
    expect(fieldsOf(['Biển số', 'Mã'], rows).mapping.rowColumn).toBe(1);
  });

  test('ID-43 no header makes the mapping throw', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 20 }), { maxLength: 8 }), (headers) => {
        mapColumns(headers, [headers]);
      }),
      { numRuns: 40 },
    );
  });
});
