'use client';
import { useTranslations } from 'use-intl';
import type { GateFault } from '@/domain/gate/check-gates';

/** What is wrong with one field, as a field shows it; null: nothing. */
export function useGateFault(faults: readonly GateFault[]): (path: string) => string | null {
  const t = useTranslations('gates');
  return (path) => {
    const fault = faults.find((each) => each.path === path);
    return fault === undefined ? null : t(`fault.${fault.code}`);
  };
}

/** A whole number as it is typed; null for nothing. What is no number counts as 0, which no field takes for an answer. */
export function wholeFrom(typed: string): number | null {
  if (typed.trim() === '') return null;
  const value = Number(typed.trim());
  return Number.isInteger(value) ? value : 0;
}
