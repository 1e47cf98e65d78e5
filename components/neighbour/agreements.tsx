'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import type { Terms } from '@/domain/neighbour/content';
import { negotiationTable } from '@/domain/neighbour/negotiation-table';
import type { GateId } from '@/domain/shared/identity';
import type { Negotiation, NeighbourPicture } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { useTRPC } from '../app/trpc';
import { SheetTableView } from '../reports/sheet-table-view';
import { Button } from '../ui/button';
import { saveFile } from '../ui/save-file';
import { TermsForm } from './terms-form';
import { useRefreshNeighbour } from './use-refresh';

type Own = NeighbourPicture['own'];
type Deed = 'propose' | 'counter' | 'accept' | 'withdraw';

/** Quotas and hours that both sides sign: who is asked, every step on record, a print for the file (NE-13). */
export function Agreements({
  gateId,
  own,
  now,
  maySign,
}: {
  readonly gateId: GateId;
  readonly own: Own;
  readonly now: number;
  readonly maySign: boolean;
}) {
  const t = useTranslations('neighbour.agreement');
  const trpc = useTRPC();
  const refresh = useRefreshNeighbour(gateId);
  const [isProposing, setProposing] = useState(false);
  const query = useQuery(trpc.neighbour.agreements.queryOptions({ gateId }, { refetchInterval: 15_000 }));
  const step = useMutation(
    trpc.neighbour.step.mutationOptions({
      onSuccess: () => {
        setProposing(false);
        refresh();
        return query.refetch();
      },
    }),
  );
  const take = (deed: Deed, agreementId: string | null, terms: Terms | null) =>
    step.mutate({ gateId, agreementId, deed, terms });
  const all = query.data ?? [];
  return (
    <section aria-labelledby="agreements-title" className="min-w-0">
      <div className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <h2 id="agreements-title" className="text-2xl font-bold">
          {t('title')}
        </h2>
        {maySign && !isProposing ? (
          <Button tone="outline" onClick={() => setProposing(true)}>
            {t('propose')}
          </Button>
        ) : null}
      </div>
      <ErrorNotice error={step.error} />
      {isProposing ? (
        <TermsForm
          gateId={gateId}
          own={own.zone}
          first={null}
          now={now}
          busy={step.isPending}
          action={t('sendProposal')}
          onTerms={(terms) => take('propose', null, terms)}
          onCancel={() => setProposing(false)}
        />
      ) : null}
      {all.length === 0 ? <p className="mt-3 border-y border-rule py-3 text-muted">{t('none')}</p> : null}
      <ul className="divide-y-2 divide-rule">
        {all.map((each) => (
          <One
            key={`${each.agreementId} ${each.standing.chain.length}`}
            gateId={gateId}
            negotiation={each}
            own={own}
            now={now}
            busy={step.isPending}
            maySign={maySign}
            onStep={(deed, terms) => take(deed, each.agreementId, terms)}
          />
        ))}
      </ul>
    </section>
  );
}

function One({
  gateId,
  negotiation: { agreementId, standing },
  own,
  now,
  busy,
  maySign,
  onStep,
}: {
  readonly gateId: GateId;
  readonly negotiation: Negotiation;
  readonly own: Own;
  readonly now: number;
  readonly busy: boolean;
  readonly maySign: boolean;
  readonly onStep: (deed: Deed, terms: Terms | null) => void;
}) {
  const t = useTranslations('neighbour.agreement');
  const trpc = useTRPC();
  const [isCountering, setCountering] = useState(false);
  const file = useMutation(trpc.neighbour.agreementFile.mutationOptions({ onSuccess: saveFile }));
  const isOpen = standing.kind === 'open' && Date.parse(standing.terms.until) > now;
  const isAsked = isOpen && standing.asked === own.country;
  return (
    <li className="py-5">
      <h3 className="text-xl font-bold">
        {t(`about.${standing.terms.about}`)}
        {' · '}
        {standing.kind !== 'open'
          ? t(`standing.${standing.kind}`)
          : t(isOpen ? (isAsked ? 'standing.asked' : 'standing.waiting') : 'standing.lapsed')}
      </h3>
      <SheetTableView table={negotiationTable(standing.chain)} isWide />
      <ErrorNotice error={file.error} />
      {isCountering ? (
        <TermsForm
          gateId={gateId}
          own={own.zone}
          first={standing.terms}
          now={now}
          busy={busy}
          action={t('sendCounter')}
          onTerms={(terms) => onStep('counter', terms)}
          onCancel={() => setCountering(false)}
        />
      ) : (
        <div className="mt-4 flex flex-wrap gap-3">
          {maySign && isAsked ? (
            <>
              <Button busy={busy} onClick={() => onStep('accept', null)}>
                {t('accept')}
              </Button>
              <Button tone="outline" onClick={() => setCountering(true)}>
                {t('counter')}
              </Button>
            </>
          ) : null}
          {maySign && isOpen && !isAsked ? (
            <Button tone="danger" busy={busy} onClick={() => onStep('withdraw', null)}>
              {t('withdraw')}
            </Button>
          ) : null}
          <Button tone="text" busy={file.isPending} onClick={() => file.mutate({ gateId, agreementId })}>
            {t('print')}
          </Button>
        </div>
      )}
    </li>
  );
}
