'use client';
import { type DragEvent, useId, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { TEMPLATE_FIELDS, templateRows } from '@/domain/intake/template';
import { SHEET_TYPES, type SheetFormat } from '@/sheets/write-cells';
import { Button } from '../ui/button';
import { saveBytes } from '../ui/save-file';
import type { SheetWorker } from './use-sheet-worker';

const FORMATS = ['xlsx', 'csv'] as const satisfies readonly SheetFormat[];

/** A file from the phone's picker, or dropped on the screen; and the template for who has none yet. */
export function PickFile({
  ask,
  onFile,
}: {
  readonly ask: SheetWorker['ask'];
  readonly onFile: (file: File) => void;
}) {
  const t = useTranslations('intake');
  const field = useTranslations('importSheet.field');
  const locale = useLocale();
  const id = useId();
  const [over, setOver] = useState(false);
  const [failed, setFailed] = useState(false);

  async function template(format: SheetFormat) {
    const header = [field('row'), ...TEMPLATE_FIELDS.map((name) => field(name))];
    const rows = templateRows(locale).map((row, at) => [
      String(at + 1),
      ...TEMPLATE_FIELDS.map((name) => row[name]),
    ]);
    const reply = await ask({ kind: 'write', format, title: t('templateTitle'), rows: [header, ...rows] });
    setFailed(reply.kind !== 'file');
    if (reply.kind === 'file') saveBytes(`template-${locale}.${format}`, SHEET_TYPES[format], reply.bytes);
  }

  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file) onFile(file);
  };
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the way with a keyboard is the button inside; a file can be dropped only with a pointer */}
      <div
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
        className={`mt-6 rounded-2xl border-2 border-dashed p-6 text-center ${over ? 'border-ink bg-card' : 'border-edge'}`}
      >
        <label
          htmlFor={id}
          className="inline-flex min-h-14 cursor-pointer items-center rounded-xl bg-action px-6 text-lg font-semibold text-on-action has-focus-visible:outline-3 hover:bg-action-strong"
        >
          {t('pick')}
          <input
            id={id}
            type="file"
            accept=".csv,.xlsx,.tsv,.txt,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            className="sr-only"
            onChange={(event) => {
              const file = event.target.files?.[0];
              // The same file may be picked again after it was corrected.
              event.target.value = '';
              if (file) onFile(file);
            }}
          />
        </label>
        <p className="mt-3 hidden text-muted sm:block">{t('orDrop')}</p>
        <p className="mt-3 text-muted">{t('accepts')}</p>
      </div>
      <section className="mt-8" aria-labelledby={`${id}-template`}>
        <h2 id={`${id}-template`} className="text-xl font-bold">
          {t('templateHeading')}
        </h2>
        <p className="mt-1 text-muted">{t('templateText')}</p>
        <div className="mt-3 flex flex-wrap gap-3">
          {FORMATS.map((format) => (
            <Button
              key={format}
              tone="outline"
              aria-label={t('templateAs', { format: format.toUpperCase() })}
              onClick={() => {
                template(format).catch(() => setFailed(true));
              }}
            >
              {format.toUpperCase()}
            </Button>
          ))}
        </div>
        {failed ? (
          <p role="alert" className="mt-2 text-fault">
            {t('cannotRead')}
          </p>
        ) : null}
      </section>
    </>
  );
}
