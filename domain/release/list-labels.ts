import { foldWords } from '../identifiers/fold-text';

/** What the list says of a declaration or of one of its containers. */
export const LIST_FIELDS = [
  'declaration',
  'container',
  'seal',
  'customsSeal',
  'code',
  'status',
  'office',
  'place',
  'firm',
  'taxCode',
  'date',
  'regime',
  'channel',
  'goodsNumber',
  'madeAt',
] as const;
export type ListField = (typeof LIST_FIELDS)[number];

/**
 * Names of its boxes and columns, as public descriptions of the list give them, with what offices and programmes make
 * of them. Compared by `foldWords`: marks, capitals and punctuation do not matter.
 */
const NAMES: Readonly<Record<ListField, string>> = {
  declaration:
    'số tờ khai|số tk|số tkhq|tờ khai số|số tờ khai hải quan|declaration no|declaration number|customs declaration|customs declaration no|报关单号|申报单号',
  container:
    'số hiệu container|số container|số cont|container|cont|số hiệu cont|container no|container number|集装箱号|箱号|柜号',
  seal: 'số seal|số seal container|số seal cont|số chì|seal|chì|số niêm phong|số seal hãng tàu|seal no|封志号|封条号',
  customsSeal:
    'số seal hải quan|seal hải quan|chì hải quan|seal hq|niêm phong hải quan|customs seal|海关封志',
  code: 'mã qr|qr|qr code|mã vạch|barcode|mã qr code|二维码|条码',
  status: 'trạng thái tờ khai|trạng thái|trạng thái tk|tình trạng|status|declaration status|状态|报关单状态',
  office: 'chi cục hải quan|đơn vị hải quan|cơ quan hải quan|hải quan cửa khẩu|customs office|海关',
  place:
    'địa điểm giám sát|vị trí giám sát|khu vực giám sát|chi cục hải quan giám sát|đơn vị giám sát|địa điểm lưu giữ|supervised place|监管场所',
  firm: 'tên doanh nghiệp|doanh nghiệp|đơn vị xnk|tên đơn vị xnk|người khai|firm|company|企业名称',
  taxCode: 'mã số thuế|mst|mã doanh nghiệp|mã số doanh nghiệp|tax code|税号',
  date: 'ngày tờ khai|ngày đăng ký|ngày đk|ngày tk|declaration date|date|申报日期',
  regime: 'mã loại hình|loại hình|regime|贸易方式',
  channel: 'luồng|phân luồng|mã phân loại|luồng tờ khai|channel|通道',
  goodsNumber:
    'số quản lý hàng hóa|số quản lý hàng hoá|số định danh|số định danh hàng hóa|mã quản lý hàng hóa|goods management no|货物管理号',
  madeAt:
    'ngày in|ngày giờ in|thời điểm in|in lúc|thời điểm|ngày lập|thời gian|thời điểm lập|thời gian tra cứu|ngày tra cứu|printed at|made at|as of|打印时间|制表时间',
};

const compact = (text: string): string => foldWords(text).replaceAll(' ', '');
const byName = new Map<string, ListField>(
  LIST_FIELDS.flatMap((field) => NAMES[field].split('|').map((name) => [compact(name), field] as const)),
);

/** What a box is called; brackets behind the name (a unit, a column number) do not matter. */
export const listFieldOf = (cell: string): ListField | null =>
  byName.get(compact(cell)) ?? byName.get(compact(cell.replace(/[([（].*?[)\]）]/g, ' '))) ?? null;

/** What the status of a declaration means for leaving: three legal states let goods leave, not one. */
const ELIGIBLE = [
  'thông quan|đã thông quan|giải phóng hàng|đưa hàng về bảo quản|đưa về bảo quản|bảo quản|đủ điều kiện|đủ điều kiện qua kvgs',
  'đủ điều kiện qua khu vực giám sát|được phép qua khu vực giám sát|cleared|released|eligible|放行|已放行|结关|通关',
].join('|');
const NOT_ELIGIBLE = [
  'chưa thông quan|không đủ điều kiện|chưa đủ điều kiện|dừng đưa hàng qua kvgs|dừng qua khu vực giám sát|tạm dừng|hủy|đã hủy',
  'hủy tờ khai|đang kiểm tra|thu hồi|not eligible|cancelled|stopped|withdrawn|未放行|撤销|暂停',
].join('|');
const words = (list: string) => new Set(list.split('|').map(compact));
const YES = words(ELIGIBLE);
const NO = words(NOT_ELIGIBLE);

/** Null: a word that we do not know, and never guess. An empty box stands under the list's own title: eligible. */
export function readListStatus(text: string): boolean | null {
  const word = compact(text.replace(/^\s*\d{1,2}\s*[-–.]\s*/, ''));
  if (word === '' || YES.has(word)) return true;
  return NO.has(word) ? false : null;
}
