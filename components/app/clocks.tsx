'use client';
import { useTranslations } from 'use-intl';
import { HOME_ZONE, NEIGHBOUR_ZONE } from '@/domain/gate/gates';
import { useTimeText } from './time-text';
import { useNow } from './use-now';

function Clock({
  zone,
  label,
  large,
}: {
  readonly zone: string;
  readonly label: string;
  readonly large: boolean;
}) {
  const now = useNow(1000);
  const { clock } = useTimeText();
  return (
    <span className={large ? 'block text-right' : 'inline-flex items-baseline gap-1.5'}>
      <span className={large ? 'block text-sm text-muted wall:text-2xl' : 'text-sm text-muted'}>{label}</span>
      <time className={`figures ${large ? 'block text-3xl leading-none wall:text-6xl' : 'text-base'}`}>
        {now === null ? '--:--' : clock(now, zone)}
      </time>
    </span>
  );
}

/** Both clocks, always together: "20:00" alone has been misread by an hour on both sides (rule 12). */
export function Clocks({ large = false }: { readonly large?: boolean }) {
  const t = useTranslations('app');
  return (
    <span className={`inline-flex ${large ? 'gap-6 wall:gap-10' : 'gap-4'}`}>
      <Clock zone={HOME_ZONE} label={t('hanoi')} large={large} />
      <Clock zone={NEIGHBOUR_ZONE} label={t('beijing')} large={large} />
    </span>
  );
}
