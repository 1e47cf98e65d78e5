import * as z from 'zod';
import { FRESH_FIELDS } from '@/domain/declaration/copy-declaration';
import { askedOf } from '@/domain/declaration/kinds';
import {
  type FieldFault,
  type Submission,
  type SubmissionField,
  submissionSchema,
} from '@/domain/declaration/submission';
import { type Extras, formStateSchema, NO_EXTRAS } from '@/domain/declaration/whole';

/** Where the phone keeps the declaration that is being written. */
export const DRAFT_KEY = 'declaration';

/** The questions, one per screen on a phone; every field of a submission is asked at most once. */
export const STEPS = [
  { id: 'trip', fields: ['direction', 'kind'] },
  { id: 'gate', fields: ['gate', 'route'] },
  { id: 'plate', fields: ['plate', 'transportLicence', 'nextTractor'] },
  { id: 'load', fields: ['trailer', 'container', 'seal'] },
  {
    id: 'goods',
    fields: ['goodsName', 'weight', 'weightUnit', 'hsCode', 'origin', 'quantity', 'goodsValue'],
  },
  { id: 'firm', fields: ['firmName', 'taxCode', 'customsDeclaration', 'regime'] },
  { id: 'driver', fields: ['driverName', 'driverIdNumber', 'driverPhone'] },
  { id: 'receiving', fields: [] },
  { id: 'arrival', fields: ['yard', 'storageUntil', 'tripBack', 'arrivalDate', 'arrivalTime', 'note'] },
] as const satisfies readonly { readonly id: string; readonly fields: readonly SubmissionField[] }[];
export type StepId = (typeof STEPS)[number]['id'];
export type Step = { readonly id: StepId; readonly fields: readonly SubmissionField[] };

type Said = Pick<Submission, 'kind' | 'direction'>;
/** Chinese lorries unload onto others here; the other way it is the other side's yard. */
const hasReceivers = ({ kind, direction }: Said) => kind === 'transshipment' && direction === 'import';

/** DE-1: the questions that this kind of trip needs, each with the fields that are asked of it. */
export function stepsOf(said: Said): readonly Step[] {
  const asked = askedOf(said);
  return STEPS.flatMap(({ id, fields }): readonly Step[] => {
    const needed = fields.filter((field) => asked.has(field));
    const isAsked = id === 'receiving' ? hasReceivers(said) : needed.length > 0;
    return isAsked ? [{ id, fields: needed }] : [];
  });
}

export const emptySubmission = (): Submission => submissionSchema.parse({});

/** Position of the question that asks for a field, from 0; -1 where it is not asked. */
export const stepOf = (field: SubmissionField, said: Said): number =>
  stepsOf(said).findIndex((step) => step.fields.includes(field));

/** Faults that one screen can show: those of its own fields, and of the lists that it shows. */
export const faultsOfStep = (faults: readonly FieldFault[], step: Step): readonly FieldFault[] =>
  faults.filter(({ field, within }) =>
    within === undefined ? step.fields.includes(field) : within.list === step.id,
  );

/** What stays on the phone while a declaration is being written. `clientKey` makes sending it twice harmless. */
const formDraftSchema = formStateSchema.extend({
  submission: submissionSchema,
  clientKey: z.uuid(),
  /** `savedAt` of the centre's copy that this phone has seen (DE-9). */
  seen: z.int().nullable().default(null),
  /** Whose it is, once somebody of a firm is signed in; nobody else's on a browser that two firms use. */
  firmId: z.string().nullable().default(null),
});
export type FormDraft = Readonly<z.infer<typeof formDraftSchema>>;

/** Null for what an older version of the app left behind and this one cannot read. */
export function parseFormDraft(kept: unknown): FormDraft | null {
  const parsed = formDraftSchema.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

export const freshDraft = (submission: Submission, clientKey: string): FormDraft => ({
  submission,
  clientKey,
  declarationKey: null,
  reached: 0,
  extras: NO_EXTRAS,
  seen: null,
  firmId: null,
});

/** The next declaration of the same firm begins where the last one does not differ. */
export const carriedOver = (last: Submission): Submission => ({
  ...emptySubmission(),
  direction: last.direction,
  kind: last.kind,
  gate: last.gate,
  route: last.route,
  firmName: last.firmName,
  taxCode: last.taxCode,
});

/** DE-11: of a copied trip, what every trip has anew, and what is needed and was never said. */
export function freshFields(submission: Submission): readonly SubmissionField[] {
  const fresh: readonly SubmissionField[] = FRESH_FIELDS;
  return [...askedOf(submission)].flatMap(([field, need]) =>
    fresh.includes(field) || (need === 'needed' && field === 'nextTractor' && submission[field] === '')
      ? [field]
      : [],
  );
}

/**
 * DE-4: what is left to correct once the rest is filed: further vehicles become a declaration's remainder under its
 * key; a lorry that was to take the load over stays with its load, which is answered with the pass it has.
 */
export function remainder(draft: FormDraft, kept: readonly FieldFault[]): FormDraft | null {
  const places = (list: 'vehicles' | 'receiving') =>
    new Set(kept.flatMap(({ within }) => (within?.list === list ? [within.at] : [])));
  const [vehicles, receiving] = [places('vehicles'), places('receiving')];
  const extras: Extras = {
    ...draft.extras,
    vehicles: draft.extras.vehicles.filter((_, at) => vehicles.has(at)),
    receiving: draft.extras.receiving.filter((_, at) => receiving.has(at)),
  };
  if (kept.length === 0) return null;
  const declarationKey = draft.declarationKey ?? draft.clientKey;
  const isFirstKept = kept.some(({ within }) => within === undefined);
  const [next, ...others] = extras.vehicles;
  if (isFirstKept || extras.receiving.length > 0 || next === undefined)
    return { ...draft, extras, declarationKey };
  const { key, ...own } = next;
  return {
    ...draft,
    submission: { ...draft.submission, ...own },
    clientKey: key,
    declarationKey,
    extras: { ...extras, vehicles: others },
    seen: null,
  };
}

/** `prefix` tells fields of a list apart, e.g. `vehicles-0`. */
export const fieldId = (field: SubmissionField, prefix = ''): string =>
  prefix === '' ? `declare-${field}` : `declare-${prefix}-${field}`;
export const faultId = ({ field, within }: FieldFault): string =>
  fieldId(field, within === undefined ? '' : `${within.list}-${within.at}`);
