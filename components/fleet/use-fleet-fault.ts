'use client';
import { useTranslations } from 'use-intl';
import { FLEET_FAULTS, type FleetFaultCode } from '@/domain/fleet/entry';
import { useFaultText } from '../declaration/use-fault-text';

/** A fault of a fleet's field in words; what a declaration complains of as well is said in its words. */
export function useFleetFault(): (fault: {
  readonly code: FleetFaultCode;
  readonly detail: Readonly<Record<string, string>>;
}) => string {
  const t = useTranslations('fleet.fault');
  const faultText = useFaultText();
  return ({ code, detail }) => {
    const own = FLEET_FAULTS.find((each) => each === code);
    if (own !== undefined) return t(own, { typed: '', kind: '', ...detail });
    return faultText({ code: code as Exclude<FleetFaultCode, (typeof FLEET_FAULTS)[number]>, detail });
  };
}
