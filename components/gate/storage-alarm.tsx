'use client';
import { useTranslations } from 'use-intl';
import type { StorageState } from '@/offline/react/gate-session';

/** Never "recorded" without a committed event: when the disk is full or gone it is shouted (invariant 17). */
export function StorageAlarm({ storage }: { readonly storage: StorageState }) {
  const t = useTranslations('gate.storage');
  if (!storage.quotaTrouble && storage.memoryOnlyCount === 0) return null;
  return (
    <p role="alert" className="bg-refuse px-5 py-3 text-xl font-bold text-on-refuse">
      {storage.memoryOnlyCount > 0 ? t('memoryOnly', { count: storage.memoryOnlyCount }) : t('quota')}
    </p>
  );
}
