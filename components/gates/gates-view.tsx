'use client';
import { useQuery } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { Failure } from '../app/failure';
import { useTRPC } from '../app/trpc';
import { Awaiting } from '../ui/awaiting';
import { GatesEditor } from './gates-editor';

/** Which gates, routes and yards there are: what holds, what is being written, what it was (GA-3). */
export function GatesView() {
  const t = useTranslations('gates');
  const trpc = useTRPC();
  // Under a writer's hands nothing changes until it is saved.
  const query = useQuery(
    trpc.gates.versions.queryOptions(undefined, { refetchOnWindowFocus: false, refetchOnReconnect: false }),
  );
  if (query.error && !query.data) return <Failure error={query.error} onRetry={() => query.refetch()} />;
  const [newest] = query.data ?? [];
  if (!query.data || newest === undefined) return <Awaiting>{t('awaiting')}</Awaiting>;
  return <GatesEditor key={newest.version} newest={newest} versions={query.data} />;
}
