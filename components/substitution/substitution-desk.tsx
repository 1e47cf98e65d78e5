'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { SubstitutionRequest } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { useChangeText } from './use-change-text';

type Of = { readonly gateId: GateId; readonly crossingId: string };
const REFRESH_MS = 10_000;

/** In the file of a crossing: what its firm wants to replace, how often it has, allowed or refused here. */
export function SubstitutionDesk({ gateId, crossingId }: Of) {
  const t = useTranslations('substitution');
  const trpc = useTRPC();
  const changeText = useChangeText();
  const of = { gateId, crossingId };
  const query = useQuery(trpc.substitution.open.queryOptions(of, { refetchInterval: REFRESH_MS }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return null;
  const { requests, allowed, most, ofFirm } = query.data;
  return (
    <section aria-labelledby="substitution-title" className="mt-12 max-w-3xl">
      <h2 id="substitution-title" className="mb-2 text-2xl font-bold">
        {t('desk.title')}
      </h2>
      <p className="mb-4 text-muted">{t('desk.counts', { allowed, most, ofFirm: ofFirm ?? 0 })}</p>
      {requests.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t('desk.none')}</p>
      ) : (
        <Hairlines label={t('desk.title')}>
          {requests.map((request) => (
            <li
              key={request.requestId}
              data-outcome={request.outcome ?? 'waiting'}
              className="space-y-3 py-4"
            >
              <div>
                <p className="text-lg font-semibold">{changeText(request)}</p>
                <Standing request={request} />
              </div>
              {request.outcome === null ? <Decide of={of} request={request} /> : null}
            </li>
          ))}
        </Hairlines>
      )}
    </section>
  );
}

function Standing({ request }: { readonly request: SubstitutionRequest }) {
  const t = useTranslations('substitution');
  const now = useNow(15_000);
  const { duration } = useTimeText();
  const { outcome, code, words, place, reason, askedAt } = request;
  return (
    <>
      {now === null ? null : (
        <p className="text-muted">{t('desk.asked', { age: duration(now - askedAt), reason })}</p>
      )}
      {outcome === null ? null : (
        <p className="font-semibold">
          {t(`outcome.${outcome}`)}
          {code === null ? null : ` (${code})`}
        </p>
      )}
      {words === null ? null : <p>{words}</p>}
      {place === null ? null : <p>{t(`place.${place}`)}</p>}
    </>
  );
}

function Decide({ of, request }: { readonly of: Of; readonly request: SubstitutionRequest }) {
  const t = useTranslations('substitution');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [consent, setConsent] = useState(false);
  const [isTried, setTried] = useState(false);
  const [refusing, setRefusing] = useState(false);
  const decide = useMutation(
    trpc.substitution.decide.mutationOptions({
      onSettled: () => {
        for (const queryKey of [
          trpc.substitution.open.queryKey(of),
          trpc.substitution.waiting.queryKey(),
          trpc.control.crossing.queryKey(of),
        ])
          queries.invalidateQueries({ queryKey }).catch(() => undefined);
      },
    }),
  );
  const { requestId, needsConsent } = request;
  if (refusing)
    return (
      <ReasonForm
        danger
        action={t('desk.refuseNow')}
        busy={decide.isPending}
        error={decide.error}
        onSubmit={(words) => decide.mutate({ ...of, requestId, allow: false, consent: false, words })}
        onCancel={() => setRefusing(false)}
      />
    );
  return (
    <div className="space-y-3">
      <ErrorNotice error={decide.error} />
      {needsConsent ? (
        <label className="flex min-h-12 items-center gap-3">
          <input
            type="checkbox"
            className="size-6 shrink-0 accent-link"
            checked={consent}
            onChange={(event) => setConsent(event.target.checked)}
          />
          {t('desk.consent')}
        </label>
      ) : null}
      {isTried && needsConsent && !consent ? (
        <p role="alert" className="font-semibold text-fault">
          {t('desk.consentMissing')}
        </p>
      ) : null}
      <div className="flex flex-wrap gap-3">
        <Button
          busy={decide.isPending}
          onClick={() => {
            setTried(true);
            if (!needsConsent || consent)
              decide.mutate({ ...of, requestId, allow: true, consent, words: null });
          }}
        >
          {t('desk.allow')}
        </Button>
        <Button tone="danger" onClick={() => setRefusing(true)}>
          {t('desk.refuse')}
        </Button>
      </div>
    </div>
  );
}
