'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import { Clocks } from '../app/clocks';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { Agreements } from './agreements';
import { BothSides } from './both-sides';
import { Handovers } from './handovers';
import { LinkState } from './link-state';
import { NeighbourKeys } from './neighbour-keys';
import { OwnIncidents } from './own-incidents';
import { Sheets } from './sheets';
import { SpokenWords } from './spoken-words';
import { TakeSheet } from './take-sheet';

/** Both sides of a gate: theirs with source and age, ours beside it, and how each is told the other's. */
export function NeighbourView({
  gateId,
  maySign,
  mayTrust,
}: {
  readonly gateId: GateId;
  readonly maySign: boolean;
  /** One key speaks for all gates. */
  readonly mayTrust: boolean;
}) {
  const t = useTranslations('neighbour');
  const trpc = useTRPC();
  const query = useQuery(trpc.neighbour.picture.queryOptions({ gateId }, { refetchInterval: 15_000 }));
  const link = useQuery(trpc.neighbour.link.queryOptions({ gateId }, { refetchInterval: 15_000 }));
  const receipts = useQuery(
    trpc.neighbour.receipts.queryOptions({ gateId, hours: 12 }, { refetchInterval: 60_000 }),
  );
  const now = useNow(10_000);
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  // The centre's clock: of this device's own only the time that has passed is believed.
  const at = query.data.at + Math.max(0, now - query.dataUpdatedAt);
  const picture = query.data;
  return (
    <div className="space-y-14">
      <div className="space-y-10">
        <header className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3">
          <h2 className="text-3xl font-bold">{t('title')}</h2>
          <Clocks large />
        </header>
        <LinkState link={link.data ?? null} heard={picture.heard} now={at} />
        <BothSides picture={picture} now={at} />
        <Handovers hours={receipts.data ?? []} />
      </div>
      <SpokenWords gateId={gateId} picture={picture} now={at} />
      <OwnIncidents gateId={gateId} picture={picture} now={at} />
      <div className="grid gap-x-16 gap-y-14 lg:grid-cols-2">
        <Sheets gateId={gateId} picture={picture} now={at} />
        <TakeSheet gateId={gateId} now={at} />
      </div>
      <Agreements gateId={gateId} own={picture.own} now={at} maySign={maySign} />
      {link.data ? <NeighbourKeys gateId={gateId} link={link.data} now={at} mayTrust={mayTrust} /> : null}
    </div>
  );
}
