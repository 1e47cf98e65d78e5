'use client';
import { useTranslations } from 'use-intl';
import type { CrossingState } from '@/domain/crossing/state';
import { useTimeText } from '../app/time-text';

/** Who is being waited for and since when; the longest first (rule 2). */
export function WaitingText({
  waitingOn,
  now,
}: {
  readonly waitingOn: CrossingState['waitingOn'];
  readonly now: number;
}) {
  const t = useTranslations('control');
  const agency = useTranslations('agency');
  const { duration, clock } = useTimeText();
  if (waitingOn.length === 0) return <span className="text-muted">{t('nobody')}</span>;
  const sorted = [...waitingOn].sort((a, b) => a.since - b.since);
  // One line per agency: how many of its steps are open, and the longest wait among them.
  return sorted
    .filter((wait, at) => sorted.findIndex((other) => other.agency === wait.agency) === at)
    .map((wait) => (
      <span key={wait.agency} className="block">
        <span className="font-semibold">{agency(wait.agency)}</span>{' '}
        <span className="figures text-lg">{duration(now - wait.since)}</span>{' '}
        <span className="text-sm text-muted">{t('sinceClock', { at: clock(wait.since) })}</span>
        <OpenSteps count={sorted.filter((other) => other.agency === wait.agency).length} />
      </span>
    ));
}

function OpenSteps({ count }: { readonly count: number }) {
  const t = useTranslations('control');
  return count > 1 ? <span className="text-sm text-muted">{` · ${t('openSteps', { count })}`}</span> : null;
}
