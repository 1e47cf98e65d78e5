'use client';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useFleet } from '../fleet/use-fleet';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { BackLink } from '../ui/back-link';
import { AskSubstitution } from './ask-substitution';
import { RedirectForm } from './redirect-form';
import { RequestList } from './request-list';

const REFRESH_MS = 5_000;

/** A declared crossing of which something is to change: a part of it, or the gate. */
export function ChangeView({ gateId, crossingId }: { readonly gateId: GateId; readonly crossingId: string }) {
  const t = useTranslations('substitution');
  const slot = useTranslations('slot');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const { mayChange } = useFleet();
  const of = { gateId, crossingId };
  const query = useQuery(trpc.substitution.open.queryOptions(of, { refetchInterval: REFRESH_MS }));
  const renew = () => {
    for (const queryKey of [trpc.substitution.open.queryKey(of), trpc.redirect.open.queryKey(of)])
      queries.invalidateQueries({ queryKey }).catch(() => undefined);
    queries.invalidateQueries({ queryKey: trpc.declaration.mine.queryKey() }).catch(() => undefined);
  };
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const open = query.data;
  const isWaiting = open.requests.some(({ outcome }) => outcome === null);
  return (
    <div className="flex flex-col gap-6">
      <BackLink href="#mine">{slot('back')}</BackLink>
      <header className="space-y-3">
        <h1 className="text-3xl leading-tight font-bold">{t('title')}</h1>
        <Plate plate={open.plate} size="lg" />
        <p className="text-lg text-muted">{t('text')}</p>
        <p className="font-semibold">{t('count', { allowed: open.allowed, most: open.most })}</p>
      </header>
      {open.isOver ? <p className="border-y border-rule py-4 text-muted">{t('over')}</p> : null}
      <RequestList of={of} open={open} mayChange={mayChange} onChanged={renew} />
      {mayChange && !open.isOver && !isWaiting ? (
        <AskSubstitution of={of} open={open} onAsked={renew} />
      ) : null}
      <RedirectForm of={of} mayChange={mayChange} onMoved={renew} />
    </div>
  );
}
