'use client';
import { useTranslations } from 'use-intl';
import type { SubmissionField } from '@/domain/declaration/submission';
import { Facts } from '../ui/hairlines';
import type { Answers } from './answer-field';
import { AnswerText } from './answer-text';
import type { ListAnswers } from './list-answers';
import { Asked } from './step-body';
import { freshFields } from './steps';

/** What is looked at first when a trip is like the last one. */
const LIKELY = ['plate', 'driverName'] as const;

/** Of a copied trip: who drives what, as last time, and one screen for all that is new (DE-11). */
export function FreshStep({
  answers,
  lists,
  onChange,
}: {
  readonly answers: Answers;
  readonly lists: ListAnswers;
  readonly onChange: (of: { readonly field: SubmissionField }) => void;
}) {
  const t = useTranslations('declare');
  return (
    <>
      <h1 className="text-3xl leading-tight font-bold text-balance">{t('freshTitle')}</h1>
      <p className="mt-2 mb-4 text-lg text-muted">{t('freshText')}</p>
      <Facts
        facts={LIKELY.map((field) => ({
          key: field,
          term: t(`field.${field}`),
          value: <AnswerText field={field} submission={answers.submission} />,
          action: (
            <button
              type="button"
              aria-label={t('changeField', { field: t(`field.${field}`) })}
              onClick={() => onChange({ field })}
              className="min-h-11 min-w-11 font-semibold text-link underline underline-offset-4"
            >
              {t('change')}
            </button>
          ),
        }))}
      />
      <div className="mt-6 space-y-6">
        {freshFields(answers.submission).map((field) => (
          <Asked key={field} field={field} answers={answers} lists={lists} />
        ))}
      </div>
    </>
  );
}
