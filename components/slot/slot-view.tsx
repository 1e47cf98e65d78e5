'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useLocale, useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import { Failure } from '../app/failure';
import { useTimeText } from '../app/time-text';
import { useTRPC } from '../app/trpc';
import { Plate } from '../plate/plate';
import { Awaiting } from '../ui/awaiting';
import { BackLink } from '../ui/back-link';
import { Notice } from '../ui/notice';
import { MySlot } from './my-slot';
import { PickHour } from './pick-hour';
import type { SlotLink } from './slot-link';

/** From this on the line's lateness is worth a word. */
const TELL_FROM_MINUTES = 15;
const REFRESH_MS = 5_000;

/** One declared vehicle's hour: picked here, then looked after here. */
export function SlotView({ link }: { readonly link: SlotLink }) {
  const t = useTranslations('slot');
  const direction = useTranslations('direction');
  const locale = useLocale();
  const trpc = useTRPC();
  const { duration, moment } = useTimeText();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const query = useQuery(trpc.slot.board.queryOptions(link, { refetchInterval: REFRESH_MS }));
  const board = query.data;
  const mine = board?.mine ?? null;
  const holds = mine !== null && mine.state !== 'gone';
  return (
    <div className="flex flex-col gap-6">
      <BackLink href="#mine">{t('back')}</BackLink>
      <header>
        <h1 ref={heading} tabIndex={-1} className="text-3xl leading-tight font-bold outline-none">
          {t('title')}
        </h1>
        <p className="mt-2 text-lg text-muted">
          {gateById(link.gateId)?.[locale] ?? link.gateId}
          {board === undefined ? null : ` · ${direction(board.direction)}`}
          {board?.class ? ` · ${t(`class.${board.class}`)}` : null}
        </p>
        {board === undefined ? null : (
          <p className="mt-3">
            <Plate plate={board.plate} size="md" />
          </p>
        )}
      </header>
      {query.error && board === undefined ? (
        <Failure error={query.error} onRetry={() => query.refetch()} />
      ) : null}
      {board === undefined && !query.error ? <Awaiting>{t('awaiting')}</Awaiting> : null}
      {board !== undefined && (board.behindMinutes ?? 0) >= TELL_FROM_MINUTES ? (
        <Notice role="status">{t('behind', { age: duration((board.behindMinutes ?? 0) * 60_000) })}</Notice>
      ) : null}
      {board === undefined || mine === null ? null : <MySlot link={link} board={board} mine={mine} />}
      {board === undefined || holds ? null : board.refusal === null ? (
        <PickHour link={link} board={board} />
      ) : (
        <Notice>
          {board.refusal === 'SL-BLOCKED' && board.blockedUntil !== null
            ? t('blockedUntil', { at: moment(board.blockedUntil, board.at) })
            : t(`refusal.${board.refusal}`)}
        </Notice>
      )}
    </div>
  );
}
