'use client';
import { useTranslations } from 'use-intl';
import { useTimeText } from '@/components/app/time-text';
import { useNow } from '@/components/app/use-now';
import type { Line } from '@/offline/sync/state';

/** Always visible: the line to the centre, how long it has been gone, and how many scans wait to be sent. */
export function SyncBadge({ sync, onPress }: { readonly sync: Line; readonly onPress: () => void }) {
  const t = useTranslations('gate.sync');
  const { duration } = useTimeText();
  const now = useNow(1000);
  const { connection } = sync;
  const good = connection.kind === 'online' || connection.kind === 'starting';
  const length =
    connection.kind === 'starting' || now === null ? '' : duration(Math.max(0, now - connection.since));
  return (
    <button
      type="button"
      onClick={onPress}
      data-connection={connection.kind}
      data-unsynced={sync.unsyncedCount}
      className={`inline-flex min-h-12 items-center gap-2.5 rounded-lg text-left leading-tight font-bold max-lg:text-base sm:px-3 2xl:whitespace-nowrap ${
        good ? 'text-ink' : 'text-[var(--warn-text)]'
      }`}
    >
      <span
        aria-hidden="true"
        className={`inline-block size-3 shrink-0 ${good ? 'rounded-full bg-good' : 'rotate-45 bg-note-edge'}`}
      />
      <span>
        {connection.kind === 'offline' ? t('offline', { length }) : t(connection.kind)}
        {' · '}
        {sync.unsyncedCount === 0 ? t('allSent') : t('unsynced', { count: sync.unsyncedCount })}
      </span>
    </button>
  );
}
