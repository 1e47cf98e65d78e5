import { gateById } from '../gate/gates';
import { parseContainer } from '../identifiers/container';
import { parseCustomsDeclaration } from '../identifiers/customs-declaration';
import { isBlank, isPlaceholder, tidyCode, tidyText } from '../identifiers/fold-text';
import type { IdentifierFault } from '../identifiers/identifier-fault';
import { parsePersonId } from '../identifiers/person-id';
import { parsePhone, phoneInText } from '../identifiers/phone';
import { parseTaxCode } from '../identifiers/tax-code';
import { parseWeight } from '../identifiers/weight';
import { byteLength } from '../pass/plain-text';
import type { Result } from '../shared/result';
import { arrivalAt, readArrival } from './arrival';
import { parseDirection, parseGate, parseKind } from './choices';
import { deriveKind, goodsClassOf, normaliseHs, saysEmpty } from './goods';
import { readPlates } from './plates';
import {
  type AcceptedSubmission,
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
]);

/** As the pass and the event can carry them. */
const MOST_SEAL_BYTES = 24;
const MOST_REGIME = 8;

/** One reading of a submission: collects at most one fault per field, the first. */
function openReading(raw: Submission) {
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
    const isNone = isBlank(raw[field]) || (NONE_ALLOWED.has(field) && isPlaceholder(raw[field]));
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
    const chosen = isPlaceholder(value) ? null : parse(value);
    if (chosen === null) {
      complain(field, isPlaceholder(value) ? 'ID-PLACEHOLDER' : 'ID-CHOICE', {
        typed: tidyText(value).slice(0, 40),
      });
    }
    return chosen;
  };
  return { faults, complain, text, freeText, identify, choose };
}
type Reading = ReturnType<typeof openReading>;

function readPhoneBox(raw: Submission, reading: Reading): string | null {
  const inNote = isBlank(raw.driverPhone) || isPlaceholder(raw.driverPhone) ? phoneInText(raw.note) : null;
  if (inNote && !reading.faults.has('note')) {
    reading.complain('driverPhone', 'PH-NOTE', { suggestion: inNote.e164 });
  }
  return reading.identify('driverPhone', parsePhone)?.e164 ?? null;
}

function readRoute(reading: Reading, gateId: string | null): string | null {
  const typed = tidyCode(reading.text('route')).replace(/\s*[‐-―−]\s*|\s*-\s*/g, '-');
  if (typed === '') return null;
  const known = gateId === null ? undefined : gateById(gateId)?.routes.find((route) => typed.includes(route));
  return known ?? typed;
}

/** Leading code of a regime written with its name: `B11 - Xuất kinh doanh` → `B11`. */
const regimeCode = (text: string): string =>
  /^[A-Z]\d{2}(?![A-Z\d])/.exec(tidyCode(text))?.[0] ?? tidyCode(text);

/**
 * ID-29 to ID-38: the one rule that turns typed text into a declaration or into faults, one per field. Needed are
 * direction, gate, plate, a firm (name or tax code) and the goods (name or HS code) of a vehicle that is not empty;
 * all else may be "not known yet" (rule 12), but what is given must be right.
 */
export function checkSubmission(raw: Submission): {
  accepted: AcceptedSubmission | null;
  faults: readonly FieldFault[];
} {
  const reading = openReading(raw);
  const { faults, complain, text, freeText, identify, choose } = reading;

  const direction = choose('direction', parseDirection);
  const gateId = choose('gate', parseGate);
  const route = readRoute(reading, gateId);
  const plates = identify('plate', readPlates);
  if (text('plate') === '') complain('plate', 'ID-EMPTY');
  const trailer = identify('trailer', readPlates)?.vehicle ?? plates?.trailer ?? null;
  const container = identify('container', parseContainer)?.number ?? null;
  const seal = tidyCode(text('seal')) || null;
  // What the pass can carry, in bytes: a seal in letters of two or three bytes is shorter.
  if (seal !== null && byteLength(seal) > MOST_SEAL_BYTES)
    complain('seal', 'ID-LONG', { max: String(MOST_SEAL_BYTES) });

  const driverName = freeText('driverName') || null;
  const driverIdNumber = identify('driverIdNumber', parsePersonId)?.number ?? null;
  const driverPhone = readPhoneBox(raw, reading);
  const taxCode = identify('taxCode', parseTaxCode)?.code ?? null;
  const firmName = freeText('firmName');
  if (firmName === '' && isBlank(raw.taxCode)) complain('firmName', 'ID-EMPTY');
  const customsDeclaration = identify('customsDeclaration', parseCustomsDeclaration)?.joinKey ?? null;
  const regime = regimeCode(text('regime')) || null;
  if (regime !== null && regime.length > MOST_REGIME)
    complain('regime', 'ID-LONG', { max: String(MOST_REGIME) });

  const hsText = text('hsCode');
  const hsCode = hsText === '' ? null : normaliseHs(hsText);
  if (hsText !== '' && hsCode === null)
    complain('hsCode', 'ID-CHARS', { typed: tidyText(hsText).slice(0, 40) });
  const statedKind = choose('kind', parseKind, true);
  const goodsName = freeText('goodsName');
  const load = { hsCode, name: goodsName };
  const isEmpty = statedKind === 'empty' || (statedKind === null && saysEmpty(load));
  if (!isEmpty && goodsName === '' && isBlank(raw.hsCode)) complain('goodsName', 'ID-EMPTY');
  const isWeightless = isEmpty && /^[0.,\s]*(?:\D*)$/.test(text('weight'));
  const weight = isWeightless ? null : identify('weight', (typed) => parseWeight(typed, text('weightUnit')));

  const arrival = readArrival(tidyText(text('arrivalDate')), tidyText(text('arrivalTime')));
  if (!arrival.ok)
    for (const fault of arrival.error)
      complain(fault.field, fault.code, { typed: tidyText(raw[fault.field]) });
  const note = tidyText(text('note')) || null;

  if (faults.size > 0 || !direction || !gateId || !plates || !arrival.ok) {
    return { accepted: null, faults: SUBMISSION_FIELDS.flatMap((field) => faults.get(field) ?? []) };
  }
  const kind =
    statedKind ??
    deriveKind({
      gateId,
      direction,
      plateCountry: plates.vehicle.country,
      carried: trailer !== null || container !== null,
      load,
    });
  return {
    faults: [],
    accepted: {
      gateId,
      direction,
      kind,
      route,
      binding: {
        plate: plates.vehicle.normalised,
        trailer: trailer?.normalised ?? null,
        container,
        seal,
        customsDeclaration,
      },
      rawPlate: raw.plate.replace(/\p{Cc}/gu, ' ').slice(0, 40),
      firm: { name: firmName || (taxCode ?? ''), taxCode },
      goods: {
        class: goodsClassOf(load, kind),
        name: goodsName || (hsCode ?? ''),
        hsCode,
        grossWeightKg: weight?.kg ?? null,
      },
      regime,
      plannedArrivalAt: arrivalAt(arrival.value),
      personal: { driverName, driverIdNumber, driverPhone },
      note,
    },
  };
}
