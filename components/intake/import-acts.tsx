'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Button } from '../ui/button';
import { FileButtons } from './file-buttons';

const FORMATS = ['xlsx', 'csv'] as const;

/** The rows to correct as a file, with what is wrong; and the way to take the import off the list. */
export function ImportActs({
  importId,
  faulty,
  isFiling,
}: {
  readonly importId: string;
  readonly faulty: number;
  readonly isFiling: boolean;
}) {
  const t = useTranslations('intake');
  const locale = useLocale();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [error, setError] = useState<unknown>(null);
  const { mutateAsync: discard, isPending } = useMutation(trpc.intake.discard.mutationOptions());

  const attempt = (work: Promise<unknown>) => {
    setError(null);
    work.catch(setError);
  };
  async function takeAway() {
    await discard({ importId, discard: true });
    await queries.invalidateQueries({ queryKey: trpc.intake.list.queryKey() });
    // The list says what was taken away, and brings it back.
    goToHash(`taken-${importId}`);
  }
  return (
    <>
      {faulty > 0 ? (
        <FileButtons
          className="mt-8"
          legend={t('downloadFaulty')}
          formats={FORMATS}
          nameOf={(format) => t('downloadFaultyAs', { format })}
          ask={(format) =>
            queries.fetchQuery(
              trpc.intake.faultyFile.queryOptions({ importId, locale, format }, { staleTime: 0, gcTime: 0 }),
            )
          }
          attempt={attempt}
        />
      ) : null}
      {error === null ? null : (
        <div className="mt-4">
          <ErrorNotice error={error} />
        </div>
      )}
      {isFiling ? null : (
        <p className="mt-8">
          <Button tone="danger" busy={isPending} onClick={() => attempt(takeAway())}>
            {t('takeAway')}
          </Button>
          <span className="mt-2 block text-muted">{t('takeAwayText')}</span>
        </p>
      )}
    </>
  );
}
