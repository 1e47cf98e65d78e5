'use client';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import type { GateId } from '@/domain/shared/identity';
import type { ContinuityState } from '../app/answers';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { ReasonForm } from '../control/reason-form';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Notice } from '../ui/notice';
import { PaperEntry } from './paper-entry';
import { type Print, PrintedSheets } from './printed-sheets';

type Stretch = ContinuityState['stretches'][number];

/** Paper mode of one gate (rule 15): declare, print, work, end, and type in what stands on the sheets. */
export function ContinuityView({
  gateId,
  mayDeclare,
}: {
  readonly gateId: GateId;
  readonly mayDeclare: boolean;
}) {
  const t = useTranslations('continuity');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const options = trpc.continuity.state.queryOptions({ gateId }, { refetchInterval: 30_000 });
  const query = useQuery(options);
  const [print, setPrint] = useState<Print | null>(null);
  const [chosen, setChosen] = useState<string | null>(null);
  const now = useNow(15_000);
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  if (!query.data || now === null) return <Awaiting>{t('awaiting')}</Awaiting>;
  const { stretches, steps } = query.data;
  const open = stretches.find(({ ended }) => ended === null) ?? null;
  const entering = stretches.find(({ id }) => id === chosen) ?? stretches[0] ?? null;
  const refresh = () => {
    queries.invalidateQueries({ queryKey: options.queryKey }).catch(() => undefined);
  };
  return (
    <>
      <div className="space-y-10 print:hidden">
        {open ? (
          <OpenStretch
            gateId={gateId}
            stretch={open}
            now={now}
            mayEnd={mayDeclare}
            onPrint={setPrint}
            onChanged={refresh}
          />
        ) : (
          <section aria-labelledby="continuity-title" className="max-w-2xl">
            <h2 id="continuity-title" className="text-2xl font-bold">
              {t('off')}
            </h2>
            <p className="mt-2 text-muted">{t('what')}</p>
            <div className="mt-5 flex flex-wrap gap-3">
              <Button tone="outline" onClick={() => setPrint({ kind: 'manifest' })}>
                {t('printManifest')}
              </Button>
            </div>
            {mayDeclare ? (
              <DeclareForm gateId={gateId} onChanged={refresh} />
            ) : (
              <div className="mt-6">
                <Notice tone="plain">{t('managerDeclares')}</Notice>
              </div>
            )}
          </section>
        )}
        {entering ? (
          <section aria-labelledby="entry-title">
            <h2 id="entry-title" className="text-2xl font-bold">
              {t('entryTitle')}
            </h2>
            <p className="mt-1 mb-5 max-w-prose text-muted">{t('entryHow')}</p>
            <PaperEntry
              key={entering.id}
              gateId={gateId}
              stretch={entering}
              steps={steps}
              onEntered={refresh}
            />
          </section>
        ) : null}
        {stretches.length > 0 ? (
          <StretchList stretches={stretches} chosen={entering?.id ?? null} onChoose={setChosen} now={now} />
        ) : null}
      </div>
      {print ? (
        <PrintedSheets gateId={gateId} print={print} steps={steps} onDone={() => setPrint(null)} />
      ) : null}
    </>
  );
}

function DeclareForm({ gateId, onChanged }: { readonly gateId: GateId; readonly onChanged: () => void }) {
  const t = useTranslations('continuity');
  const trpc = useTRPC();
  const [sheets, setSheets] = useState('50');
  const [isWrong, setWrong] = useState(false);
  const declare = useMutation(trpc.continuity.declare.mutationOptions({ onSuccess: onChanged }));
  return (
    <div className="mt-8 space-y-5 border-t border-rule pt-6">
      <h3 className="text-xl font-bold">{t('declareTitle')}</h3>
      <TextField
        label={t('sheets')}
        hint={t('sheetsHint')}
        fault={isWrong ? t('sheetsFault') : null}
        inputMode="numeric"
        autoComplete="off"
        code
        value={sheets}
        onChange={(event) => {
          setSheets(event.target.value);
          setWrong(false);
        }}
      />
      <ReasonForm
        danger
        action={t('declare')}
        busy={declare.isPending}
        error={declare.error}
        onSubmit={(reason) => {
          const count = Number(sheets);
          if (!Number.isInteger(count) || count < 1 || count > 2000) setWrong(true);
          else declare.mutate({ gateId, sheets: count, reason });
        }}
      />
    </div>
  );
}

