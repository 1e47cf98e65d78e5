import { err, ok, type Result } from '../shared/result';
import { codeCharacters } from './fold-text';
import { type IdentifierFault, nothingTyped, typed } from './identifier-fault';

export type ChassisFault =
  | IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER'>
  | { readonly code: 'CH-SHAPE'; readonly detail: Readonly<Record<string, string>> };

/** ISO 3779 has 17 signs; trailers and older lorries carry shorter numbers of their maker. */
const LEAST = 6;
const VIN = 17;

/**
 * FV-1: the chassis number, the one identity that a vehicle keeps, e.g. `RLHJK1234NZ000001`. In a number of 17 signs I, O
 * and Q never stand (ISO 3779): what was read as one of them is the figure it looks like.
 */
export function parseChassis(raw: string): Result<string, ChassisFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const number = codeCharacters(raw.slice(0, 80));
  const isChassis = /^[A-Z0-9]+$/.test(number) && /\d{3}/.test(number);
  if (!isChassis || number.length < LEAST || number.length > VIN)
    return err({ code: 'CH-SHAPE', detail: { typed: typed(raw), length: String(number.length) } });
  return ok(number.length === VIN ? number.replace(/[OQ]/g, '0').replaceAll('I', '1') : number);
}
