import { ok, type Result } from '../shared/result';
import { codeCharacters } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped, typed } from './identifier-fault';

/**
 * Number of a VNACCS customs declaration: 12 digits. Agencies match on the first 11; the 12th only counts amendments,
 * so a number written with 11 is complete.
 */
export type CustomsDeclaration = {
  /** As given, 11 or 12 digits. */
  readonly number: string;
  /** First 11 digits: what is joined on and bound in the pass. */
  readonly joinKey: string;
  /** 12th digit, null when it was not given. */
  readonly amendment: string | null;
};
export type CustomsDeclarationFault = IdentifierFault<
  'ID-EMPTY' | 'ID-PLACEHOLDER' | 'CD-SHORT' | 'CD-SHAPE'
>;

/** ID-16, ID-17. */
export function parseCustomsDeclaration(raw: string): Result<CustomsDeclaration, CustomsDeclarationFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const number = codeCharacters(raw.slice(0, 80));
  if (!/^\d+$/.test(number)) return faulty('CD-SHAPE', { typed: typed(raw) });
  const length = String(number.length);
  if (number.length < 11) return faulty('CD-SHORT', { typed: typed(raw), length });
  if (number.length > 12) return faulty('CD-SHAPE', { typed: typed(raw), length });
  return ok({ number, joinKey: number.slice(0, 11), amendment: number[11] ?? null });
}
