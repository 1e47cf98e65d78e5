'use client';
import { useTranslations } from 'use-intl';
import type { QueuePicture } from '@/domain/flow/picture';

/** What limits how many are called, as a sentence. Everybody in the yard being called is not "nobody is there". */
export function useLimitText(): (batch: QueuePicture['batch']) => string {
  const t = useTranslations('flowDesk.limit');
  return ({ size, limitedBy }) => t(size > 0 && limitedBy === 'nobody' ? 'all' : limitedBy);
}
