import { ok, type Result } from '../shared/result';
import { codeCharacters } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped } from './identifier-fault';

/**
 * Identity paper of a driver, judged by shape only: citizen number of 12 digits (it has no check digit), or a passport:
 * a letter and 7 or 8 digits (Vietnam, China), or two letters and 7 digits (China).
 */
export type PersonId = { readonly kind: 'citizen' | 'passport'; readonly number: string };
export type PersonIdFault = IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER' | 'PE-SHAPE'>;

/** ID-18, ID-19. The detail never repeats the number: it is personal. */
export function parsePersonId(raw: string): Result<PersonId, PersonIdFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const number = codeCharacters(raw.slice(0, 80));
  if (/^\d{12}$/.test(number)) return ok({ kind: 'citizen', number });
  if (/^(?:[A-Z]\d{7,8}|[A-Z]{2}\d{7})$/.test(number)) return ok({ kind: 'passport', number });
  const lostZero = /^[1-9]\d{10}$/.test(number) ? { suggestion: `0${number}` } : {};
  return faulty('PE-SHAPE', { length: String(number.length), ...lostZero });
}
