'use client';
import { useLocale, useTranslations } from 'use-intl';
import type { Gate } from '@/domain/gate/gates';
import { LOCALES } from '@/domain/shared/locales';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTitle } from '../app/use-title';
import { FlowStrip } from '../flow/flow-strip';
import { LeftPerHour } from '../flow/left-per-hour';
import { PlanLine, PlanPanel } from '../flow/plan-panel';
import { YardFills } from '../flow/yard-fills';
import { recordHref } from '../slot/record-link';
import { Awaiting } from '../ui/awaiting';
import { AnnouncementBand } from './announcement-band';
import { BoardHead } from './board-head';
import { DepartureBoard } from './departure-board';
import { FiguresAge } from './figures-age';
import { ForecastWaits } from './forecast-waits';
import { GateStatus } from './gate-status';
import { useLiveGate } from './use-live-gate';
import { WaitedFor } from './waited-for';
import { Waits } from './waits';

/** One gate for everybody: on a phone one scrolls, on a wall everything that is read from afar fits. */
export function GateBoard({ gate }: { readonly gate: Gate }) {
  const t = useTranslations('board');
  const slot = useTranslations('slot');
  const locale = useLocale();
  useTitle(gate[locale]);
  const { clock } = useTimeText();
  const { snapshot, error, retry } = useLiveGate(gate.code);
  const others = LOCALES.filter((language) => language !== locale);
  const routes = gate.routes.length > 0 ? `${gate.routes.join(' · ')} ` : '';
  return (
    <div
      data-surface="wall"
      className="mx-auto flex min-h-dvh max-w-[120rem] flex-col px-4 sm:px-8 wall:h-dvh wall:overflow-hidden wall:px-14"
    >
      <BoardHead title={gate[locale]} back={{ href: '/board', name: t('allGates') }}>
        <span>
          {others.map((language, place) => (
            <span key={language} lang={language}>
              {place === 0 ? '' : ' · '}
              {gate[language]}
            </span>
          ))}
        </span>
        <span>
          {`${routes}⇄ ${gate.counterpart.vi} `}
          <span lang="zh">{gate.counterpart.zh}</span>
        </span>
      </BoardHead>
      <main className="flex min-h-0 grow flex-col">
        {error ? (
          <div className="py-8">
            <Failure error={error} onRetry={retry} />
          </div>
        ) : null}
        {snapshot === null && !error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
        {snapshot === null ? null : (
          <>
            {snapshot.paperSince === null ? null : (
              <p
                role="status"
                className="border-t-4 border-check py-3 text-xl font-bold wall:py-2 wall:text-[2.2rem] wall:leading-tight"
              >
                {t('paperSince', { at: clock(snapshot.paperSince) })}
              </p>
            )}
            {snapshot.flow === null ? null : <GateStatus flow={snapshot.flow} />}
            <AnnouncementBand said={snapshot.announcements} />
            <FlowStrip snapshot={snapshot} />
            <YardFills yards={snapshot.yards} />
            <div className="grid gap-x-12 gap-y-9 border-t border-rule py-6 md:grid-cols-2 xl:grid-cols-[1.2fr_1fr_1fr] wall:min-h-0 wall:grow wall:basis-0 wall:grid-cols-[1.9fr_1fr] wall:grid-rows-[minmax(0,1fr)] wall:gap-x-14 wall:overflow-hidden wall:pt-2 wall:pb-0">
              <DepartureBoard snapshot={snapshot} />
              <div className="space-y-8 max-md:order-first wall:flex wall:min-h-0 wall:flex-col wall:space-y-2">
                {snapshot.flow === null ? null : <ForecastWaits flow={snapshot.flow} />}
                <Waits waits={snapshot.waits} />
              </div>
              <div className="space-y-8 md:max-xl:col-span-2 md:max-xl:grid md:max-xl:grid-cols-2 md:max-xl:gap-12 wall:hidden">
                <WaitedFor waiting={snapshot.waiting} />
                <div className="space-y-5">
                  <PlanPanel plan={snapshot.plan.export} title={t('planExport')} />
                  <PlanLine plan={snapshot.plan.import} title={t('planImport')} />
                </div>
                <LeftPerHour snapshot={snapshot} />
              </div>
            </div>
          </>
        )}
      </main>
      {snapshot === null ? null : (
        <footer className="border-t border-rule py-3 wall:border-t-0 wall:py-2">
          <p className="wall:hidden">
            <a
              href={recordHref(gate.code)}
              className="inline-flex min-h-11 items-center text-link underline underline-offset-4"
            >
              {slot('publicTitle')}
            </a>
          </p>
          <FiguresAge loud at={snapshot.at} newestEventAt={snapshot.newestEventAt} />
        </footer>
      )}
    </div>
  );
}
