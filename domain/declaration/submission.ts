import * as z from 'zod';
import type { GateId } from '../shared/identity';
import type { CrossingKind, Direction, GoodsClass } from '../shared/vocabulary';
import type { GoodsMore, Purpose } from '../sync/declared-details';
import type { Binding } from '../sync/event';

/**
 * What somebody typed, on a phone or in a spreadsheet: raw text, field by field. `checkSubmission` is the one rule
 * that turns it into values or faults; the phone, the spreadsheet and the API all use it.
 */
export const SUBMISSION_FIELDS = [
  'direction',
  'gate',
  'route',
  'kind',
  'plate',
  'trailer',
  'container',
  'seal',
  'driverName',
  'driverIdNumber',
  'driverPhone',
  'firmName',
  'taxCode',
  'customsDeclaration',
  'regime',
  'hsCode',
  'goodsName',
  'weight',
  'weightUnit',
  'arrivalDate',
  'arrivalTime',
  'note',
  'yard',
  'transportLicence',
  'nextTractor',
  'storageUntil',
  'tripBack',
  'origin',
  'quantity',
  'goodsValue',
] as const;
export type SubmissionField = (typeof SUBMISSION_FIELDS)[number];

const text = z.string().max(300).default('');
export const submissionSchema = z.object(
  Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, text])) as Record<SubmissionField, typeof text>,
);
export type Submission = Readonly<Record<SubmissionField, string>>;

/** Asked since declarations have kinds. Left empty they do not count as content: what was filed before stays the same. */
const LATER_FIELDS: ReadonlySet<SubmissionField> = new Set([
  ...(['yard', 'transportLicence', 'nextTractor', 'storageUntil'] as const),
  ...(['tripBack', 'origin', 'quantity', 'goodsValue'] as const),
]);

/** What makes two submissions the same declaration (IM-5, DE-3). */
export const contentOf = (submission: Submission): Partial<Submission> =>
  Object.fromEntries(
    Object.entries(submission).filter(
      ([field, text]) => text !== '' || !LATER_FIELDS.has(field as SubmissionField),
    ),
  );

/** Closed set; each has a sentence in three languages under `fault.<code>`. */
export const FAULT_CODES = [
  'ID-EMPTY', // needed and missing
  'ID-LONG', // longer than the field allows
  'ID-CHARS', // characters that cannot stand here
  'ID-FORMULA', // begins with "=": a formula, not text
  'ID-PLACEHOLDER', // "." or similar instead of a value
  'ID-CHOICE', // not one of the known words
  'ID-CLOSED', // a gate where nothing begins any more
  'ID-SWAP', // declared already: another one in its stead is asked for (rule 5)
  'PL-SHAPE', // not a plate we know
  'PL-PROVINCE', // looks Chinese, province character missing
  'ID-STUCK', // nothing is wrong with it, and yet it could not be filed: our fault
  'PL-TWICE', // same vehicle, same direction, in this sheet or live already
  'CT-SHAPE', // not a container number
  'CT-CHECK', // check digit wrong
  'TX-SHAPE', // not a tax code
  'TX-CHECK', // check digit wrong
  'TX-ZERO', // leading zero lost
  'CD-SHORT', // customs declaration number too short
  'CD-SHAPE', // not a customs declaration number
  'PE-SHAPE', // not an identity or passport number
  'PH-SHAPE', // not a phone number
  'PH-NOTE', // number typed into the note instead
  'WT-SHAPE', // not a weight
  'WT-UNIT', // not a unit of weight
  'WT-TONNES', // looks like tonnes given as kg
  'WT-RANGE', // more than a lorry carries
  'DT-SHAPE', // not a date
  'TM-SHAPE', // not a time
  'QT-SHAPE', // not a quantity with its unit
  'VL-SHAPE', // not an amount with its currency
  'TW-WAY', // a trip out and back begins with a Vietnamese vehicle's export
  'TW-MIXED', // more than one product or owner on a trip out and back
] as const;
export type FaultCode = (typeof FAULT_CODES)[number];

export type FieldFault = {
  readonly field: SubmissionField;
  readonly code: FaultCode;
  /** Facts for the sentence and the fix: e.g. `{ suggestion: '桂F9B393' }`, `{ expected: '7' }`. */
  readonly detail: Readonly<Record<string, string>>;
  /** Of a further vehicle, line of goods or receiving lorry, by its place in that list from 0; absent otherwise. */
  readonly within?: { readonly list: ListName; readonly at: number };
};
/** What a declaration may have several of, beside its first vehicle and its first line of goods. */
export type ListName = 'vehicles' | 'goods' | 'receiving';

/** What only some kinds are asked for (DE-1). */
export type SubmittedDetails = {
  readonly purpose: Purpose | null;
  readonly yard: string | null;
  readonly transportLicence: string | null;
  /** Normalised plate of the tractor that takes the trailer over in the yard. */
  readonly nextTractor: string | null;
  /** `2026-12-24` */
  readonly storageUntil: string | null;
  /** The lorry brings goods back: it may stay longer beyond the line (DE-8). */
  readonly twoWay: boolean;
  readonly more: GoodsMore;
};

export type AcceptedSubmission = {
  readonly gateId: GateId;
  readonly direction: Direction;
  readonly kind: CrossingKind;
  readonly route: string | null;
  readonly binding: Binding;
  readonly rawPlate: string;
  readonly firm: { readonly name: string; readonly taxCode: string | null };
  readonly goods: {
    readonly class: GoodsClass;
    readonly name: string;
    readonly hsCode: string | null;
    readonly grossWeightKg: number | null;
  };
  readonly regime: string | null;
  readonly details: SubmittedDetails;
  /** ms since the epoch; the sheet's times are Hà Nội time. */
  readonly plannedArrivalAt: number | null;
  /** Sealed before it is stored (rule 16). */
  readonly personal: {
    readonly driverName: string | null;
    readonly driverIdNumber: string | null;
    readonly driverPhone: string | null;
  };
  readonly note: string | null;
};
