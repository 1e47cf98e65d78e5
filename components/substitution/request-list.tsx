'use client';
import { useMutation } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { SubstitutionRequest, Substitutions } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { passHref } from '../pass/pass-actions';
import { Button, ButtonLink } from '../ui/button';
import { Hairlines } from '../ui/hairlines';
import { useChangeText } from './use-change-text';

type Of = { readonly gateId: GateId; readonly crossingId: string };

/** What was asked and became of it: whom it waits for and since when, or why not and what to do. */
export function RequestList({
  of,
  open,
  mayChange,
  onChanged,
}: {
  readonly of: Of;
  readonly open: Substitutions;
  readonly mayChange: boolean;
  readonly onChanged: () => void;
}) {
  const t = useTranslations('substitution');
  const trpc = useTRPC();
  const withdraw = useMutation(trpc.substitution.withdraw.mutationOptions({ onSettled: onChanged }));
  if (open.requests.length === 0) return null;
  const newest = open.requests[0];
  return (
    <section aria-labelledby="requests-title">
      <h2 id="requests-title" className="mb-3 text-xl font-bold">
        {t('history')}
      </h2>
      <ErrorNotice error={withdraw.error} />
      <Hairlines label={t('history')}>
        {open.requests.map((request) => (
          <li key={request.requestId} data-outcome={request.outcome ?? 'waiting'} className="space-y-2 py-4">
            <RequestFacts request={request} />
            {request.outcome === null && mayChange ? (
              <Button
                tone="outline"
                busy={withdraw.isPending}
                onClick={() => withdraw.mutate({ ...of, requestId: request.requestId })}
              >
                {t('withdraw')}
              </Button>
            ) : null}
            {request === newest && request.outcome === 'allowed' && open.token !== null ? (
              <>
                <p>{t('oldEnds')}</p>
                <ButtonLink href={passHref(open.token, '')}>{t('newPass')}</ButtonLink>
              </>
            ) : null}
          </li>
        ))}
      </Hairlines>
    </section>
  );
}

function RequestFacts({ request }: { readonly request: SubstitutionRequest }) {
  const t = useTranslations('substitution');
  const now = useNow(10_000);
  const { duration } = useTimeText();
  const changeText = useChangeText();
  const { outcome, code, words, place } = request;
  return (
    <div role={outcome === null ? 'status' : undefined} className="space-y-1">
      <p className="text-lg font-semibold">{changeText(request)}</p>
      <p className="text-muted">{request.reason}</p>
      <p className={outcome === 'refused' ? 'font-semibold text-fault' : 'font-semibold'}>
        {outcome === null
          ? now === null
            ? null
            : t('waits', { age: duration(now - request.askedAt) })
          : t(`outcome.${outcome}`)}
      </p>
      {code === null ? null : <p data-code={code}>{`${t(`refusal.${code}`)} (${code})`}</p>}
      {words === null ? null : <p>{words}</p>}
      {place === null ? null : <p>{t(`place.${place}`)}</p>}
    </div>
  );
}
