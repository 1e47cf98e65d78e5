'use client';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { arrived, progressOf } from '@/domain/intake/import-state';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Awaiting } from '../ui/awaiting';
import { Button, ButtonLink } from '../ui/button';
import { Meter } from '../ui/meter';
import { Notice } from '../ui/notice';
import { ImportActs } from './import-acts';
import { ImportRows } from './import-rows';

const LOOK_EVERY_MS = 1_500;
const TABS = ['faulty', 'filed', 'dropped'] as const;
type Tab = (typeof TABS)[number];

/** One import: how far it is, what waits for correction, what was filed. May be left and come back to at any moment. */
export function ImportView({ importId }: { readonly importId: string }) {
  const t = useTranslations('intake');
  const trpc = useTRPC();
  const [tab, setTab] = useState<Tab>('faulty');
  const query = useQuery(
    trpc.intake.open.queryOptions(
      { importId, state: tab, after: 0 },
      { refetchInterval: ({ state }) => (state.data?.state === 'done' ? false : LOOK_EVERY_MS) },
    ),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('opening')}</Awaiting>;
  const { state, counts, rowCount, fileName } = query.data;
  const share = progressOf(state, counts, rowCount);
  return (
    <>
      <h1 className="text-3xl leading-tight font-bold break-words">{fileName}</h1>
      <div role="status" aria-live="polite">
        {state === 'filing' ? (
          <div className="mt-4">
            <p className="text-lg">{t('filing', { done: counts.filed, of: counts.filed + counts.good })}</p>
            <div className="mt-2">
              <Meter share={share} className="h-3" fill="bg-link" />
            </div>
            <p className="mt-2 text-muted">{t('mayLeave')}</p>
          </div>
        ) : null}
        {state === 'done' ? (
          <p className="mt-3 text-lg">{t('done', { filed: counts.filed, faulty: counts.faulty })}</p>
        ) : null}
      </div>
      {state === 'arriving' ? (
        <div className="mt-5">
          <Notice>
            <p>{t('stopped', { done: arrived(counts), of: rowCount })}</p>
            <p className="mt-3">
              <ButtonLink href="#sheet">{t('pickAgain')}</ButtonLink>
            </p>
          </Notice>
        </div>
      ) : null}
      <div className="mt-6 flex flex-wrap gap-2" role="tablist" aria-label={t('rowsLabel')}>
        {TABS.filter((each) => each !== 'dropped' || counts.dropped > 0).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            id={`tab-${each}`}
            aria-selected={each === tab}
            aria-controls="import-rows"
            onClick={() => setTab(each)}
            className="min-h-12 rounded-xl border-2 border-edge px-4 font-semibold aria-selected:border-ink aria-selected:bg-card"
          >
            {t(`tab.${each}`, { rows: counts[each] })}
          </button>
        ))}
      </div>
      <div id="import-rows" role="tabpanel" aria-labelledby={`tab-${tab}`} className="mt-4">
        <ImportRows key={tab} opened={query.data} tab={tab} onChanged={() => query.refetch()} />
      </div>
      <ImportActs importId={importId} faulty={counts.faulty} isFiling={state === 'filing'} />
      <p className="mt-8">
        <Button tone="text" onClick={() => goToHash('')}>
          {t('backToList')}
        </Button>
      </p>
    </>
  );
}
