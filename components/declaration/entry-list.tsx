'use client';
import { useTranslations } from 'use-intl';
import type { ListName, SubmissionField } from '@/domain/declaration/submission';
import { Button } from '../ui/button';
import { AnswerField } from './answer-field';
import { entryAnswers, type ListAnswers, MOST_OF, withAnother, without } from './list-answers';
import { fieldId } from './steps';

/** Further goods or receiving lorries: each a group of fields, one button for another. */
export function EntryList({
  list,
  fields,
  answers,
}: {
  readonly list: ListName;
  readonly fields: readonly SubmissionField[];
  readonly answers: ListAnswers;
}) {
  const t = useTranslations('declare.lists');
  const { extras, setExtras } = answers;
  const entries = extras[list];
  return (
    <div className="space-y-8">
      {entries.map((entry, at) => {
        const own = entryAnswers(answers, list, at);
        const number = list === 'receiving' ? at + 1 : at + 2;
        return (
          <fieldset
            key={'key' in entry ? entry.key : `${list}-${number}`}
            className="border-t border-rule pt-4"
          >
            <legend className="sr-only">{t(`${list}.entry`, { number })}</legend>
            <p className="mb-3 flex items-center justify-between gap-4">
              <span className="text-xl font-bold">{t(`${list}.entry`, { number })}</span>
              <button
                type="button"
                onClick={() => setExtras(without(extras, list, at))}
                className="min-h-11 text-muted underline underline-offset-4 hover:text-ink"
              >
                {t('remove', { what: t(`${list}.entry`, { number }) })}
              </button>
            </p>
            <div className="space-y-6">
              {fields.map((field) => (
                <AnswerField key={field} field={field} answers={own} />
              ))}
            </div>
          </fieldset>
        );
      })}
      {entries.length < MOST_OF[list] ? (
        <Button
          tone="outline"
          onClick={() => {
            setExtras(withAnother(extras, list));
            const first = fields[0];
            if (first)
              requestAnimationFrame(() =>
                document.getElementById(fieldId(first, `${list}-${entries.length}`))?.focus(),
              );
          }}
        >
          {t(`${list}.add`)}
        </Button>
      ) : null}
    </div>
  );
}
