'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { overall, type ServiceStatus } from '@/domain/status/status';
import { registerServiceWorker } from '@/offline/service-worker/register';
import { BothTimes } from '../app/both-times';
import { PageFrame } from '../app/page-frame';
import { useTRPC } from '../app/trpc';
import { useTitle } from '../app/use-title';
import { Awaiting } from '../ui/awaiting';
import { Shape } from '../ui/shape';
import { keepStatus, keptStatus } from './kept-status';

/** Is it up? Opens without a network too, and then says since when nobody could be reached (TE-13, rule 15). */
export function StatusPage() {
  const t = useTranslations('status');
  useTitle(t('title'));
  const trpc = useTRPC();
  const [kept, setKept] = useState<ServiceStatus | null>(null);
  const query = useQuery(
    trpc.status.read.queryOptions(undefined, { refetchInterval: 15_000, retry: false, staleTime: 0 }),
  );
  useEffect(() => {
    registerServiceWorker();
    setKept(keptStatus());
  }, []);
  useEffect(() => {
    if (query.data) keepStatus(query.data);
  }, [query.data]);
  const isDown = query.isError;
  const status = query.data ?? kept;
  return (
    <PageFrame width="form">
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      <div role="status" className="mt-5">
        {query.isPending ? (
          <Awaiting>{t('awaiting')}</Awaiting>
        ) : (
          <Verdict state={isDown ? 'down' : query.data ? overall(query.data) : 'down'} />
        )}
        {isDown ? (
          <p className="mt-2 text-lg">
            {status === null ? (
              t('never')
            ) : (
              <>
                {t('since')} <BothTimes at={status.at} />
              </>
            )}
          </p>
        ) : query.data ? (
          <p className="mt-2 text-muted">
            {t('asOf')} <BothTimes at={query.data.at} />
          </p>
        ) : null}
      </div>
      {status === null ? null : (
        <>
          {isDown ? <p className="mt-6 font-semibold">{t('lastKnown')}</p> : null}
          <Links links={status.links} />
          <Gates gates={status.gates} />
        </>
      )}
      <p className="mt-8 border-t border-rule pt-4 text-muted">{t('footer')}</p>
    </PageFrame>
  );
}

const SHAPES = { up: 'circle-tick', partly: 'triangle', down: 'octagon' } as const;

function Verdict({ state }: { readonly state: keyof typeof SHAPES }) {
  const t = useTranslations('status');
  return (
    <p className="flex items-center gap-4 text-2xl font-bold" data-status={state}>
      <Shape name={SHAPES[state]} mark="var(--paper)" className="size-10 shrink-0" />
      {t(state)}
    </p>
  );
}

function Links({ links }: Pick<ServiceStatus, 'links'>) {
  const t = useTranslations('status');
  return (
    <section aria-labelledby="links-title" className="mt-8">
      <h2 id="links-title" className="mb-2 text-xl font-bold">
        {t('links')}
      </h2>
      <ul className="divide-y divide-rule border-y border-rule">
        {links.map(({ link, state, lastGoodAt }) => (
          <li key={link} className="py-3">
            <p className="flex flex-wrap justify-between gap-x-6">
              <span>{t(`link.${link}`)}</span>
              <span className={state === 'troubled' ? 'font-semibold text-fault' : 'font-semibold'}>
                {t(`linkState.${state}`)}
              </span>
            </p>
            {lastGoodAt === null ? null : (
              <p className="text-sm text-muted">
                {t('lastGood')} <BothTimes at={lastGoodAt} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

function Gates({ gates }: Pick<ServiceStatus, 'gates'>) {
  const t = useTranslations('status');
  const locale = useLocale();
  return (
    <section aria-labelledby="gates-title" className="mt-8">
      <h2 id="gates-title" className="mb-2 text-xl font-bold">
        {t('gates')}
      </h2>
      <ul className="divide-y divide-rule border-y border-rule">
        {gates.map(({ gateId, newestAt, paperSince }) => (
          <li key={gateId} className="py-3">
            <p className="flex flex-wrap justify-between gap-x-6">
              <span>{gateById(gateId)?.[locale] ?? gateId}</span>
              {paperSince === null ? (
                <span>{t('normal')}</span>
              ) : (
                <span className="font-semibold">
                  {t('paper')} <BothTimes at={paperSince} />
                </span>
              )}
            </p>
            <p className="text-sm text-muted">
              {newestAt === null ? (
                t('noFacts')
              ) : (
                <>
                  {t('newest')} <BothTimes at={newestAt} />
                </>
              )}
            </p>
          </li>
        ))}
      </ul>
    </section>
  );
}
