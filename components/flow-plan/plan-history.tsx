'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { comparePlans } from '@/domain/flow/compare-plans';
import type { PlanLine } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { useTRPC } from '../app/trpc';
import { TakeBack, takenBackTo, VersionHistory } from '../versions/version-history';
import { PlanComparison } from './plan-comparison';

/** Who changed the plan, when and why; the newest change can be taken back, and then the one before (FL-13). */
export function PlanHistory({
  gateId,
  versions,
  mayWrite,
}: {
  readonly gateId: GateId;
  /** Newest first. */
  readonly versions: readonly PlanLine[];
  readonly mayWrite: boolean;
}) {
  const t = useTranslations('flowPlan');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const anew = () => queries.invalidateQueries({ queryKey: trpc.flowPlan.pathKey() }).catch(() => undefined);
  const undo = useMutation(trpc.flowPlan.undo.mutationOptions({ onSuccess: anew }));
  const [newest] = versions;
  const backTo = takenBackTo(versions);
  return (
    <VersionHistory
      lines={versions}
      changed={(line, before) => <PlanComparison changes={comparePlans(before.content, line.content)} />}
      takeBack={
        !mayWrite || newest === undefined || backTo === null ? null : (
          <TakeBack
            how={t('takeBackHow', { version: backTo })}
            deed={undo}
            onTakeBack={(reason) => undo.mutate({ gateId, basedOn: newest.version, reason })}
          />
        )
      }
    />
  );
}
