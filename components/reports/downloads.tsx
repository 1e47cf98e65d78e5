'use client';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useErrorText } from '../app/error-text';
import { useTRPC } from '../app/trpc';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';
import type { AskedReport } from './report-view';

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;
type Format = (typeof FORMATS)[number];

/** Copies of the report in the language of the screen, and the printer. */
export function Downloads({ order }: { readonly order: AskedReport }) {
  const t = useTranslations('report.screen');
  const locale = useLocale();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const errorText = useErrorText();
  const [making, setMaking] = useState<Format | null>(null);
  const [error, setError] = useState<unknown>(null);

  async function download(format: Format) {
    setMaking(format);
    setError(null);
    try {
      const file = await queries.fetchQuery(
        trpc.report.file.queryOptions({ ...order, locale, format }, { staleTime: 0, gcTime: 0 }),
      );
      save(file);
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
      {error === null ? null : (
        <Notice tone="fault" role="alert">
          {errorText(error)}
        </Notice>
      )}
    </div>
  );
}

function save(file: { readonly name: string; readonly type: string; readonly data: string }) {
  const bytes = Uint8Array.from(atob(file.data), (sign) => sign.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes], { type: file.type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = file.name;
  link.click();
  // The browser has taken hold of it by then.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
