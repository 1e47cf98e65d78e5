'use client';
import { useTranslations } from 'use-intl';
import { askedOf } from '@/domain/declaration/kinds';
import type { Submission } from '@/domain/declaration/submission';
import { VEHICLE_FIELDS } from '@/domain/declaration/whole';
import { AnswerField } from './answer-field';
import { entryAnswers, type ListAnswers } from './list-answers';

/** A further vehicle: its own plate, load and driver; goods, papers and time are the declaration's. */
export function VehicleStep({
  at,
  submission,
  lists,
}: {
  readonly at: number;
  readonly submission: Submission;
  readonly lists: ListAnswers;
}) {
  const t = useTranslations('declare');
  const asked = askedOf(submission);
  const answers = entryAnswers(lists, 'vehicles', at);
  return (
    <>
      <h1 className="text-3xl leading-tight font-bold text-balance">
        {t('lists.vehicles.entry', { number: at + 2 })}
      </h1>
      <p className="mt-2 mb-6 text-lg text-muted">{t('lists.vehicles.hint')}</p>
      <div className="space-y-6">
        {VEHICLE_FIELDS.filter((field) => asked.has(field)).map((field) => (
          <AnswerField key={field} field={field} answers={answers} />
        ))}
      </div>
    </>
  );
}
