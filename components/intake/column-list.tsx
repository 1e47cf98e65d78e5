'use client';
import { useId } from 'react';
import { useTranslations } from 'use-intl';
import type { ColumnMeaning } from '@/domain/declaration/column-names';
import { SUBMISSION_FIELDS, type Submission, type SubmissionField } from '@/domain/declaration/submission';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { useOpenGates } from '../app/use-gates';
import { SelectField, TextField } from '../ui/field';
import type { ColumnView } from './sheet-reader';

const MEANINGS: readonly ColumnMeaning[] = ['row', ...SUBMISSION_FIELDS];

/** What each column is taken for, with something to recognise it by; said otherwise here, it is remembered (IM-1). */
export function ColumnList({
  columns,
  onChoose,
}: {
  readonly columns: readonly ColumnView[];
  readonly onChoose: (header: string, meaning: ColumnMeaning | 'ignore') => void;
}) {
  const t = useTranslations('intake');
  const field = useTranslations('importSheet.field');
  const base = useId();
  return (
    <ul className="divide-y divide-rule border-y border-rule">
      {columns.map((column, at) => {
        const id = `${base}-${at}`;
        const isUnsure = column.meaning === null && column.candidates.length > 0;
        return (
          <li
            key={`${column.header} ${id}`}
            className="grid gap-x-4 gap-y-2 py-3 sm:grid-cols-[1fr_16rem] sm:items-center"
          >
            <label htmlFor={id} className="min-w-0">
              <span className="block font-semibold break-words">{column.header.trim()}</span>
              <span className="block truncate text-muted">
                {column.example === '' ? t('noExample') : t('example', { example: column.example })}
              </span>
              {isUnsure ? <span className="block font-semibold text-fault">{t('sayWhat')}</span> : null}
            </label>
            <select
              id={id}
              value={column.meaning ?? 'ignore'}
              onChange={(event) => {
                const value = event.target.value;
                onChoose(column.header, MEANINGS.find((meaning) => meaning === value) ?? 'ignore');
              }}
              className="block min-h-13 w-full rounded-xl border-2 border-edge bg-field px-3 text-ink focus:border-ink"
            >
              <option value="ignore">{field('ignore')}</option>
              {MEANINGS.map((meaning) => (
                <option key={meaning} value={meaning}>
                  {field(meaning)}
                </option>
              ))}
            </select>
          </li>
        );
      })}
    </ul>
  );
}

/** A needed field that no column holds: one value for all rows. */
export function MissingField({
  field: name,
  value,
  onChange,
}: {
  readonly field: SubmissionField;
  readonly value: Submission[SubmissionField];
  readonly onChange: (value: string) => void;
}) {
  const t = useTranslations('intake');
  const field = useTranslations('importSheet.field');
  const direction = useTranslations('direction');
  const gates = useOpenGates();
  const label = t('forAllRows', { field: field(name) });
  if (name !== 'gate' && name !== 'direction')
    return <TextField label={label} value={value} onChange={(event) => onChange(event.target.value)} />;
  return (
    <SelectField label={label} value={value} onChange={(event) => onChange(event.target.value)}>
      <option value="">{t('choose')}</option>
      {name === 'gate'
        ? gates.map((gate) => (
            <option key={gate.code} value={gate.code}>
              {gate.vi}
            </option>
          ))
        : DIRECTIONS.map((each) => (
            <option key={each} value={each}>
              {direction(each)}
            </option>
          ))}
    </SelectField>
  );
}
