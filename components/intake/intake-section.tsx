'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { useErrorText } from '../app/error-text';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { goToHash, useHash } from '../app/use-hash';
import { useNow } from '../app/use-now';
import { ButtonLink } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { UndoBar } from '../ui/undo-bar';
import { FileButtons } from './file-buttons';

const FORMATS = ['xlsx', 'csv', 'json'] as const;
const FILING_MS = 3_000;

/** On the page of declarations: sheets in, everything out, keys for own systems; imports that are under way. */
export function IntakeSection() {
  const t = useTranslations('intake');
  const app = useTranslations('app');
  const locale = useLocale();
  const errorText = useErrorText();
  const trpc = useTRPC();
  const queries = useQueryClient();
  const now = useNow(30_000);
  const { moment } = useTimeText();
  const hash = useHash();
  const taken = /^taken-([0-9a-f-]{36})$/.exec(hash)?.[1] ?? null;
  const [error, setError] = useState<unknown>(null);
  const list = useQuery(
    trpc.intake.list.queryOptions(undefined, {
      refetchInterval: ({ state }) =>
        state.data?.some((each) => each.state === 'filing') ? FILING_MS : false,
    }),
  );
  const { mutateAsync: discard } = useMutation(trpc.intake.discard.mutationOptions());

  const attempt = (work: Promise<unknown>) => {
    setError(null);
    work.catch(setError);
  };
  async function bringBack(importId: string) {
    await discard({ importId, discard: false });
    await queries.invalidateQueries({ queryKey: trpc.intake.list.queryKey() });
    goToHash('', 'replace');
  }
  return (
    <section aria-labelledby="intake-title" className="mt-10">
      <h2 id="intake-title" className="text-xl font-bold">
        {t('sectionTitle')}
      </h2>
      <p className="mt-1 text-muted">{t('sectionText')}</p>
      <div className="mt-4 flex flex-wrap gap-3">
        <ButtonLink href="#sheet" tone="outline">
          {t('title')}
        </ButtonLink>
        <ButtonLink href="#keys" tone="text">
          {t('keys.title')}
        </ButtonLink>
      </div>
      {error === null ? null : (
        <p role="alert" className="mt-3 font-semibold text-fault">
          {errorText(error)}
        </p>
      )}
      {list.data && list.data.length > 0 ? (
        <div className="mt-5">
          <Hairlines label={t('importsLabel')}>
            {list.data.map((each) => (
              <li key={each.importId} className="py-1">
                <a
                  href={`#sheet-${each.importId}`}
                  className="grid min-h-14 gap-x-6 py-2 no-underline hover:underline sm:grid-cols-[1fr_auto] sm:items-center"
                >
                  <span className="min-w-0 font-semibold break-words">{each.fileName}</span>
                  <span className={each.counts.faulty > 0 ? 'text-fault' : 'text-muted'}>
                    {t(`listed.${each.state}`, {
                      filed: each.counts.filed,
                      faulty: each.counts.faulty,
                      of: each.rowCount,
                    })}
                    {now === null ? null : ` · ${moment(each.madeAt, now)}`}
                  </span>
                </a>
              </li>
            ))}
          </Hairlines>
        </div>
      ) : null}
      <FileButtons
        className="mt-6"
        legend={t('exportLegend')}
        formats={FORMATS}
        nameOf={(format) => t('exportAs', { format })}
        ask={(format) =>
          queries.fetchQuery(
            trpc.intake.exportFile.queryOptions({ locale, format }, { staleTime: 0, gcTime: 0 }),
          )
        }
        attempt={attempt}
      />
      {taken === null ? null : (
        <UndoBar
          undoLabel={app('undo')}
          onUndo={() => attempt(bringBack(taken))}
          onGone={() => goToHash('', 'replace')}
        >
          {t('takenAway')}
        </UndoBar>
      )}
    </section>
  );
}
