import * as z from 'zod';
import {
  type FieldFault,
  type Submission,
  type SubmissionField,
  submissionSchema,
} from '@/domain/declaration/submission';

/** The questions, one per screen on a phone; every field of a submission is asked exactly once. */
export const STEPS = [
  { id: 'trip', fields: ['direction', 'kind'] },
  { id: 'gate', fields: ['gate', 'route'] },
  { id: 'plate', fields: ['plate'] },
  { id: 'load', fields: ['trailer', 'container', 'seal'] },
  { id: 'goods', fields: ['goodsName', 'weight', 'weightUnit', 'hsCode'] },
  { id: 'firm', fields: ['firmName', 'taxCode', 'customsDeclaration', 'regime'] },
  { id: 'driver', fields: ['driverName', 'driverIdNumber', 'driverPhone'] },
  { id: 'arrival', fields: ['arrivalDate', 'arrivalTime', 'note'] },
] as const satisfies readonly { readonly id: string; readonly fields: readonly SubmissionField[] }[];
export type StepId = (typeof STEPS)[number]['id'];

export const emptySubmission = (): Submission => submissionSchema.parse({});

/** Position of the question that asks for a field, from 0. */
export const stepOf = (field: SubmissionField): number =>
  STEPS.findIndex((step) => (step.fields as readonly SubmissionField[]).includes(field));

/** Faults that one screen can show: those of its own fields. */
export const faultsOfStep = (faults: readonly FieldFault[], step: number): readonly FieldFault[] =>
  faults.filter(({ field }) => stepOf(field) === step);

/** First question with something wrong, or null. */
export function firstFaultyStep(faults: readonly FieldFault[]): number | null {
  const steps = faults.map(({ field }) => stepOf(field)).filter((step) => step >= 0);
  return steps.length === 0 ? null : Math.min(...steps);
}

/** What stays on the phone while a declaration is being written. `clientKey` makes sending it twice harmless. */
const formDraftSchema = z.object({
  submission: submissionSchema,
  clientKey: z.uuid(),
  /** Furthest question reached, from 0; STEPS.length means check-your-answers. */
  reached: z.int().min(0).max(STEPS.length),
});
export type FormDraft = Readonly<z.infer<typeof formDraftSchema>>;

/** Null for what an older version of the app left behind and this one cannot read. */
export function parseFormDraft(kept: unknown): FormDraft | null {
  const parsed = formDraftSchema.safeParse(kept);
  return parsed.success ? parsed.data : null;
}

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

export const fieldId = (field: SubmissionField): string => `declare-${field}`;
