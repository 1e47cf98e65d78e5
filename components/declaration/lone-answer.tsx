'use client';
import type { FieldFault, SubmissionField } from '@/domain/declaration/submission';
import { AnswerField } from './answer-field';
import { emptySubmission } from './steps';

/** One field of a declaration that is filed already, typed by itself. */
export function LoneAnswer({
  field,
  value,
  faults,
  onChange,
}: {
  readonly field: SubmissionField;
  readonly value: string;
  readonly faults: readonly FieldFault[];
  readonly onChange: (value: string) => void;
}) {
  return (
    <AnswerField
      field={field}
      {...(field === 'arrivalTime' ? { type: 'datetime-local' } : {})}
      answers={{
        submission: { ...emptySubmission(), [field]: value },
        faults,
        answer: (_, text) => onChange(text),
      }}
    />
  );
}
