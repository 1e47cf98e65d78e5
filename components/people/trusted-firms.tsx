'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { FirmLine } from '../app/answers';
import { BothTimes } from '../app/both-times';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';

/** Firms that an officer has marked, and any other by search: trusted traders are called in their own turns (AC-15). */
export function TrustedFirms({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('trust');
  const trpc = useTRPC();
  const [typed, setTyped] = useState('');
  const search = typed.trim();
  const query = useQuery(trpc.trust.list.queryOptions({ gateId, search }));
  return (
    <section aria-labelledby="trust-title">
      <h2 id="trust-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-1 max-w-prose text-muted">{t('how')}</p>
      <div className="my-4 max-w-md">
        <TextField
          label={t('search')}
          value={typed}
          maxLength={60}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {query.error && !query.data ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : !query.data ? (
        <Awaiting>{t('awaiting')}</Awaiting>
      ) : query.data.length === 0 ? (
        <p className="border-y border-rule py-4 text-muted">{t(search === '' ? 'none' : 'notFound')}</p>
      ) : (
        <ul className="divide-y divide-rule border-y border-rule">
          {query.data.map((firm) => (
            <Firm key={firm.firmId} gateId={gateId} firm={firm} />
          ))}
        </ul>
      )}
    </section>
  );
}

function Firm({ gateId, firm }: { readonly gateId: GateId; readonly firm: FirmLine }) {
  const t = useTranslations('trust');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [isOpen, setOpen] = useState(false);
  const { firmId, name, taxCode, isTrusted } = firm;
  const mark = useMutation(
    trpc.trust.mark.mutationOptions({
      onSuccess: () => setOpen(false),
      onSettled: () => {
        queries.invalidateQueries({ queryKey: trpc.trust.list.pathKey() }).catch(() => undefined);
      },
    }),
  );
  const action = t(isTrusted ? 'unmark' : 'mark', { name });
  return (
    <li className="py-4" data-firm={isTrusted ? 'trusted' : 'ordinary'}>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
        <div className="min-w-0 grow basis-72">
          <p className="text-lg leading-snug font-semibold">{name}</p>
          <p className="text-muted">{taxCode ?? t('noTaxCode')}</p>
        </div>
        <p className={isTrusted ? 'font-semibold' : 'text-muted'}>
          {t(isTrusted ? 'trusted' : 'ordinary')}
          {firm.mark === null ? null : (
            <span className="block text-sm font-normal text-muted">
              {`${firm.mark.reason} · `}
              <BothTimes at={firm.mark.at} />
            </span>
          )}
        </p>
        {isOpen ? null : (
          <Button tone="text" className="px-0!" aria-label={action} onClick={() => setOpen(true)}>
            {t(isTrusted ? 'unmarkShort' : 'markShort')}
          </Button>
        )}
      </div>
      {isOpen ? (
        <div className="mt-3 max-w-xl">
          <ReasonForm
            action={action}
            busy={mark.isPending}
            error={mark.error}
            onSubmit={(reason) => mark.mutate({ gateId, firmId, isTrusted: !isTrusted, reason })}
            onCancel={() => setOpen(false)}
          />
        </div>
      ) : null}
    </li>
  );
}
