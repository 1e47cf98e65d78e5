'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslations } from 'use-intl';
import { compareGates } from '@/domain/gate/compare-gates';
import type { GatesLine } from '@/domain/gate/gate-versions';
import { useTRPC } from '../app/trpc';
import { TakeBack, takenBackTo, VersionHistory } from '../versions/version-history';
import { GatesChanges } from './gates-changes';

/** Who changed the table, when and why; the newest change can be taken back, and then the one before (GA-4). */
export function GatesHistory({ versions }: { readonly versions: readonly GatesLine[] }) {
  const t = useTranslations('gates');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const anew = () => queries.invalidateQueries({ queryKey: trpc.gates.pathKey() }).catch(() => undefined);
  const undo = useMutation(trpc.gates.undo.mutationOptions({ onSuccess: anew }));
  const [newest] = versions;
  const backTo = takenBackTo(versions);
  return (
    <VersionHistory
      lines={versions}
      changed={(line, before) => <GatesChanges changes={compareGates(before.content, line.content)} />}
      takeBack={
        newest === undefined || backTo === null ? null : (
          <TakeBack
            how={t('takeBackHow', { version: backTo })}
            deed={undo}
            onTakeBack={(reason) => undo.mutate({ basedOn: newest.version, reason })}
          />
        )
      }
    />
  );
}
