'use client';
import { useTranslations } from 'use-intl';
import { type FieldFault, SUBMISSION_FIELDS, type Submission } from '@/domain/declaration/submission';
import { Facts } from '../ui/hairlines';
import { AnswerText } from './answer-text';
import { useFaultText } from './use-fault-text';

/** Everything once more before it is sent, each line with its own change link. */
export function CheckAnswers({
  submission,
  faults,
  onChange,
}: {
  readonly submission: Submission;
  readonly faults: readonly FieldFault[];
  readonly onChange: (field: (typeof SUBMISSION_FIELDS)[number]) => void;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const shown = SUBMISSION_FIELDS.filter((field) => field !== 'weightUnit');
  return (
    <Facts
      facts={shown.map((field) => {
        const fault = faults.find((each) => each.field === field);
        return {
          key: field,
          term: t(`field.${field}`),
          value: <AnswerText field={field} submission={submission} />,
          fault: fault ? faultText(fault) : undefined,
          action: (
            <button
              type="button"
              aria-label={t('changeField', { field: t(`field.${field}`) })}
              onClick={() => onChange(field)}
              className="min-h-11 min-w-11 font-semibold text-link underline underline-offset-4"
            >
              {t('change')}
            </button>
          ),
        };
      })}
    />
  );
}
