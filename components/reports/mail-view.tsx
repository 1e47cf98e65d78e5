'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { momentText } from '@/domain/report/cell-text';
import { type OrderedReport, REPORTS } from '@/domain/report/sheet';
import type { GateId } from '@/domain/shared/identity';
import { LOCALES } from '@/domain/shared/locales';
import type { Locale } from '@/domain/shared/vocabulary';
import type { ReportSubscription } from '../app/answers';
import { ErrorNotice } from '../app/error-notice';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { SelectField } from '../ui/field';
import { Hairlines } from '../ui/hairlines';
import { Notice } from '../ui/notice';
import { PickField } from '../ui/pick-field';

const FORMATS = ['pdf', 'xlsx', 'csv'] as const;
/** Each language by its own name. */
const LANGUAGES: Readonly<Record<Locale, string>> = { vi: 'Tiếng Việt', en: 'English', zh: '中文' };
const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const EVERY_MS = 15_000;
const hourText = (hour: number) => `${String(hour).padStart(2, '0')}:00`;

/** Which reports one gets by mail, and how the last ones fared. */
export function MailView({ gateId, email }: { readonly gateId: GateId | null; readonly email: string }) {
  const t = useTranslations('report.mail');
  const trpc = useTRPC();
  const query = useQuery(trpc.report.subscriptions.queryOptions({ gateId }, { refetchInterval: EVERY_MS }));
  return (
    <section aria-labelledby="mail-title" className="max-w-3xl">
      <h2 id="mail-title" className="text-2xl font-bold">
        {t('title')}
      </h2>
      <p className="mt-1 text-muted">{t('intro', { email })}</p>
      {query.data && !query.data.isMailSetUp ? (
        <div className="mt-4">
          <Notice>{t('off')}</Notice>
        </div>
      ) : null}
      <SubscribeForm gateId={gateId} />
      <h3 className="mt-10 text-xl font-bold">{t('yours')}</h3>
      {query.error && !query.data ? <Failure error={query.error} onRetry={() => query.refetch()} /> : null}
      {query.isPending && !query.error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
      {query.data ? (
        query.data.subscriptions.length === 0 ? (
          <p className="mt-2 border-y border-rule py-3 text-muted">{t('none')}</p>
        ) : (
          <div className="mt-2">
            <Hairlines>
              {query.data.subscriptions.map((subscription) => (
                <SubscriptionRow key={subscription.subscriptionId} subscription={subscription} />
              ))}
            </Hairlines>
          </div>
        )
      ) : null}
    </section>
  );
}

function useChanged() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: trpc.report.subscriptions.queryKey() });
}

function SubscribeForm({ gateId }: { readonly gateId: GateId | null }) {
  const t = useTranslations('report.mail');
  const name = useTranslations('report.name');
  const trpc = useTRPC();
  const spoken = useLocale();
  const onSuccess = useChanged();
  const [report, setReport] = useState<OrderedReport>('daily');
  const [hour, setHour] = useState(20);
  const [chosen, setLocale] = useState<Locale | null>(null);
  const [format, setFormat] = useState<(typeof FORMATS)[number]>('pdf');
  const locale = chosen ?? spoken;
  // Over the province there is the daily report.
  const offered = gateId === null ? (['daily'] as const) : REPORTS;
  const asked = offered.find((each) => each === report) ?? 'daily';
  const subscribe = useMutation(trpc.report.subscribe.mutationOptions({ onSuccess }));
  return (
    <form
      className="mt-6"
      onSubmit={(event) => {
        event.preventDefault();
        subscribe.mutate({ gateId, report: asked, hour, locale, format });
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <PickField label={t('report')} value={asked} options={offered} nameOf={name} onPick={setReport} />
        <SelectField label={t('hour')} value={hour} onChange={(event) => setHour(Number(event.target.value))}>
          {HOURS.map((each) => (
            <option key={each} value={each}>
              {hourText(each)}
            </option>
          ))}
        </SelectField>
        <PickField
          label={t('language')}
          value={locale}
          options={LOCALES}
          nameOf={(each) => LANGUAGES[each]}
          onPick={setLocale}
        />
        <PickField
          label={t('format')}
          value={format}
          options={FORMATS}
          nameOf={(each) => each.toUpperCase()}
          onPick={setFormat}
        />
      </div>
      <div className="mt-5">
        <Button type="submit" busy={subscribe.isPending}>
          {t('add')}
        </Button>
      </div>
      {subscribe.error ? (
        <div className="mt-4">
          <ErrorNotice error={subscribe.error} />
        </div>
      ) : null}
    </form>
  );
}

function SubscriptionRow({ subscription }: { readonly subscription: ReportSubscription }) {
  const t = useTranslations('report.mail');
  const name = useTranslations('report.name');
  const trpc = useTRPC();
  const onSuccess = useChanged();
  const end = useMutation(trpc.report.unsubscribe.mutationOptions({ onSuccess }));
  const { report, hour, locale, format, dueAt, gateId, subscriptionId } = subscription;
  const what = `${name(report)} · ${hourText(hour)} · ${LANGUAGES[locale]} · ${format.toUpperCase()}`;
  return (
    <li className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-3">
      <span>
        <span className="block font-semibold">{what}</span>
        <LastMail subscription={subscription} />
        <span className="block text-sm text-muted">{t('next', { at: momentText(dueAt) })}</span>
      </span>
      <Button
        tone="text"
        busy={end.isPending}
        aria-label={t('removeWhat', { what })}
        onClick={() => end.mutate({ gateId, subscriptionId })}
      >
        {t('remove')}
      </Button>
    </li>
  );
}

/** What became of the newest mail; a failure says why and when it is tried again. */
function LastMail({ subscription: { last } }: { readonly subscription: ReportSubscription }) {
  const t = useTranslations('report.mail');
  if (last === null) return null;
  const { state, tries, sentAt, nextAt } = last;
  const fault = last.fault ?? '';
  if (state === 'sent')
    return (
      <span className="block text-sm text-muted">{t('sent', { at: momentText(sentAt ?? nextAt) })}</span>
    );
  return (
    <span className={`block text-sm ${tries > 0 ? 'font-semibold text-fault' : 'text-muted'}`}>
      {state === 'given-up'
        ? t('givenUp', { tries, fault })
        : tries === 0
          ? t('waiting')
          : t('failed', { tries, fault, at: momentText(nextAt) })}
    </span>
  );
}
