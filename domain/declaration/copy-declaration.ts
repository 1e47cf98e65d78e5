import type { Declared } from '../crossing/state';
import type { GateId } from '../shared/identity';
import type { Direction } from '../shared/vocabulary';
import { LATE_FIELDS, type LateField } from '../sync/declared-details';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from './submission';
import type { Extras } from './whole';

type People = {
  readonly driverName: string | null;
  readonly driverIdNumber: string | null;
  readonly driverPhone: string | null;
  readonly note: string | null;
};

/** What every trip has anew, whatever it is copied from. */
export const FRESH_FIELDS = [
  'seal',
  'customsDeclaration',
  'arrivalDate',
  'arrivalTime',
  'storageUntil',
] as const satisfies readonly SubmissionField[];

/**
 * DE-11: a trip as it was declared and corrected, written down again for another one: everything but seals, customs'
 * numbers and dates. Lorries that took the load over have new client keys, made by whoever copies.
 */
export function copyDeclaration(
  trip: { readonly gateId: GateId; readonly direction: Direction; readonly declared: Declared },
  people: People | null,
): { readonly submission: Submission; readonly goods: Extras['goods'] } {
  const { gateId, direction, declared } = trip;
  const { binding, goods, details, firm } = declared;
  const more = details?.more;
  const said: Partial<Record<SubmissionField, string | null | undefined>> = {
    direction,
    gate: gateId,
    route: declared.route,
    kind: details?.purpose ?? declared.kind,
    plate: binding.plate,
    trailer: binding.trailer,
    container: binding.container,
    driverName: people?.driverName,
    driverIdNumber: people?.driverIdNumber,
    driverPhone: people?.driverPhone,
    firmName: firm.name,
    taxCode: firm.taxCode,
    regime: declared.regime,
    hsCode: goods.hsCode,
    goodsName: goods.name === goods.hsCode ? '' : goods.name,
    weight: goods.grossWeightKg === null ? '' : String(goods.grossWeightKg),
    weightUnit: 'kg',
    note: people?.note,
    yard: details?.yard,
    transportLicence: details?.transportLicence,
    nextTractor: details?.nextTractor,
    tripBack: details?.twoWay === true ? 'yes' : '',
    origin: more?.origin,
    quantity: more?.quantity,
    goodsValue: valueText(more?.value),
  };
  return {
    submission: Object.fromEntries(
      SUBMISSION_FIELDS.map((field) => [field, said[field] ?? '']),
    ) as Submission,
    goods: (details?.goods ?? []).map((line) => ({
      goodsName: line.name,
      weight: line.grossWeightKg === null ? '' : String(line.grossWeightKg),
      weightUnit: 'kg',
      hsCode: line.hsCode ?? '',
      origin: line.origin ?? '',
      quantity: line.quantity ?? '',
      goodsValue: valueText(line.value),
      customsDeclaration: '',
      regime: line.regime ?? '',
      firmName: line.firm?.name ?? '',
      taxCode: line.firm?.taxCode ?? '',
    })),
  };
}

const valueText = (value: { readonly amount: number; readonly currency: string } | null | undefined) =>
  value ? `${value.amount} ${value.currency}` : '';

/** DE-7: the way back of a trip out: the same lorry and driver, empty unless it was to bring goods. */
export function tripBackOf(out: Submission): Submission {
  const kept = ['gate', 'route', 'plate', 'trailer', 'driverName', 'driverIdNumber', 'driverPhone'] as const;
  return {
    ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Submission),
    ...Object.fromEntries(kept.map((field) => [field, out[field]])),
    direction: 'import',
    kind: out.tripBack === '' ? 'empty' : 'loaded',
    firmName: out.firmName,
    taxCode: out.taxCode,
    weightUnit: 'kg',
  };
}

/** Fields that stand in a declaration as it was corrected: what is owed no longer (DE-10). */
export function givenFields(declared: Declared): ReadonlySet<LateField> {
  const { binding, goods } = declared;
  const values: Readonly<Record<LateField, unknown>> = {
    trailer: binding.trailer,
    container: binding.container,
    seal: binding.seal,
    customsDeclaration: binding.customsDeclaration,
    hsCode: goods.hsCode,
    weight: goods.grossWeightKg,
    arrivalTime: declared.plannedArrivalAt,
  };
  return new Set(LATE_FIELDS.filter((field) => values[field] !== null));
}
