'use client';
import { useFormatter, useLocale, useTranslations } from 'use-intl';
import type { GateSnapshot } from '@/domain/board/snapshot';
import { gateById } from '@/domain/gate/gates';
import { Failure } from '../app/failure';
import { PageFrame } from '../app/page-frame';
import { useTitle } from '../app/use-title';
import { FiguresAge } from '../board/figures-age';
import { useLiveProvince } from '../board/use-live-gate';
import { LEVEL_FILL } from '../flow/level-colours';
import { nationalLevel, vehiclesWaiting } from '../flow/places';
import { Awaiting } from '../ui/awaiting';
import { ButtonLink } from '../ui/button';
import { NewestVehicle } from './newest-vehicle';
import { StaffDoors } from './staff-doors';
import { TrackDoor } from './track-door';

function Door({
  href,
  title,
  text,
  action,
  tone,
}: {
  readonly href: string;
  readonly title: string;
  readonly text: string;
  readonly action: string;
  readonly tone: 'main' | 'outline';
}) {
  return (
    <div className="flex h-full flex-col py-6 sm:py-8">
      <h2 className="text-2xl leading-tight font-bold sm:text-3xl">{title}</h2>
      <p className="mt-2 mb-5 max-w-[26rem] text-lg text-muted">{text}</p>
      <ButtonLink href={href} tone={tone} className="mt-auto self-start">
        {action}
      </ButtonLink>
    </div>
  );
}

/** What the gates are doing now: the busiest first, each a number and the time a vehicle now takes. */
function Now({ snapshots }: { readonly snapshots: readonly GateSnapshot[] }) {
  const t = useTranslations('home');
  const board = useTranslations('board');
  const locale = useLocale();
  const { number } = useFormatter();
  const busiest = snapshots
    .map((snapshot) => ({ snapshot, gate: gateById(snapshot.gateId), waiting: vehiclesWaiting(snapshot) }))
    .filter(
      ({ waiting, snapshot }) => waiting + snapshot.counts.export.left + snapshot.counts.import.left > 0,
    )
    .sort((a, b) => b.waiting - a.waiting)
    .slice(0, 4);
  if (busiest.length === 0) return <p className="py-4 text-muted">{t('quiet')}</p>;
  return (
    <ul className="grid gap-x-10 sm:grid-cols-2 lg:grid-cols-4">
      {busiest.map(({ snapshot, gate, waiting }) => (
        <li key={snapshot.gateId} className="border-t border-rule">
          <a
            href={`/board/${snapshot.gateId}`}
            className="group grid grid-cols-[1fr_auto] items-center gap-x-4 py-4 no-underline sm:block"
          >
            <span className="flex items-center gap-2 text-lg font-semibold underline-offset-4 group-hover:underline">
              <span
                aria-hidden="true"
                className={`size-3 shrink-0 rounded-full ${LEVEL_FILL[nationalLevel(waiting)]}`}
              />
              {gate === null ? snapshot.gateId : gate[locale]}
            </span>
            <span className="figures block text-5xl leading-none sm:mt-2 sm:text-6xl">{number(waiting)}</span>
            <span className="text-sm text-muted">
              {board('byDirection', {
                export: number(total(snapshot, 'export')),
                import: number(total(snapshot, 'import')),
              })}
            </span>
            <span className="block text-right text-sm text-muted sm:text-left">
              {board('leftBoth', {
                count: number(snapshot.counts.export.left + snapshot.counts.import.left),
              })}
            </span>
          </a>
        </li>
      ))}
    </ul>
  );
}

const total = (snapshot: GateSnapshot, direction: 'export' | 'import') => {
  const { staging, called, gate, yard, line } = snapshot.counts[direction];
  return staging + called + gate + yard + line;
};

/** Three doors, and what the gates are doing now. */
export function HomePage() {
  const t = useTranslations('home');
  const app = useTranslations('app');
  useTitle(null);
  const { snapshots, error, retry } = useLiveProvince();
  const oldest = snapshots?.length ? Math.min(...snapshots.map((gate) => gate.at)) : null;
  return (
    <PageFrame>
      <div className="flex flex-wrap items-end justify-between gap-x-10 gap-y-6">
        <div className="max-w-[40rem]">
          <h1 className="text-4xl leading-[1.08] font-extrabold tracking-tight sm:text-6xl">{t('title')}</h1>
          <p className="mt-3 text-lg text-muted">{t('lead')}</p>
        </div>
        {snapshots === null ? null : <NewestVehicle snapshots={snapshots} />}
      </div>
      <ul className="mt-7 grid divide-y divide-rule border-y border-rule lg:grid-cols-3 lg:divide-x lg:divide-y-0 lg:[&>li:not(:first-child)]:pl-8 lg:[&>li]:pr-8">
        <li>
          <Door
            href="/declare"
            title={t('declareTitle')}
            text={t('declareText')}
            action={t('declareAction')}
            tone="main"
          />
        </li>
        <li>
          <TrackDoor />
        </li>
        <li>
          <Door
            href="/board"
            title={t('boardTitle')}
            text={t('boardText')}
            action={t('boardAction')}
            tone="outline"
          />
        </li>
      </ul>
      <section aria-labelledby="now-title" className="mt-10">
        <div className="mb-3 flex flex-wrap items-baseline justify-between gap-x-8 gap-y-1">
          <h2 id="now-title" className="text-xl font-bold">
            {t('nowTitle')}
          </h2>
          {oldest === null ? null : <FiguresAge at={oldest} newestEventAt={null} />}
        </div>
        {error ? <Failure error={error} onRetry={retry} /> : null}
        {snapshots === null && !error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
        {snapshots === null ? null : <Now snapshots={snapshots} />}
      </section>
      <StaffDoors />
      <p className="mt-4">
        <a
          href="/status"
          className="inline-flex min-h-12 items-center text-muted underline underline-offset-4 hover:text-ink"
        >
          {app('status')}
        </a>
      </p>
    </PageFrame>
  );
}
