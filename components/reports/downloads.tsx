'use client';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Locale } from '@/domain/shared/vocabulary';
import { ErrorNotice } from '../app/error-notice';
import { Button } from '../ui/button';
import { saveFile } from '../ui/save-file';

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];
export type Copy = { readonly locale: Locale; readonly format: Format };
export type ReportFile = { readonly name: string; readonly type: string; readonly data: string };

/** Copies of the report in the language of the screen, and the printer. */
export function Downloads({ ask }: { readonly ask: (copy: Copy) => Promise<ReportFile> }) {
  const t = useTranslations('report.screen');
  const locale = useLocale();
  const [making, setMaking] = useState<Format | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function download(format: Format) {
    setMaking(format);
    setError(null);
    try {
      saveFile(await ask({ locale, format }));
    } catch (failure) {
      setError(failure);
    } finally {
      setMaking(null);
    }
  }

  return (
    <div>
      <fieldset className="flex flex-wrap items-end gap-3">
        <legend className="mb-2 font-semibold">{t('download')}</legend>
        {FORMATS.map((format) => (
          <Button
            key={format}
            tone={format === 'pdf' ? 'main' : 'outline'}
            busy={making === format}
            aria-label={t('downloadAs', { format: format.toUpperCase() })}
            onClick={() => download(format)}
          >
            {format.toUpperCase()}
          </Button>
        ))}
        <Button tone="text" onClick={() => window.print()}>
          {t('print')}
        </Button>
      </fieldset>
      <p role="status" className="text-sm text-muted">
        {making === null ? null : t('awaitingFile')}
      </p>
      <ErrorNotice error={error} />
    </div>
  );
}
