import { parsePhone } from '../identifiers/phone';

/** Where somebody is reached and by what somebody signs in: one written form each, so that one account is one account. */
export type Contact =
  /** Lower case. */
  | { readonly kind: 'email'; readonly value: string }
  /** E.164, a mobile number of Vietnam or China: others would let strangers spend our money on messages. */
  | { readonly kind: 'phone'; readonly value: string };

/** Octets of a forward path, RFC 5321 4.5.3.1.3. */
export const MOST_CONTACT = 254;
const MAIL = /^[^\s@<>"(),;:\\]+@[^\s@<>"(),;:\\]+\.[^\s@<>"(),;:\\.]+$/;

/** FM-6: an e-mail address or a mobile number as people type it; null when it is neither. */
export function parseContact(raw: string): Contact | null {
  const text = raw.normalize('NFKC').trim();
  if (text.length > MOST_CONTACT) return null;
  if (text.includes('@')) return MAIL.test(text) ? { kind: 'email', value: text.toLowerCase() } : null;
  const phone = parsePhone(text);
  return phone.ok && phone.value.mobile ? { kind: 'phone', value: phone.value.e164 } : null;
}

/** How the written form alone tells which it is. */
export const contactOf = (value: string): Contact =>
  value.includes('@') ? { kind: 'email', value } : { kind: 'phone', value };
