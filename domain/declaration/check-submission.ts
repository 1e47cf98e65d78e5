import { gateById } from '../gate/gates';
import { parseContainer } from '../identifiers/container';
import { parseCustomsDeclaration } from '../identifiers/customs-declaration';
import { isBlank, isPlaceholder, tidyCode, tidyText } from '../identifiers/fold-text';
import { parsePersonId } from '../identifiers/person-id';
import { parsePhone, phoneInText } from '../identifiers/phone';
import { parseTaxCode } from '../identifiers/tax-code';
import { parseWeight } from '../identifiers/weight';
import { byteLength } from '../pass/plain-text';
import { arrivalAt, readArrival } from './arrival';
import { parseDirection, parseGate, parseKind } from './choices';
import { deriveKind, goodsClassOf, normaliseHs, saysEmpty } from './goods';
import { crossingKindOf } from './kinds';
import { readPlates } from './plates';
import { readDetails } from './read-details';
import { openReading, type Reading } from './reading';
import { type AcceptedSubmission, type FieldFault, SUBMISSION_FIELDS, type Submission } from './submission';

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

/** As the pass and the event can carry them. */
const MOST_SEAL_BYTES = 24;
const MOST_REGIME = 8;

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
  if (gateId !== null && gateById(gateId)?.closed === true)
    complain('gate', 'ID-CLOSED', { typed: tidyText(text('gate')).slice(0, 40) });
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
  const declaredKind = choose('kind', parseKind, true);
  const statedKind = declaredKind && crossingKindOf(declaredKind);
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
  const details = readDetails(reading, { declaredKind, direction, country: plates?.vehicle.country ?? null });

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
      details,
      plannedArrivalAt: arrivalAt(arrival.value),
      personal: { driverName, driverIdNumber, driverPhone },
      note,
    },
  };
}
