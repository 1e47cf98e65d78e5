'use client';
import { useTranslations } from 'use-intl';
import { Button } from '../ui/button';
import { ColumnList, MissingField } from './column-list';
import { PreviewFaults } from './preview-faults';
import type { Answers, Preview } from './sheet-reader';

/** Check before anything is sent: how many rows are good, what is wrong with the others, what the columns are. */
export function PreviewStep({
  fileName,
  preview,
  said,
  judging,
  onSay,
  onFile,
  onAnother,
}: {
  readonly fileName: string;
  readonly preview: Preview;
  readonly said: Answers;
  /** How far the rows are judged anew by what was said; null: the preview is of what was said. */
  readonly judging: { readonly done: number; readonly of: number } | null;
  readonly onSay: (answers: Answers) => void;
  readonly onFile: () => void;
  readonly onAnother: () => void;
}) {
  const t = useTranslations('intake');
  const { columns, missing, rows, good } = preview;
  const faulty = rows - good;
  const open = columns.filter((column) => column.meaning === null && column.candidates.length > 0);
  // A field that was given for all rows stays on the screen, so that it can be given otherwise.
  const given = (['direction', 'gate', 'plate', 'goodsName', 'firmName'] as const).filter(
    (field) => missing.includes(field) || said.defaults[field] !== undefined,
  );
  const known = columns.filter((column) => column.meaning !== null).length;
  return (
    <>
      <p className="mt-2 text-muted break-words">{fileName}</p>
      <div role="status">
        <dl className="mt-5 grid grid-cols-2 gap-4 border-y border-rule py-4">
          <div>
            <dt className="text-muted">{t('goodRows')}</dt>
            <dd className="figures text-4xl font-bold">{good}</dd>
          </div>
          <div>
            <dt className="text-muted">{t('faultyRows')}</dt>
            <dd className={`figures text-4xl font-bold ${faulty > 0 ? 'text-fault' : ''}`}>{faulty}</dd>
          </div>
        </dl>
        {judging === null ? null : <p className="mt-2 text-muted">{t('judging', judging)}</p>}
      </div>
      {given.length > 0 ? (
        <section className="mt-6 space-y-4" aria-label={t('missingHeading')}>
          <h2 className="text-xl font-bold">{t('missingHeading')}</h2>
          {given.map((field) => (
            <MissingField
              key={field}
              field={field}
              value={said.defaults[field] ?? ''}
              onChange={(value) => onSay({ ...said, defaults: { ...said.defaults, [field]: value } })}
            />
          ))}
        </section>
      ) : null}
      <details className="mt-6" open={open.length > 0}>
        <summary className="min-h-12 cursor-pointer py-3 text-xl font-bold">
          {t('columnsHeading', { known, of: columns.length })}
        </summary>
        <p className="mb-3 text-muted">{t('columnsText')}</p>
        <ColumnList
          columns={columns}
          onChoose={(header, meaning) =>
            onSay({ ...said, choices: { ...said.choices, [header.trim()]: meaning } })
          }
        />
      </details>
      <div className="mt-6 space-y-3">
        <Button size="large" wide onClick={onFile} busy={rows === 0 || judging !== null}>
          {faulty === 0 ? t('fileAll', { good }) : t('fileGood', { good, faulty })}
        </Button>
        <Button tone="text" wide onClick={onAnother}>
          {t('anotherFile')}
        </Button>
      </div>
      {faulty > 0 ? (
        <section className="mt-8" aria-labelledby="faulty-heading">
          <h2 id="faulty-heading" className="text-xl font-bold">
            {t('faultyHeading')}
          </h2>
          <p className="mt-1 mb-3 text-muted">{t('faultyText')}</p>
          <PreviewFaults rows={preview.faulty} of={faulty} />
        </section>
      ) : null}
    </>
  );
}
