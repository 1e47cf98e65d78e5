import { tidyText } from '../identifiers/fold-text';
import type { FieldFault, SubmissionField } from './submission';

/** Most characters a field may have, as the event and the pass can carry them. */
const LONGEST: Readonly<Record<SubmissionField, number>> = {
  direction: 60,
  gate: 80,
  route: 24,
  kind: 60,
  plate: 40,
  trailer: 40,
  container: 40,
  seal: 24,
  driverName: 100,
  driverIdNumber: 40,
  driverPhone: 80,
  firmName: 200,
  taxCode: 40,
  customsDeclaration: 40,
  regime: 80,
  hsCode: 20,
  goodsName: 200,
  weight: 40,
  weightUnit: 40,
  arrivalDate: 40,
  arrivalTime: 40,
  note: 300,
  yard: 60,
  transportLicence: 24,
  nextTractor: 40,
  storageUntil: 40,
  tripBack: 40,
  origin: 40,
  quantity: 40,
  goodsValue: 40,
};

/** Text whose characters matter as they are; codes judge their own. */
const FREE_TEXT: ReadonlySet<SubmissionField> = new Set([
  ...(['driverName', 'firmName', 'goodsName', 'note', 'yard', 'origin', 'quantity'] as const),
]);

/** A formula is a cell that begins with `=`, also behind the apostrophe that takes away its force. */
const isFormula = (raw: string): boolean => /^'?=/.test(raw.trimStart());

/** ID-3: the same text, unable to run when somebody opens an exported sheet. */
export const withoutForce = (raw: string): string =>
  raw.trimStart().startsWith('=') ? `'${raw.trimStart()}` : raw;

/** ID-2 to ID-4: what is wrong with a text before its meaning is asked. */
export function textFault(field: SubmissionField, raw: string): FieldFault | null {
  if (isFormula(raw)) return { field, code: 'ID-FORMULA', detail: {} };
  const length = [...tidyText(raw)].length;
  const max = LONGEST[field];
  if (length > max) return { field, code: 'ID-LONG', detail: { length: String(length), max: String(max) } };
  // U+FFFD and unpaired surrogates are what a wrong encoding leaves of a name; the latter cannot be stored at all.
  const damaged = (FREE_TEXT.has(field) ? /[\ufffd\p{Cs}]/u : /\p{Cs}/u).exec(raw);
  return damaged ? { field, code: 'ID-CHARS', detail: { typed: tidyText(raw).slice(0, 40) } } : null;
}
