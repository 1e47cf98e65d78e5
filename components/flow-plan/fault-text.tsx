'use client';
import { useTranslations } from 'use-intl';
import { faultsAt, type PlanFault } from '@/domain/flow/check-plan';

/** What is wrong with one field, as a field shows it; null: nothing. */
export function useFaultAt(faults: readonly PlanFault[]): (path: string) => string | null {
  const t = useTranslations('flowPlan');
  return (path) => {
    const fault = faults.find((each) => each.path === path);
    return fault === undefined ? null : t(`fault.${fault.code}`);
  };
}

/** Faults of a group of fields that none of them shows by itself. */
export function FaultText({
  faults,
  path,
}: {
  readonly faults: readonly PlanFault[];
  readonly path: string;
}) {
  const t = useTranslations('flowPlan');
  const codes = new Set(faultsAt(faults, path).map(({ code }) => code));
  if (codes.size === 0) return null;
  return (
    <p role="alert" className="border-l-4 border-fault pl-3 font-semibold text-fault">
      {[...codes].map((code) => t(`fault.${code}`)).join(' ')}
    </p>
  );
}
