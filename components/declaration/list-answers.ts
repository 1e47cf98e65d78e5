import { v7 as uuidv7 } from 'uuid';
import type { FieldFault, ListName, Submission, SubmissionField } from '@/domain/declaration/submission';
import { type Extras, LIST_FIELDS } from '@/domain/declaration/whole';
import { MOST_GOODS, MOST_RECEIVING, MOST_VEHICLES } from '@/domain/sync/declared-details';
import type { Answers } from './answer-field';
import { emptySubmission } from './steps';

/** The lists of a declaration as a form changes them. */
export type ListAnswers = {
  readonly extras: Extras;
  readonly faults: readonly FieldFault[];
  readonly setExtras: (extras: Extras) => void;
};

export const MOST_OF: Readonly<Record<ListName, number>> = {
  vehicles: MOST_VEHICLES - 1,
  goods: MOST_GOODS,
  receiving: MOST_RECEIVING,
};

const blank = (list: ListName) => ({
  ...(list === 'goods' ? {} : { key: uuidv7() }),
  ...Object.fromEntries(LIST_FIELDS[list].map((field) => [field, field === 'weightUnit' ? 'kg' : ''])),
});

/** With one more, empty. */
export const withAnother = (extras: Extras, list: ListName): Extras => ({
  ...extras,
  [list]: [...extras[list], blank(list)],
});

export const without = (extras: Extras, list: ListName, at: number): Extras => ({
  ...extras,
  [list]: extras[list].filter((_, each) => each !== at),
});

/** One entry of a list, answered like a declaration of its own. */
export function entryAnswers(
  { extras, faults, setExtras }: ListAnswers,
  list: ListName,
  at: number,
): Answers {
  const entry: Readonly<Partial<Record<SubmissionField, string>>> = extras[list][at] ?? {};
  const submission: Submission = { ...emptySubmission(), ...entry };
  return {
    submission,
    prefix: `${list}-${at}`,
    faults: faults.filter(({ within }) => within?.list === list && within.at === at),
    answer: (field, value) =>
      setExtras({
        ...extras,
        [list]: extras[list].map((each, place) => (place === at ? { ...each, [field]: value } : each)),
      }),
  };
}
