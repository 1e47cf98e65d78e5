'use client';
import { useTranslations } from 'use-intl';
import type { QueuePicture } from '@/domain/flow/picture';
import { NEIGHBOUR_ZONE } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { DIRECTIONS } from '@/domain/shared/vocabulary';
import { Clocks } from '../app/clocks';
import { useTimeText } from '../app/time-text';
import { flowHash } from '../control/control-route';
import { Button } from '../ui/button';
import { openingAt } from './opening';
import type { useFullScreen } from './use-full-screen';
import { useLimitText } from './use-limit-text';

/** Open or closed and until when, how far behind plan, what limits, and both clocks. */
export function DeskHead({
  gateId,
  queue,
  now,
  full,
}: {
  readonly gateId: GateId;
  readonly queue: QueuePicture;
  readonly now: number;
  readonly full: ReturnType<typeof useFullScreen>;
}) {
  const t = useTranslations('flowDesk');
  const direction = useTranslations('direction');
  const { duration } = useTimeText();
  const limitText = useLimitText();
  const { behindMinutes: behind } = queue;
  return (
    <header className="flex flex-wrap items-end gap-x-10 gap-y-4 pb-5 wall:gap-x-14">
      <h2 className="sr-only">{t('title', { direction: direction(queue.direction) })}</h2>
      <nav aria-label={t('directions')} className="flex gap-x-5 max-lg:basis-full">
        {DIRECTIONS.map((each) => (
          <a
            key={each}
            href={`#${flowHash(gateId, each)}`}
            aria-current={each === queue.direction ? 'page' : undefined}
            className="flex min-h-12 items-end text-2xl leading-tight font-bold text-muted no-underline underline-offset-8 hover:text-ink aria-[current]:text-ink aria-[current]:underline aria-[current]:decoration-4"
          >
            {direction(each)}
          </a>
        ))}
      </nav>
      <Opening queue={queue} now={now} />
      <p>
        <span className="block text-muted">{t('behindPlan')}</span>
        <span className="figures block text-3xl leading-tight wall:text-4xl">
          {behind === null
            ? t('notKnown')
            : behind <= 0
              ? t('onPlan')
              : t('behind', { time: duration(behind * 60_000) })}
        </span>
      </p>
      <p className="max-w-md grow basis-60">
        <span className="block text-muted">{t('limitTitle')}</span>
        <span className="block text-lg leading-snug font-semibold text-balance">
          {limitText(queue.batch)}
        </span>
      </p>
      <div className="ml-auto flex items-end gap-x-8">
        {full.isFull ? <Clocks large /> : null}
        {full.toggle === null ? null : (
          <Button tone="outline" onClick={full.toggle} className="max-sm:hidden">
            {t(full.isFull ? 'leaveFullScreen' : 'fullScreen')}
          </Button>
        )}
      </div>
    </header>
  );
}

function Opening({ queue, now }: { readonly queue: QueuePicture; readonly now: number }) {
  const t = useTranslations('flowDesk');
  const app = useTranslations('app');
  const { clock, moment } = useTimeText();
  const { isOpen, changesAt } = openingAt(queue.open, now);
  return (
    <p>
      <span className="flex items-center gap-2 text-muted">
        <span
          aria-hidden="true"
          className={`size-3 border-2 border-ink ${isOpen ? 'rounded-full bg-ink' : 'bg-transparent'}`}
        />
        {t(isOpen ? 'open' : 'closed')}
      </span>
      <span className="figures block text-3xl leading-tight whitespace-nowrap wall:text-4xl">
        {changesAt === null
          ? t(isOpen ? 'openOn' : 'notSoon')
          : t(isOpen ? 'until' : 'opensAt', { at: moment(changesAt, now) })}
        {changesAt === null ? null : (
          <span className="text-lg text-muted">{` ${app('beijing')} ${clock(changesAt, NEIGHBOUR_ZONE)}`}</span>
        )}
      </span>
    </p>
  );
}
