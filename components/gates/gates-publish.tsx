'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import type { GateFault } from '@/domain/gate/check-gates';
import type { GateChange } from '@/domain/gate/compare-gates';
import type { GateEntry } from '@/domain/gate/gate-entry';
import { useTRPC } from '../app/trpc';
import { hearGates, keepGates } from '../app/use-gates';
import { VersionPublish } from '../versions/version-publish';
import { GatesChanges } from './gates-changes';

/** What is changed, and only then the reason and the deed. */
export function GatesPublish({
  version,
  gates,
  changes,
  faults,
  onDiscard,
}: {
  /** That holds. */
  readonly version: number;
  readonly gates: readonly GateEntry[];
  readonly changes: readonly GateChange[];
  readonly faults: readonly GateFault[];
  readonly onDiscard: () => void;
}) {
  const t = useTranslations('gates');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const anew = () => queries.invalidateQueries({ queryKey: trpc.gates.pathKey() }).catch(() => undefined);
  const save = useMutation(
    trpc.gates.save.mutationOptions({
      onSuccess: async (made) => {
        keepGates(made, gates);
        hearGates(made, gates);
        await anew();
      },
    }),
  );
  return (
    <VersionPublish
      title={t('changesTitle', { count: changes.length, version })}
      version={version + 1}
      hasFaults={faults.length > 0}
      save={save}
      onSave={(reason) => save.mutate({ gates: [...gates], basedOn: version, reason })}
      onReload={() => void anew()}
      discard={{ on: onDiscard }}
    >
      <GatesChanges changes={changes} />
    </VersionPublish>
  );
}
