'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { approvalCodeOf } from '@/domain/release/approval-code';
import type { GateId } from '@/domain/shared/identity';
import { approvalKey } from '@/offline/unlock/approval-key';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { Notice } from '../ui/notice';

/** Whose word counts on a tablet, and the making of one's own code: it is made here and never leaves this page (RE-2). */
export function ApprovalCodes({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('release.control');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { moment } = useTimeText();
  const now = useNow(60_000);
  const [making, setMaking] = useState(false);
  const [code, setCode] = useState<string | null>(null);
  const [unable, setUnable] = useState(false);
  const query = useQuery(trpc.control.approvalKeys.queryOptions({ gateId }));
  const onSuccess = () => {
    queries
      .invalidateQueries({ queryKey: trpc.control.approvalKeys.queryKey({ gateId }) })
      .catch(() => undefined);
  };
  const set = useMutation(trpc.control.setApprovalKey.mutationOptions({ onSuccess }));
  const end = useMutation(trpc.control.endApprovalKey.mutationOptions({ onSuccess }));

  async function make() {
    setMaking(true);
    setUnable(false);
    const made = approvalCodeOf(crypto.getRandomValues(new Uint8Array(12)));
    try {
      const key = await approvalKey(made, gateId).catch(() => null);
      if (key === null) {
        setUnable(true);
        return;
      }
      await set.mutateAsync({ gateId, publicKey: key.publicKey });
      setCode(made);
    } catch {
      // The mutation says so itself, above the buttons.
    } finally {
      setMaking(false);
    }
  }

  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('makingCode')}</Awaiting>;
  const mine = query.data.some((holder) => holder.mine && holder.until === null);
  return (
    <section aria-labelledby="codes-title">
      <h2 id="codes-title" className="text-2xl font-bold">
        {t('codesTitle')}
      </h2>
      <p className="mb-4 max-w-prose text-muted">{t('codesText')}</p>
      <ul className="mb-5 divide-y divide-rule border-y border-rule">
        {query.data.length === 0 ? <li className="py-3 text-muted">{t('nobodyHolds')}</li> : null}
        {query.data.map((holder) => (
          <li
            key={`${holder.person}/${holder.since}`}
            className={`flex flex-wrap items-center justify-between gap-x-6 py-2 ${holder.until === null ? '' : 'text-muted'}`}
          >
            <span className="font-semibold">
              {holder.mine ? `${holder.name} (${t('you')})` : holder.name}
            </span>
            <span className="flex flex-wrap items-center gap-x-4">
              {holder.until === null
                ? t('since', { at: moment(holder.since, now) })
                : t('ended', { at: moment(holder.until, now) })}
              {holder.until === null ? (
                <Button
                  tone="danger"
                  busy={end.isPending}
                  onClick={() => end.mutate({ gateId, person: holder.person })}
                >
                  {holder.mine ? t('dropCode') : t('endCode')}
                </Button>
              ) : null}
            </span>
          </li>
        ))}
      </ul>
      {(set.error ?? end.error) ? (
        <ErrorNotice error={set.error ?? end.error} />
      ) : unable ? (
        <Notice tone="fault" role="alert">
          {t('noKeys')}
        </Notice>
      ) : null}
      {code !== null ? (
        <div className="max-w-xl border-l-8 border-link pl-5">
          <p className="font-semibold">{t('yourCode')}</p>
          <p className="figures my-2 text-5xl font-bold tracking-wide" data-approval-code={code}>
            {code}
          </p>
          <p className="mb-4">{t('yourCodeText')}</p>
          <Button onClick={() => setCode(null)}>{t('codeKept')}</Button>
        </div>
      ) : (
        <div className="mt-4 flex flex-wrap gap-3">
          <Button tone="outline" busy={making} onClick={() => void make()}>
            {making ? t('makingCode') : mine ? t('renewCode') : t('makeCode')}
          </Button>
        </div>
      )}
    </section>
  );
}
