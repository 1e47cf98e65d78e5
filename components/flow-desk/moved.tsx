'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '../app/time-text';

const MINUTE_MS = 60_000;

/** By how much the live time differs from the time that was asked for. */
export function Moved({
  plannedAt,
  liveAt,
}: {
  readonly plannedAt: number | null;
  readonly liveAt: number | null;
}) {
  const t = useTranslations('flowDesk');
  const { duration } = useTimeText();
  if (plannedAt === null) return <span className="block text-sm text-muted">{t('noTimeAsked')}</span>;
  if (liveAt === null) return null;
  const later = liveAt - plannedAt;
  if (Math.abs(later) < MINUTE_MS) return <span className="block text-sm text-muted">{t('asPlanned')}</span>;
  return (
    <span className={`block text-sm ${later > 0 ? 'font-semibold' : 'text-muted'}`}>
      {t(later > 0 ? 'later' : 'sooner', { time: duration(Math.abs(later)) })}
    </span>
  );
}
