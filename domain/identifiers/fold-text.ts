/**
 * Text as people and spreadsheets write it, brought to one form. Vietnamese arrives decomposed from some systems,
 * Chinese input methods write full-width letters, spreadsheets add zero-width marks and a leading apostrophe.
 */

const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]/g;
const SPACE_AND_CONTROL = /[\p{Zs}\p{Zl}\p{Zp}\p{Cc}]+/gu;

const PLAIN = /^[!-&(-~](?:[ -~]*[!-~])?$/;

/** Free text (names, notes): NFC, no invisible or control characters, single spaces, trimmed. */
export function tidyText(raw: string): string {
  // Most boxes are plain already, and a manifest has tens of thousands.
  if (raw === '' || (PLAIN.test(raw) && !raw.includes('  '))) return raw;
  return raw
    .normalize('NFC')
    .replace(INVISIBLE, '')
    .replace(SPACE_AND_CONTROL, ' ')
    .trim()
    .replace(/^'(?=[\p{L}\p{N}+])/u, '');
}

/** Codes: as `tidyText`, and compatibility forms (full-width letters and digits) become plain ones, in capitals. */
export function tidyCode(raw: string): string {
  return tidyText(tidyText(raw).normalize('NFKC')).toUpperCase();
}

/** Digits and letters of a code without the punctuation people put between them. `1234.0` is a spreadsheet's 1234. */
export function codeCharacters(raw: string): string {
  return tidyCode(raw)
    .replace(/^(\d+)\.0+$/, '$1')
    .replace(/[\s.,\-‐-―_·•・'’`´/\\:]/g, '');
}

// Traditional characters met in headers and plates of firms from Hong Kong, Macao and Taiwan.
const TRADITIONAL =
  '車號櫃貨稅關單電話機駕駛員證進貿監備註達時間業稱掛編碼護聯絡總淨計產粵雲貴魯遼蘇陝贛寧滬瓊閩領學條鉛類運輸線數離國際預計點報務納識別發檢邊';
const SIMPLIFIED =
  '车号柜货税关单电话机驾驶员证进贸监备注达时间业称挂编码护联络总净计产粤云贵鲁辽苏陕赣宁沪琼闽领学条铅类运输线数离国际预计点报务纳识别发检边';
const simplified = new Map([...TRADITIONAL].map((from, i) => [from, [...SIMPLIFIED][i] ?? from]));

const HAS_HAN = /[\u2e80-\u9fff\uf900-\ufaff]/;
export const simplifyHan = (text: string): string =>
  !HAS_HAN.test(text)
    ? text
    : text.replace(/\p{Script=Han}/gu, (character) => simplified.get(character) ?? character);

/** Letters without their marks: `Hữu Nghị` → `Huu Nghi`, `Đ` → `D`. */
export const stripMarks = (text: string): string =>
  PLAIN.test(text)
    ? text
    : text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC').replaceAll('đ', 'd').replaceAll('Đ', 'D');

/**
 * Words for comparison: `Số ĐT_láiXe (VN)` → `so dt lai xe vn`. Lower case, no marks, simplified Chinese, everything
 * that is neither letter nor digit is one space; camelCase is taken apart.
 */
export function foldWords(raw: string): string {
  const plain = stripMarks(simplifyHan(tidyText(raw).normalize('NFKC')));
  return plain
    .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

export const isBlank = (raw: string): boolean => tidyText(raw) === '';

const FILLERS = new Set(
  [
    ['x', 'xx', 'xxx', 'xxxx', 'na', 'n a', 'none', 'null', 'nil', 'no', 'tbd', 'tba', 'unknown', 'empty'],
    ['khong', 'khong co', 'khong ro', 'khong biet', 'ko', 'ko co', 'k co', 'chua co', 'chua ro', 'chua biet'],
    ['bo sung sau', 'cap nhat sau', 'trong', 'de trong'],
    ['无', '没有', '暂无', '未知', '不详', '空', '待定', '待补'],
  ].flat(),
);

/** ID-1: typed only to get past the box: `.`, `,`, `-`, `000`, `x`, `không có`, `无`, `#N/A`. */
export function isPlaceholder(raw: string): boolean {
  const words = foldWords(raw);
  if (words === '') return !isBlank(raw);
  if (/^#(?:N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NULL!|NUM!)$/i.test(raw.trim())) return true;
  return /^0[0 ]*$/.test(words) || FILLERS.has(words);
}
