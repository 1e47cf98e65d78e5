'use client';
import { useTranslations } from 'use-intl';
import { Shape } from '@/components/ui/shape';
import type { StorageState } from '@/offline/react/gate-session';

/** Never "recorded" without a committed event: when the disk is full or gone it is shouted (invariant 17). */
export function StorageAlarm({
  storage,
  gone,
}: {
  readonly storage: StorageState;
  /** It did not answer when it was last asked: nothing here can be told of any vehicle. */
  readonly gone: boolean;
}) {
  const t = useTranslations('gate.storage');
  if (gone)
    return (
      <p
        role="alert"
        className="flex items-center gap-4 bg-cannot-tell px-5 py-3 text-xl font-bold text-on-cannot-tell"
      >
        <Shape name="diamond" mark="var(--cannot-tell)" className="size-16 shrink-0" />
        {t('gone')}
      </p>
    );
  if (!storage.quotaTrouble && storage.memoryOnlyCount === 0) return null;
  return (
    <p role="alert" className="bg-refuse px-5 py-3 text-xl font-bold text-on-refuse">
      {storage.memoryOnlyCount > 0 ? t('memoryOnly', { count: storage.memoryOnlyCount }) : t('quota')}
    </p>
  );
}
