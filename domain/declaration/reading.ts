import { isBlank, isPlaceholder, tidyText } from '../identifiers/fold-text';
import type { IdentifierFault } from '../identifiers/identifier-fault';
import type { Result } from '../shared/result';
import { parseKind } from './choices';
import {
  type FaultCode,
  type FieldFault,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from './submission';
import { textFault } from './text-fault';

/** Boxes in which `-` or `.` is how people write "none"; elsewhere it stands for a value that was asked for. */
const NONE_ALLOWED = new Set<SubmissionField>([
  ...(['route', 'kind', 'trailer', 'container', 'seal', 'regime', 'hsCode', 'weightUnit', 'note'] as const),
  ...(['yard', 'transportLicence', 'nextTractor', 'storageUntil', 'tripBack'] as const),
  ...(['origin', 'quantity', 'goodsValue'] as const),
]);

/** ID-34: "empty" is a sign for "none" everywhere but here, where it is the kind of an empty lorry's trip. */
const saysKind = (text: string): boolean => parseKind(text) !== null;

/** One reading of a submission: collects at most one fault per field, the first. */
export function openReading(raw: Submission) {
  const faults = new Map<SubmissionField, FieldFault>();
  const complain = (field: SubmissionField, code: FaultCode, detail: FieldFault['detail'] = {}) => {
    if (!faults.has(field)) faults.set(field, { field, code, detail });
  };
  for (const field of SUBMISSION_FIELDS) {
    const fault = textFault(field, raw[field]);
    if (fault) faults.set(field, fault);
  }
  /** Raw text; empty where nothing usable was typed: blank, faulty already, or a sign for "none" where none is allowed. */
  const text = (field: SubmissionField): string => {
    const isNone =
      isBlank(raw[field]) ||
      (NONE_ALLOWED.has(field) && isPlaceholder(raw[field]) && !(field === 'kind' && saysKind(raw.kind)));
    return isNone || faults.has(field) ? '' : raw[field];
  };
  /** ID-29: free text that may be left out, but not filled with a sign. */
  const freeText = (field: SubmissionField): string => {
    const value = text(field);
    if (value !== '' && isPlaceholder(value)) complain(field, 'ID-PLACEHOLDER', { typed: tidyText(value) });
    return faults.has(field) ? '' : tidyText(value);
  };
  /** ID-29: "not known yet" is an empty box, and no fault. */
  const identify = <T>(
    field: SubmissionField,
    parse: (text: string) => Result<T, IdentifierFault>,
  ): T | null => {
    const value = text(field);
    if (value === '') return null;
    const outcome = parse(value);
    if (outcome.ok) return outcome.value;
    complain(
      outcome.error.code === 'WT-UNIT' ? 'weightUnit' : field,
      outcome.error.code,
      outcome.error.detail,
    );
    return null;
  };
  /** A word of a closed list; needed unless `optional`. */
  const choose = <T>(
    field: SubmissionField,
    parse: (text: string) => T | null,
    optional = false,
  ): T | null => {
    const value = text(field);
    if (value === '') {
      if (!optional) complain(field, 'ID-EMPTY');
      return null;
    }
    const chosen = isPlaceholder(value) && !(field === 'kind' && saysKind(value)) ? null : parse(value);
    if (chosen === null) {
      complain(field, isPlaceholder(value) ? 'ID-PLACEHOLDER' : 'ID-CHOICE', {
        typed: tidyText(value).slice(0, 40),
      });
    }
    return chosen;
  };
  return { faults, complain, text, freeText, identify, choose };
}
export type Reading = ReturnType<typeof openReading>;
