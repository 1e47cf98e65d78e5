import { err, type Result } from '../shared/result';
import { isBlank, isPlaceholder, tidyText } from './fold-text';

/** Every way an identifier can be wrong; a subset of `FaultCode`, with a sentence in three languages. */
export type IdentifierFaultCode =
  | 'ID-EMPTY'
  | 'ID-PLACEHOLDER'
  | 'PL-SHAPE'
  | 'PL-PROVINCE'
  | 'CT-SHAPE'
  | 'CT-CHECK'
  | 'TX-SHAPE'
  | 'TX-CHECK'
  | 'TX-ZERO'
  | 'CD-SHORT'
  | 'CD-SHAPE'
  | 'PE-SHAPE'
  | 'PH-SHAPE'
  | 'WT-SHAPE'
  | 'WT-UNIT'
  | 'WT-TONNES'
  | 'WT-RANGE';

/** `detail` holds facts for the sentence and the repair, e.g. `{ suggestion: '桂F9B393' }`; never a sentence. */
export type IdentifierFault<Code extends IdentifierFaultCode = IdentifierFaultCode> = {
  readonly code: Code;
  readonly detail: Readonly<Record<string, string>>;
};

export const faulty = <Code extends IdentifierFaultCode>(
  code: Code,
  detail: Readonly<Record<string, string>> = {},
): Result<never, IdentifierFault<Code>> => err({ code, detail });

/** What was typed, short enough to stand in a sentence. */
export const typed = (raw: string): string => [...tidyText(raw)].slice(0, 40).join('');

/** ID-1: nothing, or something put there only to fill the box; null when there is something to read. */
export function nothingTyped(
  raw: string,
): Result<never, IdentifierFault<'ID-EMPTY' | 'ID-PLACEHOLDER'>> | null {
  if (isBlank(raw)) return faulty('ID-EMPTY');
  if (isPlaceholder(raw)) return faulty('ID-PLACEHOLDER', { typed: typed(raw) });
  return null;
}
