'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { gateById } from '@/domain/gate/gates';
import type { GateId } from '@/domain/shared/identity';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { useNow } from '../app/use-now';
import { Awaiting } from '../ui/awaiting';
import { PlanEditor } from './plan-editor';

const EVERY_MS = 30_000;

/** The capacity plan of a gate: what holds, what is being written, what it was (FL-13). */
export function PlanView({ gateId, mayWrite }: { readonly gateId: GateId; readonly mayWrite: boolean }) {
  const t = useTranslations('flowPlan');
  const trpc = useTRPC();
  const now = useNow(60_000);
  const gate = gateById(gateId);
  // Who only looks sees a new version by itself; under a writer's hands nothing changes until it is saved.
  const query = useQuery(
    trpc.flowPlan.versions.queryOptions(
      { gateId },
      mayWrite ? { refetchOnWindowFocus: false, refetchOnReconnect: false } : { refetchInterval: EVERY_MS },
    ),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  const [newest] = query.data ?? [];
  if (!query.data || newest === undefined || gate === null || now === null)
    return <Awaiting>{t('awaiting')}</Awaiting>;
  return (
    <PlanEditor
      key={`${gateId} ${newest.version}`}
      gate={gate}
      newest={newest}
      versions={query.data}
      now={now}
      mayWrite={mayWrite}
    />
  );
}
