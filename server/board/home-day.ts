import { HOME_ZONE } from '@/domain/gate/gates';

const inHomeZone = new Intl.DateTimeFormat('en-US', {
  timeZone: HOME_ZONE,
  hourCycle: 'h23',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
});

/** Midnight in Hà Nội of the day that `ms` falls in; ms since the epoch. */
export function homeDayStart(ms: number): number {
  const parts = new Map(inHomeZone.formatToParts(ms).map((part) => [part.type, Number(part.value)]));
  const sinceMidnight =
    ((parts.get('hour') ?? 0) * 3600 + (parts.get('minute') ?? 0) * 60 + (parts.get('second') ?? 0)) * 1000;
  return Math.floor(ms / 1000) * 1000 - sinceMidnight;
}
