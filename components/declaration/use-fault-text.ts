'use client';
import { useTranslations } from 'use-intl';
import type { FieldFault } from '@/domain/declaration/submission';

/** Every fact a sentence may name; a fault carries only those that its own sentence needs. */
const NO_FACTS = { typed: '', suggestion: '', expected: '', length: '', max: '', row: 'live', plate: '' };

/** A fault in words that say what to do. */
export function useFaultText(): (fault: Pick<FieldFault, 'code' | 'detail'>) => string {
  const t = useTranslations('fault');
  return (fault) => t(fault.code, { ...NO_FACTS, ...fault.detail });
}
