'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { cellText, wordText } from '@/domain/report/cell-text';
import { addDays, type ReportDay } from '@/domain/report/home-day';
import type { OrderedReport, Sheet } from '@/domain/report/sheet';
import { placeWord, sheetHeads } from '@/domain/report/sheet-heads';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { goToHash } from '../app/use-hash';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { SelectField, TextField } from '../ui/field';
import { DailyHead } from './daily-head';
import { Downloads } from './downloads';
import { type ReportRoute, reportHash, SPANS } from './report-route';
import { SharesPicture } from './shares-picture';
import { SheetTableView } from './sheet-table-view';
import { useSpeaker } from './use-speaker';

export type AskedReport = {
  readonly gateId: GateId | null;
  readonly report: OrderedReport;
  readonly day: ReportDay;
  readonly days: number;
};

/** Today goes on while it is looked at. */
const TODAY_EVERY_MS = 60_000;

function DayChoice({
  day,
  today,
  route,
}: {
  readonly day: ReportDay;
  readonly today: ReportDay;
  readonly route: ReportRoute;
}) {
  const t = useTranslations('report.screen');
  const go = (to: ReportDay) => goToHash(reportHash({ ...route, day: to === today ? undefined : to }));
  return (
    <div className="flex flex-wrap items-end gap-2 sm:gap-3">
      <div className="w-43 sm:w-52">
        <TextField
          label={t('day')}
          type="date"
          max={today}
          value={day}
          onChange={(event) => {
            if (event.target.value !== '' && event.target.value <= today)
              goToHash(reportHash({ ...route, day: event.target.value as ReportDay }));
          }}
        />
      </div>
      <Button
        tone="outline"
        onClick={() => go(addDays(day, -1))}
        aria-label={t('earlier')}
        aria-keyshortcuts="ArrowLeft"
      >
        <span aria-hidden="true">{'←'}</span>
      </Button>
      <Button
        tone="outline"
        disabled={day >= today}
        onClick={() => go(addDays(day, 1))}
        aria-label={t('later')}
        aria-keyshortcuts="ArrowRight"
      >
        <span aria-hidden="true">{'→'}</span>
      </Button>
      {day < today ? (
        <Button tone="text" onClick={() => go(today)}>
          {t('today')}
        </Button>
      ) : null}
    </div>
  );
}

/** One report: which day, its figures, copies of it, how it was counted. */
export function ReportView({
  order,
  today,
  route,
}: {
  readonly order: AskedReport;
  readonly today: ReportDay;
  readonly route: ReportRoute;
}) {
  const t = useTranslations('report.screen');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const query = useQuery(
    trpc.report.sheet.queryOptions(order, {
      placeholderData: keepPreviousData,
      ...(order.day === today ? { refetchInterval: TODAY_EVERY_MS } : {}),
    }),
  );
  // Another report's figures under this one's name would be a lie; another day's are greyed while they wait.
  const sheet = query.data?.report === order.report ? query.data : undefined;
  return (
    <section aria-busy={query.isFetching} className="report-paper">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-4 pb-6 print:hidden">
        <div className="flex flex-wrap items-end gap-x-6 gap-y-3">
          <DayChoice day={order.day} today={today} route={route} />
          {order.report === 'release-times' ? (
            <div className="w-44">
              <SelectField
                label={t('span')}
                value={String(order.days)}
                onChange={(event) =>
                  goToHash(
                    reportHash({
                      ...route,
                      span: SPANS.find((known) => String(known) === event.target.value) ?? route.span,
                    }),
                  )
                }
              >
                {SPANS.map((span) => (
                  <option key={span} value={span}>
                    {t('spanDays', { days: span })}
                  </option>
                ))}
              </SelectField>
            </div>
          ) : null}
        </div>
        <Downloads
          ask={(copy) =>
            queries.fetchQuery(
              trpc.report.file.queryOptions({ ...order, ...copy }, { staleTime: 0, gcTime: 0 }),
            )
          }
        />
      </div>
      {query.error && !sheet ? <Failure error={query.error} onRetry={() => query.refetch()} /> : null}
      {sheet === undefined && !query.error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
      {sheet ? (
        <div className={query.isPlaceholderData ? 'opacity-55' : ''}>
          <SheetView sheet={sheet} />
        </div>
      ) : null}
    </section>
  );
}

function SheetView({ sheet }: { readonly sheet: Sheet }) {
  const t = useTranslations('report.screen');
  const speaker = useSpeaker();
  const [period, made] = sheetHeads(sheet);
  return (
    <>
      <h2 className="text-2xl font-bold">
        {wordText(speaker, sheet.title)}
        <span className="hidden print:inline">{` · ${cellText(speaker, placeWord(sheet))}`}</span>
      </h2>
      <p className="mt-1 text-muted">
        {sheet.isSoFar ? (
          <strong className="mr-2 text-ink">
            {t('soFar', { at: cellText(speaker, { kind: 'moment', at: sheet.until }) })}
          </strong>
        ) : null}
        {period && !sheet.isSoFar ? <span className="mr-2">{wordText(speaker, period)}</span> : null}
        {made ? <span>{wordText(speaker, made)}</span> : null}
      </p>
      {sheet.picture?.kind === 'trend' ? <DailyHead sheet={sheet} days={sheet.picture.days} /> : null}
      {sheet.picture?.kind === 'shares' ? <SharesPicture parts={sheet.picture.parts} /> : null}
      <div className={sheet.report === 'daily' ? 'grid gap-x-12 lg:grid-cols-2' : ''}>
        {sheet.tables.map((table) => (
          <SheetTableView key={table.id} table={table} isWide={table.columns.length > 5} />
        ))}
      </div>
      <section aria-labelledby="methods-title" className="mt-10 break-inside-avoid text-sm text-muted">
        <h3 id="methods-title" className="font-semibold">
          {t('methods')}
        </h3>
        <ul className="mt-1 max-w-prose list-disc space-y-1 pl-5">
          {sheet.methods.map((method) => (
            <li key={method.key}>{wordText(speaker, method)}</li>
          ))}
        </ul>
      </section>
    </>
  );
}
