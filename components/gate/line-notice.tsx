'use client';
import { useFormatter, useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { Notice } from '@/components/ui/notice';
import type { Connection, SyncState } from '@/offline/sync/state';

/** Beyond this the clock is said to be wrong (architecture.md, Time). */
const SKEW_TOLD_MS = 120_000;

/** What is wrong with the line, in a sentence of its own that says what to do (OF-44). */
export function LineNotice({ connection }: { readonly connection: Connection }) {
  const t = useTranslations('line');
  if (connection.kind !== 'offline') return null;
  const key = connection.reason;
  return (
    <Notice role="status">
      <p className="font-semibold" data-line={key}>
        {t(`${key}.what`)}
      </p>
      <p>{t(`${key}.todo`)}</p>
    </Notice>
  );
}

/** OF-46: a tablet that was long away says how far it is; scanning goes on meanwhile. */
export function CatchingUp({ sync }: { readonly sync: SyncState }) {
  const t = useTranslations('line');
  const { number } = useFormatter();
  if (sync.catchingUp === null) return null;
  const share = number(sync.catchingUp, { style: 'percent' });
  return (
    <div className="border-b border-rule px-5 py-2">
      <p className="text-base font-semibold" role="status" data-line="catching-up">
        {t('catchingUp', { share })}
      </p>
      <progress
        className="h-2 w-full"
        value={sync.catchingUp}
        max={1}
        aria-label={t('catchingUp', { share })}
      />
    </div>
  );
}

/** Above everything: a clock that is off makes times on paper and on the screen disagree. */
export function ClockAlarm({ sync }: { readonly sync: SyncState }) {
  const t = useTranslations('line');
  const { duration } = useTimeText();
  const off = Math.abs(sync.clockOffsetMs ?? 0);
  if (off <= SKEW_TOLD_MS) return null;
  return (
    <p role="alert" data-line="clock-off" className="bg-check px-5 py-2 text-lg font-bold text-on-check">
      {t('clockOff', { length: duration(off) })}
    </p>
  );
}

/** OF-49: said until the device is enrolled again. */
export function WipedNotice() {
  const t = useTranslations('line');
  return (
    <Notice tone="fault" role="status">
      <p className="font-semibold">{t('wiped.what')}</p>
      <p>{t('wiped.todo')}</p>
    </Notice>
  );
}
