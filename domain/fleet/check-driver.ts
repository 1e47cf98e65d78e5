import { isBlank, isPlaceholder, tidyCode, tidyText } from '../identifiers/fold-text';
import { parsePhone } from '../identifiers/phone';
import { readDay } from './check-vehicle';
import { type Checked, DRIVER_FIELDS, type DriverField, type FleetFault, type Typed } from './entry';

const MOST_NAME = 80;
const MOST_NUMBER = 40;

/** A driver as a firm keeps one: of a person no more than a declaration asks for, and the licence. */
export type FleetDriver = {
  readonly name: string;
  /** E.164. */
  readonly phone: string | null;
  readonly licenceNumber: string | null;
  /** Last day of the driving licence. */
  readonly licenceUntil: string | null;
};

/** FV-2: what was typed about a driver. Only the name is needed. */
export function checkDriver(raw: Typed<DriverField>): Checked<FleetDriver, DriverField> {
  const faults = new Map<DriverField, FleetFault<DriverField>>();
  const complain = (field: DriverField, code: FleetFault<DriverField>['code'], detail = {}) => {
    if (!faults.has(field)) faults.set(field, { field, code, detail });
  };
  const name = tidyText(raw.name);
  if (name === '') complain('name', 'ID-EMPTY');
  else if (isPlaceholder(name)) complain('name', 'ID-PLACEHOLDER', { typed: name.slice(0, 40) });
  else if (name.length > MOST_NAME)
    complain('name', 'ID-LONG', { max: String(MOST_NAME), length: String(name.length) });
  const phone = isBlank(raw.phone) ? null : parsePhone(raw.phone);
  if (phone !== null && !phone.ok) complain('phone', phone.error.code, phone.error.detail);
  const licenceNumber = tidyCode(raw.licenceNumber);
  if (licenceNumber.length > MOST_NUMBER)
    complain('licenceNumber', 'ID-LONG', { max: String(MOST_NUMBER), length: String(licenceNumber.length) });
  const licenceUntil = readDay(raw.licenceUntil);
  if (licenceUntil === undefined)
    complain('licenceUntil', 'DT-SHAPE', { typed: tidyText(raw.licenceUntil).slice(0, 40) });
  if (faults.size > 0)
    return { accepted: null, faults: DRIVER_FIELDS.flatMap((field) => faults.get(field) ?? []) };
  return {
    faults: [],
    accepted: {
      name,
      phone: phone?.ok ? phone.value.e164 : null,
      licenceNumber: licenceNumber === '' ? null : licenceNumber,
      licenceUntil: licenceUntil ?? null,
    },
  };
}
