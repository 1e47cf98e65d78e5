'use client';
import type { HTMLAttributes, HTMLInputTypeAttribute } from 'react';
import { useTranslations } from 'use-intl';
import type { FieldFault, Submission, SubmissionField } from '@/domain/declaration/submission';
import { TextField } from '../ui/field';
import { fieldId } from './steps';
import { useFaultText } from './use-fault-text';

export type Answers = {
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  readonly answer: (field: SubmissionField, value: string) => void;
  /** Several at once, where something kept can be picked. */
  readonly answerAll?: (changes: Partial<Submission>) => void;
  /** Of one entry of a list, e.g. `vehicles-0`; absent: the declaration itself. */
  readonly prefix?: string;
};

type Manner = {
  readonly code?: boolean;
  readonly type?: HTMLInputTypeAttribute;
  readonly inputMode?: HTMLAttributes<HTMLInputElement>['inputMode'];
  readonly autoComplete?: string;
};

/** How each field is typed: which keyboard, whether it is a code. Raw text all the same: the rule book judges it. */
const MANNERS: Partial<Record<SubmissionField, Manner>> = {
  plate: { code: true },
  nextTractor: { code: true },
  transportLicence: { code: true },
  trailer: { code: true },
  container: { code: true },
  seal: { code: true },
  taxCode: { code: true, inputMode: 'numeric' },
  customsDeclaration: { code: true, inputMode: 'numeric' },
  regime: { code: true },
  hsCode: { code: true, inputMode: 'numeric' },
  weight: { code: true, inputMode: 'decimal' },
  driverName: { autoComplete: 'name' },
  driverPhone: { type: 'tel', autoComplete: 'tel' },
  firmName: { autoComplete: 'organization' },
};

/** One field of a declaration: label, hint, fault, and the guess of the rule book one tap away. */
export function AnswerField({
  field,
  answers,
  asHeading = false,
  type,
}: {
  readonly field: SubmissionField;
  readonly answers: Answers;
  readonly asHeading?: boolean;
  readonly type?: HTMLInputTypeAttribute;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const fault = answers.faults.find((each) => each.field === field);
  const suggestion = fault?.detail.suggestion;
  const { code, ...manner } = MANNERS[field] ?? {};
  const hint = t(`hint.${field}`);
  return (
    <div>
      <TextField
        {...manner}
        {...(code === undefined ? {} : { code, autoCapitalize: 'characters', spellCheck: false })}
        {...(type === undefined ? {} : { type })}
        autoComplete={manner.autoComplete ?? 'off'}
        id={fieldId(field, answers.prefix)}
        label={asHeading && field === 'plate' ? t('question.plate') : t(`field.${field}`)}
        hint={hint === '-' ? null : hint}
        fault={fault ? faultText(fault) : null}
        asHeading={asHeading}
        value={answers.submission[field]}
        onChange={(event) => answers.answer(field, event.target.value)}
      />
      {suggestion && !(asHeading && fault?.code === 'PL-PROVINCE') ? (
        <button
          type="button"
          onClick={() => answers.answer(field, suggestion)}
          className="mt-1 min-h-11 font-semibold text-link underline underline-offset-4"
        >
          {t('useSuggestion', { suggestion })}
        </button>
      ) : null}
    </div>
  );
}