function OpenStretch({
  gateId,
  stretch,
  now,
  mayEnd,
  onPrint,
  onChanged,
}: {
  readonly gateId: GateId;
  readonly stretch: Stretch;
  readonly now: number;
  readonly mayEnd: boolean;
  readonly onPrint: (print: Print) => void;
  readonly onChanged: () => void;
}) {
  const t = useTranslations('continuity');
  const trpc = useTRPC();
  const { moment, duration } = useTimeText();
  const [ending, setEnding] = useState(false);
  const end = useMutation(trpc.continuity.end.mutationOptions({ onSuccess: onChanged }));
  const { firstSerial, lastSerial, declaredAt } = stretch;
  return (
    <section aria-labelledby="continuity-title" className="border-l-8 border-check pl-6">
      <h2 id="continuity-title" className="text-4xl leading-tight font-extrabold">
        {t('on', { at: moment(declaredAt, now) })}
      </h2>
      <p className="mt-2 text-lg">
        {t('onFor', { age: duration(now - declaredAt), reason: stretch.reason })}
      </p>
      <p className="figures mt-4 text-5xl leading-none">
        {`${sheetNumber(firstSerial)} – ${sheetNumber(lastSerial)}`}
      </p>
      <p className="mt-1 text-muted">{t('sheetsOut', { sheets: stretch.sheets, lines: stretch.lines })}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        <Button onClick={() => onPrint({ kind: 'manifest' })}>{t('printManifest')}</Button>
        <Button tone="outline" onClick={() => onPrint({ kind: 'sheets', firstSerial, lastSerial })}>
          {t('printSheets', { count: lastSerial - firstSerial + 1 })}
        </Button>
        {mayEnd && !ending ? (
          <Button tone="danger" onClick={() => setEnding(true)}>
            {t('end')}
          </Button>
        ) : null}
      </div>
      {ending ? (
        <div className="mt-6 max-w-xl">
          <ReasonForm
            danger
            action={t('endNow')}
            busy={end.isPending}
            error={end.error}
            onSubmit={(reason) => end.mutate({ gateId, continuity: stretch.id, reason })}
            onCancel={() => setEnding(false)}
          />
        </div>
      ) : null}
    </section>
  );
}

function StretchList({
  stretches,
  chosen,
  onChoose,
  now,
}: {
  readonly stretches: readonly Stretch[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
  readonly now: number;
}) {
  const t = useTranslations('continuity');
  const { moment } = useTimeText();
  const { number } = useFormatter();
  return (
    <section aria-labelledby="stretches-title">
      <h2 id="stretches-title" className="mb-3 text-xl font-bold">
        {t('stretches')}
      </h2>
      <ul className="divide-y divide-rule border-y border-rule">
        {stretches.map((one) => (
          <li key={one.id} className="flex flex-wrap items-center justify-between gap-x-8 gap-y-2 py-3">
            <span>
              <span className="block font-semibold">
                {one.ended
                  ? `${moment(one.declaredAt, now)} – ${moment(one.ended.at, now)}`
                  : t('on', { at: moment(one.declaredAt, now) })}
              </span>
              <span className="block text-sm text-muted">
                {`${one.reason} · ${t('serials', { first: sheetNumber(one.firstSerial), last: sheetNumber(one.lastSerial) })} · ${t('entered', { sheets: number(one.sheets), lines: number(one.lines) })}`}
              </span>
            </span>
            {one.id === chosen ? (
              <span className="text-muted">{t('enteringThis')}</span>
            ) : (
              <Button tone="outline" onClick={() => onChoose(one.id)}>
                {t('enterThis')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** As it is printed on the sheet: six figures, so that a torn corner is seen. */
export const sheetNumber = (serial: number): string => String(serial).padStart(6, '0');
