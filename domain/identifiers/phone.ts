import { ok, type Result } from '../shared/result';
import { tidyCode } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped } from './identifier-fault';

/** A phone number in E.164, judged by shape only. */
export type Phone = {
  /** `+84912345678`. */
  readonly e164: string;
  readonly country: 'VN' | 'CN' | 'other';
  readonly mobile: boolean;
};
export type PhoneFault = IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER' | 'PH-SHAPE'>;

const VIETNAM_MOBILE = /^[35789]\d{8}$/;
const CHINA_MOBILE = /^1[3-9]\d{9}$/;

const vietnam = (national: string): Phone => ({
  e164: `+84${national}`,
  country: 'VN',
  mobile: VIETNAM_MOBILE.test(national),
});
const china = (national: string): Phone => ({
  e164: `+86${national}`,
  country: 'CN',
  mobile: CHINA_MOBILE.test(national),
});

/** `digits` after `+` or `00`: country code and national number, in which people often leave the trunk 0. */
function readInternational(digits: string): Phone | null {
  const national = digits.slice(2).replace(/^0/, '');
  if (digits.startsWith('84')) return /^[1-9]\d{8,9}$/.test(national) ? vietnam(national) : null;
  if (digits.startsWith('86')) return /^[1-9]\d{8,10}$/.test(national) ? china(national) : null;
  return /^[1-9]\d{7,14}$/.test(digits) ? { e164: `+${digits}`, country: 'other', mobile: false } : null;
}

/** As dialled at home: Vietnamese with trunk 0 (or without, where a spreadsheet took it), Chinese mobile. */
function readNational(digits: string): Phone | null {
  if (/^0[1-9]\d{8}$/.test(digits) || /^02\d{9}$/.test(digits)) return vietnam(digits.slice(1));
  if (CHINA_MOBILE.test(digits)) return china(digits);
  if (VIETNAM_MOBILE.test(digits)) return vietnam(digits);
  if (/^84[35789]\d{8}$/.test(digits) || /^861[3-9]\d{9}$/.test(digits)) return readInternational(digits);
  return null;
}

function readPhone(text: string): Phone | null {
  // A label in front or a remark behind ("ĐT:", "(Zalo)") is no part of the number; letters inside are.
  const core = text.replace(/^[^\d+]+/, '').replace(/\D+$/, '');
  if (/[^\d\s.\-‐-―()+·]/.test(core)) return null;
  const dialled = core.replace(/\D/g, '');
  if (core.startsWith('+')) return readInternational(dialled);
  if (dialled.startsWith('00')) return readInternational(dialled.slice(2));
  return readNational(dialled);
}

/** ID-20, ID-21. Of several numbers in one box the first counts. The detail never repeats the number. */
export function parsePhone(raw: string): Result<Phone, PhoneFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const text = tidyCode(raw.slice(0, 120)).replace(/^(\d+)\.0+$/, '$1');
  const phone = readPhone(text) ?? readPhone(text.split(/[/;,|&]|\s-\s/)[0] ?? '');
  return phone ? ok(phone) : faulty('PH-SHAPE');
}

// Numbers of other things that stand in notes behind their name.
const OTHER_NUMBER =
  /(?:MST|THUẾ|TAX|税号?|TỜ KHAI|TK|HQ|报关单号?|CONT(?:AINER)?|SEAL|CHÌ|CCCD|CMND|STK|HỘ CHIẾU|PASSPORT)\s*(?:SỐ|NO)?\s*[.:]*\s*$/u;

/** ID-22: the first mobile number inside free text, e.g. `lái xe +86 139 0139 3491`; null when there is none. */
export function phoneInText(raw: string): Phone | null {
  const text = tidyCode(raw);
  for (const match of text.matchAll(/\+?\d[\d\s.\-()]{7,18}\d/g)) {
    const before = text.slice(0, match.index);
    if (/\d$/.test(before) || OTHER_NUMBER.test(before)) continue;
    const phone = readPhone(match[0]);
    if (phone?.mobile) return phone;
  }
  return null;
}
