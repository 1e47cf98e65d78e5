'use client';
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { wordText } from '@/domain/report/cell-text';
import { dayOf } from '@/domain/report/home-day';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useGates } from '../app/use-gates';
import { useNow } from '../app/use-now';
import { Downloads } from '../reports/downloads';
import { SheetTableView } from '../reports/sheet-table-view';
import { useSpeaker } from '../reports/use-speaker';
import { Awaiting } from '../ui/awaiting';
import { SelectField } from '../ui/field';

const SPANS = [7, 30] as const;

/** A firm's own times at a gate, who it waited for, beside the gate's; to take away as a file. */
export default function OwnFigures() {
  const t = useTranslations('report.own');
  const locale = useLocale();
  const gates = useGates();
  const [gateId, setGate] = useState(gates[0]?.code);
  const [days, setDays] = useState<number>(SPANS[1]);
  const now = useNow(60_000);
  return (
    <>
      <p className="print:hidden">
        <a href="#home" className="inline-flex min-h-12 items-center text-link underline underline-offset-4">
          {t('back')}
        </a>
      </p>
      <h1 className="text-4xl leading-tight font-extrabold tracking-tight">{t('title')}</h1>
      <div className="mt-4 grid gap-4 sm:grid-cols-2 print:hidden">
        <SelectField
          label={t('gate')}
          value={gateId}
          onChange={(event) => setGate(gates.find(({ code }) => code === event.target.value)?.code)}
        >
          {gates.map((gate) => (
            <option key={gate.code} value={gate.code}>
              {gate[locale]}
            </option>
          ))}
        </SelectField>
        <SelectField
          label={t('span')}
          value={String(days)}
          onChange={(event) => setDays(SPANS.find((span) => String(span) === event.target.value) ?? SPANS[1])}
        >
          {SPANS.map((span) => (
            <option key={span} value={span}>
              {t('days', { count: span })}
            </option>
          ))}
        </SelectField>
      </div>
      {gateId === undefined || now === null ? null : <Figures gateId={gateId} day={dayOf(now)} days={days} />}
    </>
  );
}

function Figures(order: {
  readonly gateId: GateId;
  readonly day: ReturnType<typeof dayOf>;
  readonly days: number;
}) {
  const t = useTranslations('report.own');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const speaker = useSpeaker();
  const query = useQuery(trpc.report.own.queryOptions(order, { placeholderData: keepPreviousData }));
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data) return <Awaiting>{t('awaiting')}</Awaiting>;
  const isEmpty = query.data.tables.every(({ rows }) => rows.length === 0);
  return (
    <div aria-busy={query.isFetching}>
      {query.data.tables.map((table) => (
        <SheetTableView key={table.id} table={table} isWide />
      ))}
      {isEmpty ? null : (
        <div className="mt-8 print:hidden">
          <Downloads
            ask={(copy) =>
              queries.fetchQuery(
                trpc.report.ownFile.queryOptions({ ...order, ...copy }, { staleTime: 0, gcTime: 0 }),
              )
            }
          />
        </div>
      )}
      <ul className="mt-8 max-w-prose list-disc space-y-1 pl-5 text-sm text-muted">
        {query.data.methods.map((method) => (
          <li key={method.key}>{wordText(speaker, method)}</li>
        ))}
      </ul>
    </div>
  );
}
