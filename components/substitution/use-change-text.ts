'use client';
import { useTranslations } from 'use-intl';
import { displayPlate } from '@/domain/identifiers/plate';
import type { SubstitutionRequest } from '../app/answers';

/** What comes in whose stead, in a line; of a driver no name. */
export function useChangeText(): (request: Pick<SubstitutionRequest, 'part' | 'before' | 'after'>) => string {
  const t = useTranslations('substitution');
  return ({ part, before, after }) => {
    const mark = (text: string | null) =>
      text === null ? '–' : part === 'container' ? text : displayPlate(text).text;
    return part === 'driver'
      ? t('parts.driver')
      : t('change', { part: t(`parts.${part}`), before: mark(before), after: mark(after) });
  };
}
