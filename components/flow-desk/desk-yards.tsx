'use client';
import { useFormatter, useTranslations } from 'use-intl';
import type { QueuePicture } from '@/domain/flow/picture';
import { useTimeText } from '../app/time-text';

/** Where there are several staging yards: how full each is, and what it may let go when (GA-12). */
export function DeskYards({ queue, now }: { readonly queue: QueuePicture; readonly now: number }) {
  const t = useTranslations('flowDesk');
  const { number } = useFormatter();
  const { clock } = useTimeText();
  if (queue.yards.filter(({ yard }) => yard !== null).length < 2) return null;
  return (
    <ul aria-label={t('yards')} className="mt-4 flex flex-wrap gap-x-10 gap-y-2 border-t border-rule pt-3">
      {queue.yards.map(({ yard, standing, places, vehicles, sendAt }) => (
        <li key={yard ?? ''} data-yard={yard ?? ''}>
          <span className="font-semibold">{yard ?? t('yardUnsaid')}</span>
          <span className="figures">
            {` ${places === null ? number(standing) : t('ofPlaces', { standing: number(standing), places: number(places) })}`}
          </span>
          {vehicles === 0 ? null : (
            <span className="text-muted">
              {` · ${t(sendAt <= now ? 'yardNow' : 'yardAt', { count: number(vehicles), at: clock(sendAt) })}`}
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}
