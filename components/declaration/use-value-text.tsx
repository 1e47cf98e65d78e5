'use client';
import type { ReactNode } from 'react';
import { useFormatter } from 'use-intl';
import type { SubmissionField } from '@/domain/declaration/submission';
import { BothTimes } from '../app/both-times';
import { AnswerText } from './answer-text';
import { emptySubmission } from './steps';

/** A value as the log has it: a weight in kg, a time in ms, else what would be typed. */
export function useValueText() {
  const { number } = useFormatter();
  return (field: SubmissionField, value: string | number | null): ReactNode => {
    if (field === 'weight' && typeof value === 'number')
      return <span className="figures">{`${number(value)} kg`}</span>;
    if (field === 'arrivalTime' && typeof value === 'number') return <BothTimes at={value} />;
    return (
      <AnswerText
        field={field}
        submission={{ ...emptySubmission(), [field]: value === null ? '' : String(value) }}
      />
    );
  };
}
