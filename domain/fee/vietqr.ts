import type { BillKind } from './assess';

/** Identifier of the NAPAS transfer service in EMVCo field 38 ("VietQR", NAPAS QR specification). */
const NAPAS = 'A000000727';
const TO_ACCOUNT = 'QRIBFTTA';
const VND = '704';
const MOST_AMOUNT = 9_999_999_999_999;

export type PaymentAccount = {
  /** Six digits of the bank (NAPAS BIN). */
  readonly bank: string;
  /** Account number, 1 to 19 letters or digits. */
  readonly account: string;
  /** For people; not in the code. */
  readonly holder: string;
};

/** Field of the EMVCo merchant-presented code: two digits of name, two of length, the value. */
const field = (id: string, value: string): string => {
  if (value.length === 0 || value.length > 99) throw new Error(`field ${id} has ${value.length} characters`);
  return `${id}${String(value.length).padStart(2, '0')}${value}`;
};

/**
 * Text of a payment code for one bill (FE-10): amount in whole VND, the bill's reference as the words of the transfer.
 * Throws RangeError on an amount that no bill can have.
 */
export function vietQr(account: PaymentAccount, amount: number, reference: string): string {
  if (!Number.isSafeInteger(amount) || amount <= 0 || amount > MOST_AMOUNT)
    throw new RangeError(`no amount of a bill: ${amount}`);
  const body = [
    field('00', '01'),
    // For one payment, not for many.
    field('01', '12'),
    field(
      '38',
      field('00', NAPAS) +
        field('01', field('00', account.bank) + field('01', account.account)) +
        field('02', TO_ACCOUNT),
    ),
    field('53', VND),
    field('54', String(amount)),
    field('58', 'VN'),
    field('62', field('08', reference)),
    '6304',
  ].join('');
  return body + crcOf(body);
}

/** CRC-16/CCITT-FALSE over ASCII, four upper-case hex digits (EMVCo QRCPS 4.7.3). */
export function crcOf(text: string): string {
  let crc = 0xffff;
  for (let at = 0; at < text.length; at += 1) {
    crc ^= text.charCodeAt(at) << 8;
    for (let bit = 0; bit < 8; bit += 1) crc = ((crc << 1) ^ (crc & 0x8000 ? 0x1021 : 0)) & 0xffff;
  }
  return crc.toString(16).toUpperCase().padStart(4, '0');
}

/** No vowel and no look-alike: it is read out, typed into banking apps, and never becomes a word. */
const LETTERS = '23456789BCDFGHJKMNPRSTVWXZ';
const RANDOM_LETTERS = 8;
const MARKS: Record<BillKind, string> = { infrastructure: 'LSH', transshipment: 'LST' };
const REFERENCE = new RegExp(`LS[HT][${LETTERS}]{${RANDOM_LETTERS + 1}}`, 'g');

/** A bill's reference, `LSH` or `LST`, eight letters of chance and one that checks them (FE-11). */
export function referenceOf(kind: BillKind, chance: Uint8Array): string {
  if (chance.length < RANDOM_LETTERS) throw new RangeError('eight bytes of chance');
  const letters = [...chance.subarray(0, RANDOM_LETTERS)]
    .map((byte) => LETTERS[byte % LETTERS.length])
    .join('');
  return `${MARKS[kind]}${letters}${checkLetter(letters)}`;
}

/** ISO 7064 mod 27,26: one wrong letter is always seen, two in the wrong order nearly always. */
function checkLetter(letters: string): string {
  const base = LETTERS.length;
  let sum = base;
  for (const letter of letters) {
    sum = (sum + LETTERS.indexOf(letter)) % base || base;
    sum = (sum * 2) % (base + 1);
  }
  return LETTERS[(base + 1 - sum) % base] ?? '';
}

/** The references in the words of a transfer, as banks pass them on: any case, anything around them, blanks inside. */
export function referencesIn(words: string): readonly string[] {
  const text = words.toUpperCase().replaceAll(/[^0-9A-Z]/g, '');
  const found = [...text.matchAll(REFERENCE)].map(([reference]) => reference);
  return [...new Set(found)].filter((each) => checkLetter(each.slice(3, -1)) === each.at(-1));
}
