import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from '../declaration/submission';
import { gateById } from '../gate/gates';
import type { Locale } from '../shared/vocabulary';

/** Columns of the template, in the order in which a firm's clerk knows them; the row's own number stands before. */
export const TEMPLATE_FIELDS: readonly SubmissionField[] = [
  ...(['direction', 'gate', 'route', 'kind', 'plate', 'trailer', 'container', 'seal'] as const),
  ...(['driverName', 'driverIdNumber', 'driverPhone', 'firmName', 'taxCode'] as const),
  ...(['customsDeclaration', 'regime', 'hsCode', 'goodsName', 'weight', 'weightUnit'] as const),
  ...(['arrivalDate', 'arrivalTime', 'note'] as const),
  ...(['yard', 'transportLicence', 'nextTractor', 'storageUntil', 'tripBack'] as const),
  ...(['origin', 'quantity', 'goodsValue'] as const),
];

const EMPTY = Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<
  SubmissionField,
  string
>;

type Words = Readonly<
  Record<'exports' | 'imports' | 'loaded' | 'empty' | 'fruit' | 'cloth' | 'firm', string>
>;
const WORDS: Readonly<Record<Locale, Words>> = {
  vi: {
    exports: 'xuất',
    imports: 'nhập',
    loaded: 'có hàng',
    empty: 'xe rỗng',
    fruit: 'Sầu riêng tươi',
    cloth: 'Vải dệt kim',
    firm: 'Công ty TNHH Ví Dụ',
  },
  en: {
    exports: 'export',
    imports: 'import',
    loaded: 'loaded',
    empty: 'empty',
    fruit: 'Fresh durian',
    cloth: 'Knitted fabric',
    firm: 'Example Trading Co Ltd',
  },
  zh: {
    exports: '出口',
    imports: '进口',
    loaded: '载货',
    empty: '空车',
    fruit: '鲜榴莲',
    cloth: '针织布',
    firm: '示例贸易有限公司',
  },
};

/**
 * IM-3: worked rows: an export with everything, an import by a Chinese lorry, an empty lorry with what is not known
 * yet left open. All pass the rules, in every language.
 */
export function templateRows(locale: Locale): readonly Submission[] {
  const words = WORDS[locale];
  const gate = (code: string) => gateById(code)?.[locale] ?? code;
  const firm = { firmName: words.firm, taxCode: '0101338998' };
  return [
    {
      ...EMPTY,
      ...firm,
      direction: words.exports,
      gate: gate('HN'),
      route: '1119-1120',
      kind: words.loaded,
      plate: '51C-123.45',
      trailer: '51R-067.89',
      container: 'CSQU3054383',
      seal: 'VN392435',
      driverName: 'Nguyễn Văn An',
      driverIdNumber: '001099000123',
      driverPhone: '0912345678',
      customsDeclaration: '306123456780',
      regime: 'B11',
      hsCode: '0810.60',
      goodsName: words.fruit,
      weight: '18470',
      weightUnit: 'kg',
      arrivalDate: '29/08/2026',
      arrivalTime: '07:45',
    },
    {
      ...EMPTY,
      ...firm,
      direction: words.imports,
      gate: gate('TT'),
      plate: '桂F12345',
      trailer: '桂F6789挂',
      driverName: '王强',
      driverIdNumber: 'E12345678',
      driverPhone: '13912345678',
      customsDeclaration: '104010897090',
      regime: 'A11',
      hsCode: '6006.32',
      goodsName: words.cloth,
      weight: '17.2',
      weightUnit: 't',
    },
    { ...EMPTY, ...firm, direction: words.exports, gate: gate('HN'), kind: words.empty, plate: '12C-045.67' },
  ];
}
