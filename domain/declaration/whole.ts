import * as z from 'zod';
import { foldWords } from '../identifiers/fold-text';
import { crossingIdSchema } from '../shared/identity';
import {
  type GoodsLine,
  lateSchema,
  MOST_GOODS,
  MOST_RECEIVING,
  MOST_VEHICLES,
} from '../sync/declared-details';
import { checkSubmission } from './check-submission';
import {
  type AcceptedSubmission,
  type FieldFault,
  type ListName,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from './submission';

/** What is each vehicle's own; the rest of a declaration is said once for all of them. */
export const VEHICLE_FIELDS = [
  ...(['plate', 'transportLicence', 'nextTractor', 'trailer', 'container', 'seal'] as const),
  ...(['driverName', 'driverIdNumber', 'driverPhone'] as const),
] as const satisfies readonly SubmissionField[];
/** A further line of goods; its own customs declaration or owner makes it another group. */
export const GOODS_FIELDS = [
  ...(['goodsName', 'weight', 'weightUnit', 'hsCode', 'origin', 'quantity', 'goodsValue'] as const),
  ...(['customsDeclaration', 'regime', 'firmName', 'taxCode'] as const),
] as const satisfies readonly SubmissionField[];
/** A lorry that comes empty and takes the load over. */
export const RECEIVING_FIELDS = [
  ...(['plate', 'trailer', 'container', 'yard'] as const),
  ...(['driverName', 'driverIdNumber', 'driverPhone'] as const),
] as const satisfies readonly SubmissionField[];
export const LIST_FIELDS: Readonly<Record<ListName, readonly SubmissionField[]>> = {
  vehicles: VEHICLE_FIELDS,
  goods: GOODS_FIELDS,
  receiving: RECEIVING_FIELDS,
};

const box = z.string().max(300).default('');
const boxes = <F extends SubmissionField>(fields: readonly F[]) =>
  Object.fromEntries(fields.map((field) => [field, box])) as Record<F, typeof box>;
/** `key`: client key of its own crossing, made by the phone. */
const key = z.uuid();

export const extrasSchema = z.object({
  vehicles: z
    .array(z.object({ key, ...boxes(VEHICLE_FIELDS) }))
    .max(MOST_VEHICLES - 1)
    .default([]),
  goods: z
    .array(z.object(boxes(GOODS_FIELDS)))
    .max(MOST_GOODS)
    .default([]),
  receiving: z
    .array(z.object({ key, ...boxes(RECEIVING_FIELDS) }))
    .max(MOST_RECEIVING)
    .default([]),
  late: z.array(lateSchema).max(7).default([]),
  /** The crossing out that this trip back ends. */
  continues: crossingIdSchema.nullable().default(null),
});
/** What a declaration has beside its one submission. */
export type Extras = Readonly<z.infer<typeof extrasSchema>>;
export const NO_EXTRAS: Extras = { vehicles: [], goods: [], receiving: [], late: [], continues: null };

/** Where somebody stands in a form, kept beside what they typed so that another device goes on from there (DE-9). */
export const formStateSchema = z.object({
  /** Of a declaration of which some vehicles are filed. */
  declarationKey: z.uuid().nullable().default(null),
  /** Furthest question reached, from 0. */
  reached: z.int().min(0).max(20),
  extras: extrasSchema.default(() => extrasSchema.parse({})),
});
export type FormState = Readonly<z.infer<typeof formStateSchema>>;

export type CheckedVehicle = {
  /** Null of the first vehicle, which is the declaration's own; the key is then the declaration's too. */
  readonly key: string | null;
  readonly place: NonNullable<FieldFault['within']> | null;
  readonly submission: Submission;
  readonly accepted: AcceptedSubmission | null;
  readonly faults: readonly FieldFault[];
};
export type CheckedWhole = {
  /** What stops the whole declaration. */
  readonly faults: readonly FieldFault[];
  readonly vehicles: readonly CheckedVehicle[];
  readonly receiving: readonly CheckedVehicle[];
  readonly goods: readonly GoodsLine[];
};

const EMPTY = Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Submission;
const ofVehicle: ReadonlySet<SubmissionField> = new Set(VEHICLE_FIELDS);

/** The same fields of `from`, in the declaration that all vehicles share. */
function withFields(
  base: Submission,
  fields: readonly SubmissionField[],
  from: Readonly<Partial<Record<SubmissionField, string>>>,
): Submission {
  return { ...base, ...Object.fromEntries(fields.map((field) => [field, from[field] ?? ''])) };
}

/**
 * DE-4: a fault of one vehicle or receiving lorry is its own and stops no other; a fault of what they share, or of a
 * line of goods, stops all. The rule of the single submission judges every part.
 */
export function checkWhole(submission: Submission, extras: Extras): CheckedWhole {
  const first = checkOne(submission, VEHICLE_FIELDS, null, null);
  const shared = checkSubmission(submission).faults.filter(({ field }) => !ofVehicle.has(field));
  const goods = extras.goods.map((line, at) => readLine(submission, line, at));
  const { direction, gate, route, firmName, taxCode, arrivalDate, arrivalTime } = submission;
  const trip = { direction, gate, route, firmName, taxCode, arrivalDate, arrivalTime };
  const all = withoutRepeats([
    first,
    ...extras.vehicles.map((vehicle, at) =>
      checkOne(withFields(submission, VEHICLE_FIELDS, vehicle), VEHICLE_FIELDS, vehicle.key, {
        list: 'vehicles',
        at,
      }),
    ),
    ...extras.receiving.map((lorry, at) =>
      checkOne(
        withFields({ ...EMPTY, ...trip, kind: 'empty' }, RECEIVING_FIELDS, lorry),
        RECEIVING_FIELDS,
        lorry.key,
        { list: 'receiving', at },
      ),
    ),
  ]);
  const mixed = first.accepted?.details.twoWay === true ? mixedFaults(submission, extras) : [];
  return {
    faults: [...shared, ...goods.flatMap((line) => line.faults), ...mixed],
    vehicles: all.filter(({ place }) => place?.list !== 'receiving'),
    receiving: all.filter(({ place }) => place?.list === 'receiving'),
    goods: goods.flatMap((line) => line.accepted ?? []),
  };
}

/** Its own faults alone: those of what all share are told once. */
function checkOne(
  submission: Submission,
  fields: readonly SubmissionField[],
  key: string | null,
  place: CheckedVehicle['place'],
): CheckedVehicle {
  const { accepted, faults } = checkSubmission(submission);
  const own = faults.filter(({ field }) => fields.includes(field));
  return { key, place, submission, accepted, faults: within(place, own) };
}

const within = (place: CheckedVehicle['place'], faults: readonly FieldFault[]): readonly FieldFault[] =>
  place === null ? faults : faults.map((fault) => ({ ...fault, within: place }));

/** Read as the goods of a loaded vehicle: empty is nothing that a line of goods could be. */
function readLine(
  { firmName, taxCode }: Submission,
  line: Extras['goods'][number],
  at: number,
): { readonly accepted: GoodsLine | null; readonly faults: readonly FieldFault[] } {
  const own = line.firmName.trim() !== '' || line.taxCode.trim() !== '';
  const { accepted, faults } = checkSubmission({
    ...EMPTY,
    ...{ direction: 'export', gate: 'HN', kind: 'loaded', plate: '12C-123.45' },
    ...line,
    ...(own ? {} : { firmName: firmName || 'A', taxCode: '' }),
  });
  if (accepted === null) return { accepted: null, faults: within({ list: 'goods', at }, faults) };
  const isOther = own && (line.firmName !== firmName || line.taxCode !== taxCode);
  const { name, hsCode, grossWeightKg } = accepted.goods;
  const { customsDeclaration } = accepted.binding;
  return {
    faults: [],
    accepted: {
      ...accepted.details.more,
      ...{ name, hsCode, grossWeightKg, customsDeclaration },
      regime: accepted.regime,
      firm: isOther ? accepted.firm : null,
    },
  };
}

/** Two-way transport: one firm's goods and one product to a lorry (the Lạng Sơn pilot). */
function mixedFaults(submission: Submission, { goods }: Extras): readonly FieldFault[] {
  return goods.flatMap((line, at): readonly FieldFault[] => {
    const isSame = foldWords(line.goodsName) === foldWords(submission.goodsName);
    const isOwn = line.firmName === '' || foldWords(line.firmName) === foldWords(submission.firmName);
    if (isSame && isOwn) return [];
    const fault: FieldFault = { field: isSame ? 'firmName' : 'goodsName', code: 'TW-MIXED', detail: {} };
    return within({ list: 'goods', at }, [fault]);
  });
}

/** One vehicle cannot be in a declaration twice: the later is at fault. */
function withoutRepeats(vehicles: readonly CheckedVehicle[]): readonly CheckedVehicle[] {
  const seen = new Map<string, number>();
  return vehicles.map((vehicle, at) => {
    const plate = vehicle.accepted?.binding.plate;
    if (plate === undefined) return vehicle;
    const before = seen.get(plate);
    if (before === undefined) {
      seen.set(plate, at);
      return vehicle;
    }
    const detail = { plate: vehicle.accepted?.rawPlate ?? plate, row: String(before + 1) };
    const fault: FieldFault = { field: 'plate', code: 'PL-TWICE', detail };
    return { ...vehicle, accepted: null, faults: [...vehicle.faults, ...within(vehicle.place, [fault])] };
  });
}

/** Of everything, what is said once first and in the order of the fields, then list by list. */
export function allFaults({ faults, vehicles, receiving }: CheckedWhole): readonly FieldFault[] {
  const every = [...faults, ...[...vehicles, ...receiving].flatMap((vehicle) => vehicle.faults)];
  const rank = ({ within, field }: FieldFault) =>
    (within === undefined ? 0 : 1000 * (1 + ['goods', 'vehicles', 'receiving'].indexOf(within.list))) +
    (within === undefined ? SUBMISSION_FIELDS.indexOf(field) : 40 * within.at);
  return every.toSorted((a, b) => rank(a) - rank(b));
}
