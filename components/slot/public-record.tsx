'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { goToHash, useHash } from '../app/use-hash';
import { useTitle } from '../app/use-title';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { FindReference } from './find-reference';
import { PublicDraws } from './public-draws';
import { PublicHours } from './public-hours';
import { RecordLines } from './record-lines';

const REFERENCE = /^[0-9a-f]{16}$/;

const REFRESH_MS = 20_000;
type Opened = { readonly reference: string | null; readonly before: string | null };

/** What anybody may check: how many places, who got them by reference, why, and every draw. */
export function PublicRecord({ gate }: { readonly gate: Gate }) {
  const t = useTranslations('slot');
  useTitle(t('publicTitle'));
  const app = useTranslations('app');
  const locale = useLocale();
  const trpc = useTRPC();
  const hash = useHash();
  const reference = REFERENCE.test(hash) ? hash : null;
  // A page belongs to the reference it was opened for: of another one it would be a page in the middle.
  const [opened, setOpened] = useState<Opened>({ reference: null, before: null });
  const before = opened.reference === reference ? opened.before : null;
  const setBefore = (to: string | null) => setOpened({ reference, before: to });
  const query = useQuery(
    trpc.slot.record.queryOptions(
      { gateId: gate.code, before, reference },
      { refetchInterval: before === null ? REFRESH_MS : false, placeholderData: keepPreviousData },
    ),
  );
  // Hours and draws come with the first page alone.
  const first = useQuery(
    trpc.slot.record.queryOptions(
      { gateId: gate.code, before: null, reference: null },
      { refetchInterval: REFRESH_MS },
    ),
  );
  const shown = query.data;
  return (
    <PageFrame>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('publicTitle')}</h1>
      <p className="mt-2 text-lg text-muted">{`${gate[locale]} · ${t('publicText')}`}</p>
      {query.error && shown === undefined ? (
        <div className="mt-6">
          <Failure error={query.error} onRetry={() => query.refetch()} />
        </div>
      ) : null}
      {shown === undefined && !query.error ? <Awaiting>{app('loading')}</Awaiting> : null}
      {shown === undefined ? null : (
        <div className="mt-8 grid gap-x-12 gap-y-10 lg:grid-cols-[1.4fr_1fr]">
          <section aria-labelledby="lines-title" className="min-w-0">
            <h2 id="lines-title" className="mb-3 text-xl font-bold">
              {t('publicLines')}
            </h2>
            <FindReference shown={reference} onFind={(found) => goToHash(found ?? 'all')} />
            <RecordLines lines={shown.lines} now={shown.at} />
            <div className="mt-4 flex flex-wrap gap-3">
              {before === null ? null : (
                <Button tone="outline" onClick={() => setBefore(null)}>
                  {t('newest')}
                </Button>
              )}
              {shown.olderThan === null ? null : (
                <Button tone="outline" onClick={() => setBefore(shown.olderThan)}>
                  {t('older')}
                </Button>
              )}
            </div>
          </section>
          <div className="min-w-0 space-y-10">
            {first.data === undefined ? null : (
              <>
                <PublicDraws gateId={gate.code} rounds={first.data.rounds} now={first.data.at} />
                <PublicHours hours={first.data.hours} />
              </>
            )}
          </div>
        </div>
      )}
    </PageFrame>
  );
}
