'use client';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslations } from 'use-intl';
import { comparePlans } from '@/domain/flow/compare-plans';
import type { PlanLine } from '@/domain/flow/picture';
import type { GateId } from '@/domain/shared/identity';
import { BothTimes } from '../app/both-times';
import { useTRPC } from '../app/trpc';
import { ReasonForm } from '../control/reason-form';
import { Button } from '../ui/button';
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
  const [newest] = versions;
  const standing = newest === undefined ? 0 : (newest.sameAs ?? newest.version);
  return (
    <section aria-labelledby="plan-history" className="space-y-3">
      <h3 id="plan-history" className="text-2xl font-bold">
        {t('historyTitle')}
      </h3>
      {mayWrite && newest !== undefined && standing > 0 ? (
        <TakeBack gateId={gateId} version={newest.version} backTo={standing - 1} />
      ) : null}
      <ol className="divide-y divide-rule border-y border-rule">
        {versions.map((line, at) => {
          const before = versions[at + 1];
          return (
            <li key={line.version} className="grid gap-x-6 gap-y-1 py-3 sm:grid-cols-[7rem_1fr]">
              <span className="figures text-xl">{t('version', { version: line.version })}</span>
              <div>
                <p>
                  {line.reason ?? t('fromTheBeginning')}
                  {line.sameAs === null ? null : (
                    <span className="text-muted">{` · ${t('bringsBack', { version: line.sameAs })}`}</span>
                  )}
                </p>
                {line.madeAt === null ? null : (
                  <p className="text-sm">
                    {`${line.madeBy} · `}
                    <BothTimes at={line.madeAt} />
                  </p>
                )}
                {before === undefined ? null : (
                  <details>
                    <summary className="min-h-9 cursor-pointer py-1.5 text-sm text-link underline underline-offset-4">
                      {t('whatChanged')}
                    </summary>
                    <PlanComparison changes={comparePlans(before.content, line.content)} />
                  </details>
                )}
              </div>
            </li>
          );
        })}
      </ol>
    </section>
  );
}

function TakeBack({
  gateId,
  version,
  backTo,
}: {
  readonly gateId: GateId;
  readonly version: number;
  readonly backTo: number;
}) {
  const t = useTranslations('flowPlan');
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asking, setAsking] = useState(false);
  const undo = useMutation(
    trpc.flowPlan.undo.mutationOptions({
      onSuccess: () => {
        setAsking(false);
        queries.invalidateQueries({ queryKey: trpc.flowPlan.pathKey() }).catch(() => undefined);
      },
    }),
  );
  if (!asking)
    return (
      <Button tone="outline" onClick={() => setAsking(true)}>
        {t('takeBack')}
      </Button>
    );
  return (
    <div className="max-w-xl border-l-4 border-link py-1 pl-4">
      <p className="mb-3">{t('takeBackHow', { version: backTo })}</p>
      <ReasonForm
        action={t('takeBackNow')}
        busy={undo.isPending}
        error={undo.error}
        onSubmit={(reason) => undo.mutate({ gateId, basedOn: version, reason })}
        onCancel={() => setAsking(false)}
      />
    </div>
  );
}
