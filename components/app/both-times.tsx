'use client';
import { useTranslations } from 'use-intl';
import { NEIGHBOUR_ZONE } from '@/domain/gate/gates';
import { useTimeText } from './time-text';
import { useNow } from './use-now';

/** One moment on both clocks: "14:06 (Bắc Kinh 15:06)". */
export function BothTimes({ at }: { readonly at: number }) {
  const t = useTranslations('app');
  const now = useNow(60_000);
  const { clock, moment } = useTimeText();
  return (
    <time dateTime={new Date(at).toISOString()}>
      <span className="font-semibold whitespace-nowrap">{moment(at, now ?? at)}</span>{' '}
      <span className="whitespace-nowrap text-muted">{`(${t('beijing')} ${clock(at, NEIGHBOUR_ZONE)})`}</span>
    </time>
  );
}
