import type { Declared } from '@/domain/crossing/state';
import { checkSubmission } from '@/domain/declaration/check-submission';
import {
  type AcceptedSubmission,
  type FieldFault,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from '@/domain/declaration/submission';
import { err, ok, type Result } from '@/domain/shared/result';

/** Fields of a filed declaration that may be corrected one at a time (rule 13). */
export const CORRECTABLE_FIELDS = [
  'trailer',
  'container',
  'seal',
  'customsDeclaration',
  'goodsName',
  'hsCode',
  'weight',
  'arrivalTime',
] as const satisfies readonly SubmissionField[];
export type CorrectableField = (typeof CORRECTABLE_FIELDS)[number];

type Value = string | number | null;
type Place = {
  /** As in the event `crossing.corrected`. */
  readonly path: string;
  /** Stands on the pass (rule 5). */
  readonly isBound: boolean;
  readonly typed: (accepted: AcceptedSubmission) => Value;
  readonly read: (declared: Declared) => Value;
  readonly apply: (declared: Declared, to: AcceptedSubmission) => Declared;
};

const inBinding = (name: 'trailer' | 'container' | 'seal' | 'customsDeclaration'): Place => ({
  path: `binding.${name}`,
  isBound: true,
  typed: ({ binding }) => binding[name],
  read: ({ binding }) => binding[name],
  apply: (declared, { binding }) => ({
    ...declared,
    binding: { ...declared.binding, [name]: binding[name] },
  }),
});
const inGoods = (name: 'name' | 'hsCode' | 'grossWeightKg'): Place => ({
  path: `goods.${name}`,
  isBound: false,
  typed: ({ goods }) => goods[name],
  read: ({ goods }) => goods[name],
  apply: (declared, { goods }) => ({ ...declared, goods: { ...declared.goods, [name]: goods[name] } }),
});

const PLACES: Readonly<Record<CorrectableField, Place>> = {
  trailer: inBinding('trailer'),
  container: inBinding('container'),
  seal: inBinding('seal'),
  customsDeclaration: inBinding('customsDeclaration'),
  goodsName: inGoods('name'),
  hsCode: inGoods('hsCode'),
  weight: inGoods('grossWeightKg'),
  arrivalTime: {
    path: 'plannedArrivalAt',
    isBound: false,
    typed: ({ plannedArrivalAt }) => plannedArrivalAt,
    read: ({ plannedArrivalAt }) => plannedArrivalAt,
    apply: (declared, { plannedArrivalAt }) => ({ ...declared, plannedArrivalAt }),
  },
};

export type FieldNow = {
  readonly field: CorrectableField;
  readonly value: Value;
  /** The pass is signed anew when it changes. */
  readonly isBound: boolean;
};

/** Every field that may be corrected, as it stands. */
export const fieldsNow = (declared: Declared): readonly FieldNow[] =>
  CORRECTABLE_FIELDS.map((field) => {
    const { read, isBound } = PLACES[field];
    return { field, value: read(declared), isBound };
  });

/** Changed by officers, by a substitution or a change of gate: never by a firm's correction. */
const OTHER_PATHS = {
  route: 'route',
  'binding.plate': 'plate',
  'firm.name': 'firmName',
  'firm.taxCode': 'taxCode',
  regime: 'regime',
} as const satisfies Record<string, SubmissionField>;

/** The field that a corrected path is on the form; null: what follows from another one. */
export function fieldAt(path: string): SubmissionField | null {
  const own = CORRECTABLE_FIELDS.find((field) => PLACES[field].path === path);
  const other = Object.entries(OTHER_PATHS).find(([known]) => known === path);
  return own ?? other?.[1] ?? null;
}

/** A declaration with nothing wrong in it, so that what `checkSubmission` finds is about the one field. */
const FAULTLESS: Submission = {
  ...(Object.fromEntries(SUBMISSION_FIELDS.map((field) => [field, ''])) as Record<SubmissionField, string>),
  direction: 'export',
  gate: 'HN',
  plate: '12C-123.45',
  firmName: 'A',
  goodsName: 'A',
};

export type Correction = Pick<Place, 'path' | 'isBound' | 'read'> & {
  readonly value: Value;
  readonly apply: (declared: Declared) => Declared;
};

/** What was typed into one field, by the same rule that read the whole declaration. */
export function readCorrection(field: CorrectableField, typed: string): Result<Correction, FieldFault> {
  const { accepted, faults } = checkSubmission({ ...FAULTLESS, [field]: typed });
  const fault = faults[0];
  if (accepted === null) return err(fault ?? { field, code: 'ID-CHARS', detail: {} });
  const place = PLACES[field];
  return ok({
    path: place.path,
    isBound: place.isBound,
    read: place.read,
    value: place.typed(accepted),
    apply: (declared) => place.apply(declared, accepted),
  });
}
