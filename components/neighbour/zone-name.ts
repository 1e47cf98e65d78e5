import { useTranslations } from 'use-intl';
import { NEIGHBOUR, type Zone } from '@/domain/flow/zones';

/** By which clock somebody writes: the city that names it. */
export function useZoneName(): (zone: Zone) => string {
  const t = useTranslations('app');
  return (zone) => t(zone === NEIGHBOUR ? 'beijing' : 'hanoi');
}
