import { useTranslations } from 'use-intl';
import type { DeedName } from '@/offline/checkpoint/outcome';

/** What was just recorded, in a short sentence, for the bar that offers to take it back. */
export function useRecordedText(): (what: DeedName, count: number) => string {
  const t = useTranslations('gate.recorded');
  const work = useTranslations('gateWork.recorded');
  return (what, count) => {
    switch (what) {
      case 'step':
        return t('step', { count });
      case 'hold':
      case 'lift':
        return t(what);
      default:
        return work(what);
    }
  };
}
