import { ok, type Result } from '../shared/result';
import { codeCharacters } from './fold-text';
import { faulty, type IdentifierFault, nothingTyped, typed } from './identifier-fault';

/**
 * Vietnamese tax code (mã số thuế): firm 10 digits with a check digit, branch firm + `-` + 001–999, household or sole
 * trader the 12-digit personal number since 1 July 2025 (Circular 86/2024).
 */
export type TaxCode = {
  readonly kind: 'firm' | 'branch' | 'household';
  /** `0100047516`, `0100047516-001` or 12 digits. */
  readonly code: string;
};
export type TaxCodeFault = IdentifierFault<
  'ID-EMPTY' | 'ID-PLACEHOLDER' | 'TX-SHAPE' | 'TX-CHECK' | 'TX-ZERO'
>;

const WEIGHTS = [31, 29, 23, 19, 17, 13, 7, 5, 3];

/**
 * Check digit over the first nine digits: 10 − (Σ digit·weight mod 11); null where that is 10, such codes are not
 * issued. No weight is a multiple of 11, so every single wrong digit is caught.
 */
export function taxCheckDigit(firstNine: string): number | null {
  const sum = WEIGHTS.reduce((total, weight, i) => total + weight * Number(firstNine[i] ?? 0), 0);
  const check = 10 - (sum % 11);
  return check === 10 ? null : check;
}

const hasRightCheck = (ten: string): boolean => String(taxCheckDigit(ten.slice(0, 9))) === ten[9];
const isBranchNumber = (text: string): boolean => /^\d{3}$/.test(text) && text !== '000';
const branchCode = (digits: string): string => `${digits.slice(0, 10)}-${digits.slice(10)}`;

/** ID-12 to ID-15. */
export function parseTaxCode(raw: string): Result<TaxCode, TaxCodeFault> {
  const nothing = nothingTyped(raw);
  if (nothing) return nothing;
  const digits = codeCharacters(raw.slice(0, 80));
  const shapeFault = faulty('TX-SHAPE', { typed: typed(raw), length: String(digits.length) });
  if (!/^\d+$/.test(digits)) return shapeFault;
  switch (digits.length) {
    case 10:
    case 13: {
      if (digits.length === 13 && !isBranchNumber(digits.slice(10))) return shapeFault;
      if (!hasRightCheck(digits)) return faulty('TX-CHECK', { typed: typed(raw) });
      return ok(
        digits.length === 10 ? { kind: 'firm', code: digits } : { kind: 'branch', code: branchCode(digits) },
      );
    }
    case 9:
      return hasRightCheck(`0${digits}`)
        ? faulty('TX-ZERO', { typed: typed(raw), suggestion: `0${digits}` })
        : shapeFault;
    case 12: {
      // Personal numbers begin with 0 (place 001–096); a branch that lost its zero is told apart by its check digit.
      const restored = `0${digits}`;
      const lostZero =
        !digits.startsWith('0') && isBranchNumber(restored.slice(10)) && hasRightCheck(restored);
      return lostZero && /-\s*\d{3}$/.test(raw)
        ? faulty('TX-ZERO', { typed: typed(raw), suggestion: branchCode(restored) })
        : ok({ kind: 'household', code: digits });
    }
    case 11:
      return digits.startsWith('0')
        ? shapeFault
        : faulty('TX-ZERO', { typed: typed(raw), suggestion: `0${digits}` });
    default:
      return shapeFault;
  }
}
