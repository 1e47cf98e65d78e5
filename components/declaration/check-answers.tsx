'use client';
import { useTranslations } from 'use-intl';
import { askedOf } from '@/domain/declaration/kinds';
import {
  type FieldFault,
  SUBMISSION_FIELDS,
  type Submission,
  type SubmissionField,
} from '@/domain/declaration/submission';
import type { Late } from '@/domain/sync/declared-details';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Facts } from '../ui/hairlines';
import { AnswerText } from './answer-text';
import { useFaultText } from './use-fault-text';

/** Everything once more before it is sent, each line with its own change link. */
export function CheckAnswers({
  submission,
  late = [],
  faults,
  onChange,
}: {
  readonly submission: Submission;
  readonly late?: readonly Late[];
  readonly faults: readonly FieldFault[];
  readonly onChange: (field: (typeof SUBMISSION_FIELDS)[number]) => void;
}) {
  const t = useTranslations('declare');
  const faultText = useFaultText();
  const { moment } = useTimeText();
  const now = useNow(60_000);
  const lateText = (field: SubmissionField) => {
    const said = late.find((each) => each.field === field);
    if (said === undefined || submission[field] !== '' || now === null) return null;
    return t('late', { owner: t(`owner.${said.owner}`), at: moment(said.dueAt, now) });
  };
  // What is not asked of this kind stands here only if it was said all the same.
  const asked = askedOf(submission);
  const shown = SUBMISSION_FIELDS.filter(
    (field) => field !== 'weightUnit' && (asked.has(field) || submission[field] !== ''),
  );
  return (
    <Facts
      facts={shown.map((field) => {
        const fault = faults.find((each) => each.field === field && each.within === undefined);
        return {
          key: field,
          term: t(`field.${field}`),
          value: lateText(field) ?? <AnswerText field={field} submission={submission} />,
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
