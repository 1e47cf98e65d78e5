'use client';
import { useTranslations } from 'use-intl';
import { type Stay, stayStatus } from '@/domain/crossing/stay';
import { BothTimes } from '../app/both-times';
import { useTimeText } from '../app/time-text';
import { useNow } from '../app/use-now';
import { Notice } from '../ui/notice';

type Shown = Pick<Stay, 'limitHours' | 'endsAt' | 'backAt'>;

/** How long the lorry may stay beyond the line, counted on here, in both countries' clocks. */
export function StayText({ stay }: { readonly stay: Shown }) {
  const t = useTranslations('stay');
  const now = useNow(30_000);
  const { duration } = useTimeText();
  const { limitHours, endsAt, backAt } = stay;
  if (now === null) return null;
  const status = stayStatus(endsAt, backAt, now);
  const late = duration(Math.max(0, (backAt ?? now) - endsAt));
  return (
    <span className={status === 'within' || status === 'back' ? '' : 'font-semibold'}>
      {t(status, { hours: limitHours, left: duration(Math.max(0, endsAt - now)), late })}{' '}
      <BothTimes at={status === 'back' || status === 'back-late' ? (backAt ?? endsAt) : endsAt} />
    </span>
  );
}

/** The same where a person must act on it: said aloud once it is close. */
export function StayNotice({ stay }: { readonly stay: Shown }) {
  const now = useNow(30_000);
  if (now === null) return null;
  const status = stayStatus(stay.endsAt, stay.backAt, now);
  const isDue = status === 'ending' || status === 'over';
  return (
    <div className="mt-3">
      <Notice tone={status === 'over' ? 'fault' : isDue ? 'note' : 'plain'} role={isDue ? 'alert' : 'status'}>
        <StayText stay={stay} />
      </Notice>
    </div>
  );
}
