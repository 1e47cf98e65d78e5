'use client';
import { useTranslations } from 'use-intl';
import { keptBackAs } from '@/domain/flow/kept-back';

/** Why a call was taken back: a person's own words, or the centre's in the language of the screen (FL-26). */
export function useRecallReason(): (reason: string) => string {
  const t = useTranslations('keptBack');
  return (reason) => {
    const word = keptBackAs(reason);
    return word === null ? reason : t(word);
  };
}
