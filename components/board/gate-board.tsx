'use client';
import { useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { FlowStrip } from '../flow/flow-strip';
import { LeftPerHour } from '../flow/left-per-hour';
import { PlanLine, PlanPanel } from '../flow/plan-panel';
import { Awaiting } from '../ui/awaiting';
import { BoardHead } from './board-head';
import { FiguresAge } from './figures-age';
import { LatestVehicles } from './latest-vehicles';
import { useLiveGate } from './use-live-gate';
import { WaitedFor } from './waited-for';
import { Waits } from './waits';

/** The warning that must be read by everyone who stands before the wall: three languages at once. */
const WARNING_LANGUAGES = ['vi', 'zh', 'en'] as const;

export function GateBoard({ gate }: { readonly gate: Gate }) {
  const t = useTranslations('board');
  const { clock } = useTimeText();
  const { snapshot, error, retry } = useLiveGate(gate.code);
  return (
    <div
      data-surface="wall"
      className="mx-auto flex min-h-dvh max-w-[120rem] flex-col px-4 sm:px-8 wall:px-14"
    >
      <BoardHead gate={gate} />
      <main className="flex grow flex-col">
        {error ? (
          <div className="py-8">
            <Failure error={error} onRetry={retry} />
          </div>
        ) : null}
        {snapshot === null && !error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
        {snapshot === null ? null : (
          <>
            {snapshot.paperSince === null ? null : (
              <p role="status" className="border-b-4 border-check py-3 text-xl font-bold wall:text-3xl">
                {t('paperSince', { at: clock(snapshot.paperSince) })}
              </p>
            )}
            <FlowStrip snapshot={snapshot} />
            <div className="grid gap-x-12 gap-y-9 py-7 md:grid-cols-2 xl:grid-cols-[1.15fr_1fr_1fr] wall:grid-cols-[1.12fr_1.15fr_1fr] wall:gap-x-14 wall:py-3">
              <LatestVehicles latest={snapshot.latest} />
              <div className="space-y-8 wall:space-y-4">
                <Waits waits={snapshot.waits} />
                <WaitedFor waiting={snapshot.waiting} />
              </div>
              <div className="space-y-8 md:max-xl:col-span-2 md:max-xl:grid md:max-xl:grid-cols-2 md:max-xl:gap-12 wall:space-y-4">
                <div className="space-y-5 wall:space-y-3">
                  <PlanPanel plan={snapshot.plan.export} title={t('planExport')} />
                  <PlanLine plan={snapshot.plan.import} title={t('planImport')} />
                </div>
                <LeftPerHour snapshot={snapshot} />
              </div>
            </div>
          </>
        )}
      </main>
      <footer className="flex flex-wrap items-center justify-between gap-x-10 gap-y-3 border-t border-rule py-4 wall:py-3">
        <p className="flex flex-wrap gap-x-4 font-medium wall:text-[1.4rem] wall:whitespace-nowrap">
          {WARNING_LANGUAGES.map((language) => (
            <span key={language} lang={language}>
              {t(`doNotEnter.${language}`)}
            </span>
          ))}
        </p>
        {snapshot === null ? null : <FiguresAge at={snapshot.at} newestEventAt={snapshot.newestEventAt} />}
      </footer>
    </div>
  );
}
