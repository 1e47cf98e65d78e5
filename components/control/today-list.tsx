'use client';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import { useFormatter, useTranslations } from 'use-intl';
import { type ControlCrossing, MOST_LISTED } from '@/domain/board/snapshot';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { Button } from '../ui/button';
import { TextField } from '../ui/field';
import { Shape } from '../ui/shape';
import { crossingHash } from './control-route';
import { WaitingText } from './waiting-text';

const EVERY_MS = 10_000;
/** A screenful or two; the most urgent are on top. */
const ROWS_AT_ONCE = 60;
const oldestWait = (crossing: ControlCrossing) =>
  Math.min(...crossing.waitingOn.map(({ since }) => since), Infinity);
/** Open before ended, the longest wait on top: what needs somebody stands where one looks first. */
const byUrgency = (a: ControlCrossing, b: ControlCrossing) =>
  Number(a.endedAt !== null) - Number(b.endedAt !== null) ||
  b.incidents - a.incidents ||
  oldestWait(a) - oldestWait(b) ||
  (b.stageSince ?? 0) - (a.stageSince ?? 0);

function Row({ crossing, gateId, now }: { crossing: ControlCrossing; gateId: GateId; now: number }) {
  const t = useTranslations('control');
  const stage = useTranslations('stage');
  const direction = useTranslations('direction');
  const { duration, clock } = useTimeText();
  return (
    <li>
      <a
        href={`#${crossingHash(gateId, crossing.crossingId)}`}
        className="grid gap-x-6 gap-y-1 py-3 no-underline hover:bg-card md:grid-cols-[12rem_1fr_11rem_1.2fr_6rem] md:items-center"
      >
        <Plate plate={crossing.plate} size="md" />
        <span className="min-w-0">
          <span className="block truncate font-semibold">{crossing.goodsName}</span>
          <span className="block truncate text-sm text-muted">
            {`${direction(crossing.direction)} · ${crossing.firmName}`}
          </span>
        </span>
        <span>
          <span className="block font-semibold">{stage(crossing.stage)}</span>
          <span className="block text-sm text-muted">
            {crossing.endedAt === null
              ? crossing.stageSince === null
                ? null
                : duration(now - crossing.stageSince)
              : clock(crossing.endedAt)}
          </span>
        </span>
        <span>
          {crossing.endedAt === null ? <WaitingText waitingOn={crossing.waitingOn} now={now} /> : t('ended')}
        </span>
        <span>
          {crossing.incidents > 0 ? (
            <span className="inline-flex items-center gap-2 font-semibold">
              <Shape name="triangle" className="size-6 text-check" mark="var(--on-check)" />
              {t('incidentCount', { count: crossing.incidents })}
            </span>
          ) : null}
        </span>
      </a>
    </li>
  );
}

/** Today's crossings; `/` jumps to the search, everything else is links in reading order. */
export function TodayList({ gateId }: { readonly gateId: GateId }) {
  const t = useTranslations('control');
  const trpc = useTRPC();
  const { number } = useFormatter();
  const now = useNow(15_000);
  const [typed, setTyped] = useState('');
  const search = useDeferredValue(typed.trim());
  const [drawn, setDrawn] = useState(ROWS_AT_ONCE);
  const box = useRef<HTMLDivElement>(null);
  const query = useQuery(
    trpc.control.crossings.queryOptions(search === '' ? { gateId } : { gateId, search }, {
      refetchInterval: EVERY_MS,
      placeholderData: keepPreviousData,
    }),
  );
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && event.target.closest('input, textarea, select');
      if (event.key !== '/' || typing) return;
      event.preventDefault();
      box.current?.querySelector('input')?.focus();
    };
    addEventListener('keydown', onKey);
    return () => removeEventListener('keydown', onKey);
  }, []);
  return (
    <section aria-labelledby="today-title">
      <div className="flex flex-wrap items-end justify-between gap-x-8 gap-y-3 pb-4">
        <h2 id="today-title" className="text-2xl font-bold">
          {query.data
            ? t(query.data.length < MOST_LISTED ? 'todayTitle' : 'todayTitleMost', {
                count: number(query.data.length),
              })
            : t('view.today')}
        </h2>
        <div ref={box} className="w-full sm:w-80">
          <TextField
            label={t('search')}
            hint={t('searchHint')}
            type="search"
            code
            autoCapitalize="characters"
            autoComplete="off"
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
          />
        </div>
      </div>
      {query.error && !query.data ? <Failure error={query.error} onRetry={() => query.refetch()} /> : null}
      {query.isPending && !query.error ? <Awaiting>{t('awaitingToday')}</Awaiting> : null}
      {query.data && now !== null ? (
        query.data.length === 0 ? (
          <p className="border-y border-rule py-4 text-muted">
            {search ? t('notFound', { search }) : t('noneToday')}
          </p>
        ) : (
          <ul className="divide-y divide-rule border-y border-rule">
            {[...query.data]
              .sort(byUrgency)
              .slice(0, drawn)
              .map((crossing) => (
                <Row key={crossing.crossingId} crossing={crossing} gateId={gateId} now={now} />
              ))}
          </ul>
        )
      ) : null}
      {query.data && query.data.length > drawn ? (
        <p className="pt-4 text-center">
          <Button tone="outline" onClick={() => setDrawn(drawn + ROWS_AT_ONCE)}>
            {t('showMore', { count: number(query.data.length - drawn) })}
          </Button>
        </p>
      ) : null}
    </section>
  );
}
