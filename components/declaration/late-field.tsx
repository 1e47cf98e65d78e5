'use client';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { SubmissionField } from '@/domain/declaration/submission';
import { LATE_FIELDS, LATE_OWNERS, type Late, type LateField } from '@/domain/sync/declared-details';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { PickField } from '../ui/pick-field';
import { fieldId } from './steps';

const HOUR = 3_600_000;
const HANOI_MS = 7 * HOUR;
/** As a `datetime-local` box writes it, in Hà Nội. */
const boxText = (at: number): string => new Date(at + HANOI_MS).toISOString().slice(0, 16);
const boxTime = (text: string): number => Date.parse(`${text}:00+07:00`);

export type LateAnswers = {
  readonly late: readonly Late[];
  readonly setLate: (late: readonly Late[]) => void;
};

const isLateField = (field: SubmissionField): field is LateField =>
  LATE_FIELDS.some((each) => each === field);

/** "Not known yet", with who will tell and until when (rule 12), for a field that stands empty. */
export function LateBox({
  field,
  value,
  answers: { late, setLate },
}: {
  readonly field: SubmissionField;
  readonly value: string;
  readonly answers: LateAnswers;
}) {
  const t = useTranslations('declare');
  const { moment } = useTimeText();
  const now = useNow(60_000);
  const [open, setOpen] = useState(false);
  if (!isLateField(field) || value.trim() !== '' || now === null) return null;
  const said = late.find((each) => each.field === field) ?? null;
  const others = late.filter((each) => each.field !== field);
  const put = (one: Late) => setLate([...others, one]);
  const link = 'min-h-11 font-semibold text-link underline underline-offset-4';
  if (said === null)
    return (
      <button
        type="button"
        className={`mt-1 ${link}`}
        onClick={() => {
          setOpen(true);
          put({ field, owner: 'office', dueAt: Math.ceil((now + 4 * HOUR) / HOUR) * HOUR });
        }}
      >
        {t('notKnownYet')}
      </button>
    );
  if (!open)
    return (
      <p className="mt-1 flex flex-wrap items-center gap-x-4">
        <span>{t('late', { owner: t(`owner.${said.owner}`), at: moment(said.dueAt, now) })}</span>
        <button type="button" className={link} onClick={() => setOpen(true)}>
          {t('change')}
        </button>
      </p>
    );
  const dueId = `${fieldId(field)}-due`;
  return (
    <div className="mt-2 grid gap-3 border-l-4 border-edge pl-4 sm:grid-cols-2">
      <PickField
        label={t('lateOwner')}
        value={said.owner}
        options={LATE_OWNERS}
        nameOf={(owner) => t(`owner.${owner}`)}
        onPick={(owner) => put({ ...said, owner })}
      />
      <div>
        <label htmlFor={dueId} className="block font-semibold">
          {t('lateDue')}
        </label>
        <input
          id={dueId}
          type="datetime-local"
          value={boxText(said.dueAt)}
          onChange={(event) => {
            const dueAt = boxTime(event.target.value);
            if (!Number.isNaN(dueAt)) put({ ...said, dueAt });
          }}
          className="figures mt-2 block min-h-13 w-full rounded-xl border-2 border-edge bg-field px-4 text-lg"
        />
      </div>
      <button
        type="button"
        className={`${link} justify-self-start`}
        onClick={() => {
          setOpen(false);
          setLate(others);
        }}
      >
        {t('lateTakeBack')}
      </button>
    </div>
  );
}
