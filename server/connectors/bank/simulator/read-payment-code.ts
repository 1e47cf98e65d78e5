import { crc16ccitt } from 'crc';

export type PaymentCode = { readonly account: string; readonly amount: number; readonly words: string };

/**
 * Reads a VietQR code as a banking app does. Shares nothing with the code that writes it, and its checksum is a
 * library's: what it accepts, somebody else can pay. Null: not one, or damaged.
 */
export function readPaymentCode(text: string): PaymentCode | null {
  const sum = crc16ccitt(Buffer.from(text.slice(0, -4), 'latin1'));
  if (sum.toString(16).toUpperCase().padStart(4, '0') !== text.slice(-4)) return null;
  const fields = fieldsOf(text);
  const receiver = fieldsOf(fields?.get('38') ?? '');
  const account = fieldsOf(receiver?.get('01') ?? '');
  if (receiver?.get('00') !== 'A000000727' || fields?.get('53') !== '704') return null;
  const number = account?.get('01');
  const amount = Number(fields.get('54'));
  if (number === undefined || !Number.isSafeInteger(amount) || amount <= 0) return null;
  return { account: number, amount, words: fieldsOf(fields.get('62') ?? '')?.get('08') ?? '' };
}

/** Two digits of name, two of length, the value; null where it does not come out even. */
function fieldsOf(text: string): Map<string, string> | null {
  const fields = new Map<string, string>();
  let rest = text;
  while (rest.length > 0) {
    const [, id, size] = /^(\d\d)(\d\d)/.exec(rest) ?? [];
    const value = rest.slice(4, 4 + Number(size));
    if (id === undefined || value.length !== Number(size)) return null;
    fields.set(id, value);
    rest = rest.slice(4 + value.length);
  }
  return fields;
}
