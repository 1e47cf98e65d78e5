'use client';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { ReasonForm } from '../control/reason-form';
import { passHref } from '../pass/pass-actions';
import { ButtonLink } from '../ui/button';
import { SelectField } from '../ui/field';
import { Notice } from '../ui/notice';

/** The way to another gate, with what happens to the time of asking told before anything is asked. */
export function RedirectForm({
  of,
  mayChange,
  onMoved,
}: {
  readonly of: { readonly gateId: GateId; readonly crossingId: string };
  readonly mayChange: boolean;
  readonly onMoved: () => void;
}) {
  const t = useTranslations('redirect');
  const trpc = useTRPC();
  const locale = useLocale();
  const now = useNow(60_000);
  const { moment } = useTimeText();
  const [to, setTo] = useState<GateId | null>(null);
  const query = useQuery(trpc.redirect.open.queryOptions(of));
  const move = useMutation(trpc.redirect.ask.mutationOptions({ onSettled: onMoved }));
  const nameOf = (gateId: string) => gateById(gateId)?.[locale] ?? gateId;
  if (!query.data) return null;
  const { refusal, gates, askedAt, change } = query.data;
  const chosen = gates.find(({ gateId }) => gateId === to) ?? gates[0];
  return (
    <section aria-labelledby="redirect-title" className="space-y-4 border-t border-rule pt-6">
      <h2 id="redirect-title" className="text-xl font-bold">
        {t('title')}
      </h2>
      {change === null ? <p className="text-muted">{t('text')}</p> : null}
      {change === null ? null : (
        <p className="font-semibold">{t(change.way, { gate: nameOf(change.gateId) })}</p>
      )}
      {move.data?.kind === 'moved' ? (
        <Notice role="status">
          <p>{t('moved', { gate: nameOf(move.data.gateId) })}</p>
          <p className="mt-2">
            <ButtonLink href={passHref(move.data.token, '')}>{t('newPass')}</ButtonLink>
          </p>
        </Notice>
      ) : null}
      {move.data?.kind === 'refused' ? (
        <Notice tone="fault" role="alert">
          {`${t(`refusal.${move.data.code}`)} (${move.data.code})`}
        </Notice>
      ) : null}
      {refusal !== null && change?.way !== 'left' ? <p>{`${t(`refusal.${refusal}`)} (${refusal})`}</p> : null}
      {refusal === null && mayChange && chosen !== undefined ? (
        <>
          <SelectField
            label={t('gate')}
            value={chosen.gateId}
            onChange={(event) => setTo(gateById(event.target.value)?.code ?? null)}
          >
            {gates.map(({ gateId }) => (
              <option key={gateId} value={gateId}>
                {nameOf(gateId)}
              </option>
            ))}
          </SelectField>
          <p>
            {askedAt === null || now === null
              ? t('notAsked')
              : chosen.carried
                ? t('carried', { at: moment(askedAt, now) })
                : t('anew')}
          </p>
          <ReasonForm
            tone="outline"
            action={t('move')}
            busy={move.isPending}
            error={move.error}
            onSubmit={(reason) => move.mutate({ ...of, to: chosen.gateId, reason })}
          />
        </>
      ) : null}
    </section>
  );
}
